import { listOf, mappingOf, parseWorkflow } from '../spec/workflow-yaml.ts';
import { readWorkspaceFile } from '../spec/workspace-file.ts';

/** What a workflow file of the checkout says of the job that runs. */
export interface WorkflowExpressions {
  readonly file: string;
  /** The text from which each input is fed, where the steps of the file agree on it; foreign text. */
  readonly byInput: ReadonlyMap<string, string>;
  /** Whether the job names an environment; null: the job is not in the file. */
  readonly hasEnvironment: boolean | null;
}

/** Far more than a workflow has; what is longer is not read. */
const maxWorkflowBytes = 262_144;
/** An expression that is longer says nothing in a message. */
const maxExpression = 200;

/** Reads the running workflow from the checkout. Null where the file does not lie there or cannot be read. Never throws. */
export const readWorkflowExpressions = async (
  workspace: string,
  workflow: string | null,
  job: string,
): Promise<WorkflowExpressions | null> => {
  const found = workflow === null ? null : await readWorkspaceFile(workspace, workflow, maxWorkflowBytes);
  return found === null || found.text === null ? null : expressionsIn(found.text, found.file, job);
};

/** What a workflow feeds to the inputs of the steps of one job, or of all jobs where it has no such job. Pure. */
export const expressionsIn = (text: string, file: string, job: string): WorkflowExpressions | null => {
  const jobs = mappingOf(parseWorkflow(text)?.['jobs']);
  if (jobs === null) return null;
  const own = Object.hasOwn(jobs, job) ? mappingOf(jobs[job]) : null;
  const steps = (own === null ? Object.values(jobs) : [own]).flatMap((one) => listOf(mappingOf(one)?.['steps']));
  const fed = new Map<string, Set<string>>();
  for (const step of steps)
    for (const [input, value] of Object.entries(mappingOf(mappingOf(step)?.['with']) ?? {}))
      if (typeof value === 'string' && value.trim() !== '' && value.length <= maxExpression)
        fed.set(input, (fed.get(input) ?? new Set()).add(value.trim()));
  const agreed = [...fed].flatMap(([input, [first, ...others]]) =>
    first === undefined || others.length > 0 ? [] : [[input, first] as const],
  );
  return { file, byInput: new Map(agreed), hasEnvironment: own === null ? null : 'environment' in own };
};
