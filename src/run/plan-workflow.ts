import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunRequest } from './request.ts';
import { planWorkflowProblems } from '../spec/plan-workflow.ts';
import { ActionError } from '../support/errors.ts';

/** So many problems are named. */
const maxNamed = 10;

/** What is wrong with the plan workflow in the workspace; nothing where there is none. */
export const refusePlanWorkflow = async ({
  workspace,
  planWorkflow,
}: Pick<RunRequest, 'workspace' | 'planWorkflow'>): Promise<readonly ActionError[]> => {
  const text = await readFile(path.join(workspace, planWorkflow), 'utf8').catch(() => null);
  const problems = text === null ? [] : planWorkflowProblems(text);
  if (problems.length === 0) return [];
  const evidence = [
    { name: 'Workflow', value: planWorkflow },
    ...problems.slice(0, maxNamed).map((value) => ({ name: 'It', value })),
  ];
  return [
    new ActionError('PLAN_WORKFLOW_UNSAFE', 'The plan workflow can run what a pull request brings.', { evidence }),
  ];
};
