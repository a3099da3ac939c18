import { traitsOf } from '../catalog/modes.ts';
import { objectionsToPlanWorkflow } from '../spec/plan-workflow.ts';
import { readWorkspaceFile } from '../spec/workspace-file.ts';
import { ActionError } from '../support/errors.ts';
import type { RunRequest } from './request.ts';

/** Far more than a workflow has; what is longer is not read. */
const maxWorkflowBytes = 262_144;
/** So many objections are named. */
const maxNamed = 10;

/**
 * What is wrong with the plan workflow of the checkout; nothing where there is none. In a mode that asks for a reviewed plan
 * it counts only where one is required. Never throws.
 */
export const refusePlanWorkflow = async (request: RunRequest): Promise<readonly ActionError[]> => {
  const { mode, requirePullRequestPlan, workspace, planWorkflow, actionRepository } = request;
  if (traitsOf(mode).needsReview && !requirePullRequestPlan) return [];
  const workflow = await readWorkspaceFile(workspace, planWorkflow, maxWorkflowBytes);
  if (workflow === null) return [];
  const objections = workflow.text === null ? [unreadable] : objectionsToPlanWorkflow(workflow.text, actionRepository);
  if (objections.length === 0) return [];
  const evidence = [
    { name: 'Workflow', value: planWorkflow },
    ...objections.slice(0, maxNamed).map((value) => ({ name: 'Objection', value })),
  ];
  return [
    new ActionError('PLAN_WORKFLOW_UNSAFE', 'The plan workflow can run what a pull request brings.', { evidence }),
  ];
};

const unreadable = 'The file is not a plain file of UTF-8 text, or it is too large.';
