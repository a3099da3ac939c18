import { addAssignees, checkAssignee, checkIssueAssignee, getAccount, getPermission } from './assignees.ts';
import { listApprovals } from './approvals.ts';
import type { Answer, Call, Needs, Route } from './call.ts';
import { createCheck, getCheck, listChecks, updateCheck } from './checks.ts';
import { createComment, deleteComment, getComment, listComments, updateComment } from './comments.ts';
import { getEnvironment, listBranchPolicies } from './environments.ts';
import { getBlob, getCommit, getContents, getRef, getTree, listCommits } from './git-routes.ts';
import { answerQuery } from './graphql/answer.ts';
import { listIssues } from './issue-list.ts';
import { createIssue, getIssue, updateIssue } from './issues.ts';
import { createLabel, listLabels } from './labels.ts';
import { getPull, listPulls, pullsOfCommit } from './pulls.ts';
import { getUser } from './viewer.ts';
import { listWorkflowRuns } from './workflow-runs.ts';

const getRepository = ({ world }: Call): Answer => {
  const { github } = world.state;
  const { repository, repositoryId, hasIssues } = github;
  const name = repository.split('/')[1];
  const shown = {
    id: Number(repositoryId),
    full_name: repository,
    name,
    private: github.private,
    has_issues: hasIssues,
  };
  const visibility = github.private ? 'private' : 'public';
  return { status: 200, body: { ...shown, visibility, default_branch: 'main' } };
};

const readIssues: Needs = [['issues', 'read']];
const writeIssues: Needs = [['issues', 'write']];
const readEither: Needs = [...readIssues, ['pull_requests', 'read']];
const writeEither: Needs = [...writeIssues, ['pull_requests', 'write']];
const readPulls: Needs = [['pull_requests', 'read']];
const readContents: Needs = [['contents', 'read']];
const readChecks: Needs = [['checks', 'read']];
const writeChecks: Needs = [['checks', 'write']];
const readActions: Needs = [['actions', 'read']];

const repo = '/repos/:owner/:name';
const issues = `${repo}/issues`;
const issue = `${issues}/:number`;
const comment = `${issues}/comments/:id`;
const commit = `${repo}/commits/:ref`;
const checks = `${repo}/check-runs`;
const environment = `${repo}/environments/:environment`;
const git = `${repo}/git`;

type Row = readonly [Route['method'], string, string, Needs, Route['run']];

// The required permissions are from GitHub docs, "Permissions required for GitHub Apps".
const rows: readonly Row[] = [
  ['GET', repo, 'rest/repos/repos#get-a-repository', [], getRepository],
  ['GET', issues, 'rest/issues/issues#list-repository-issues', readIssues, listIssues],
  ['POST', issues, 'rest/issues/issues#create-an-issue', writeIssues, createIssue],
  ['GET', issue, 'rest/issues/issues#get-an-issue', readIssues, getIssue],
  ['PATCH', issue, 'rest/issues/issues#update-an-issue', writeEither, updateIssue],
  ['GET', `${issue}/comments`, 'rest/issues/comments#list-issue-comments', readEither, listComments],
  ['POST', `${issue}/comments`, 'rest/issues/comments#create-an-issue-comment', writeEither, createComment],
  ['GET', comment, 'rest/issues/comments#get-an-issue-comment', readEither, getComment],
  ['PATCH', comment, 'rest/issues/comments#update-an-issue-comment', writeEither, updateComment],
  ['DELETE', comment, 'rest/issues/comments#delete-an-issue-comment', writeEither, deleteComment],
  ['POST', `${issue}/assignees`, 'rest/issues/assignees#add-assignees-to-an-issue', writeIssues, addAssignees],
  [
    'GET',
    `${issue}/assignees/:assignee`,
    'rest/issues/assignees#check-if-a-user-can-be-assigned-to-a-issue',
    readIssues,
    checkIssueAssignee,
  ],
  [
    'GET',
    `${repo}/assignees/:assignee`,
    'rest/issues/assignees#check-if-a-user-can-be-assigned',
    readIssues,
    checkAssignee,
  ],
  [
    'GET',
    `${repo}/collaborators/:username/permission`,
    'rest/collaborators/collaborators#get-repository-permissions-for-a-user',
    [],
    getPermission,
  ],
  ['GET', `${repo}/labels`, 'rest/issues/labels#list-labels-for-a-repository', readEither, listLabels],
  ['POST', `${repo}/labels`, 'rest/issues/labels#create-a-label', writeEither, createLabel],
  ['GET', `${repo}/pulls`, 'rest/pulls/pulls#list-pull-requests', readPulls, listPulls],
  ['GET', `${repo}/pulls/:number`, 'rest/pulls/pulls#get-a-pull-request', readPulls, getPull],
  [
    'GET',
    `${commit}/pulls`,
    'rest/commits/commits#list-pull-requests-associated-with-a-commit',
    readPulls,
    pullsOfCommit,
  ],
  ['GET', `${commit}/check-runs`, 'rest/checks/runs#list-check-runs-for-a-git-reference', readChecks, listChecks],
  ['POST', checks, 'rest/checks/runs#create-a-check-run', writeChecks, createCheck],
  ['GET', `${checks}/:id`, 'rest/checks/runs#get-a-check-run', readChecks, getCheck],
  ['PATCH', `${checks}/:id`, 'rest/checks/runs#update-a-check-run', writeChecks, updateCheck],
  ['GET', `${repo}/commits`, 'rest/commits/commits#list-commits', readContents, listCommits],
  ['GET', `${repo}/contents/:path{.+}`, 'rest/repos/contents#get-repository-content', readContents, getContents],
  ['GET', `${git}/commits/:sha`, 'rest/git/commits#get-a-commit-object', readContents, getCommit],
  ['GET', `${git}/trees/:sha`, 'rest/git/trees#get-a-tree', readContents, getTree],
  ['GET', `${git}/blobs/:sha`, 'rest/git/blobs#get-a-blob', readContents, getBlob],
  ['GET', `${git}/ref/:ref{.+}`, 'rest/git/refs#get-a-reference', readContents, getRef],
  [
    'GET',
    `${repo}/actions/workflows/:id/runs`,
    'rest/actions/workflow-runs#list-workflow-runs-for-a-workflow',
    readActions,
    listWorkflowRuns,
  ],
  [
    'GET',
    `${repo}/actions/runs/:run/approvals`,
    'rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run',
    readActions,
    listApprovals,
  ],
  ['GET', environment, 'rest/deployments/environments#get-an-environment', readActions, getEnvironment],
  [
    'GET',
    `${environment}/deployment-branch-policies`,
    'rest/deployments/branch-policies#list-deployment-branch-policies',
    readActions,
    listBranchPolicies,
  ],
  ['GET', '/user', 'rest/users/users#get-the-authenticated-user', [], getUser],
  ['GET', '/users/:username', 'rest/users/users#get-a-user', [], getAccount],
  ['POST', '/graphql', 'graphql/guides/forming-calls-with-graphql', [], answerQuery],
];

/** Every route of the emulated GitHub. */
export const routes: readonly Route[] = rows.map(([method, path, doc, needs, run]) => ({
  ...{ method, path, doc, needs, run },
}));
