import { specText } from '../testing/spec-text.ts';
import { green, red, type Part, type Scene } from './story.ts';

/** The inputs of the console connection: no address and no credential of TruU. */
const inputs = {
  ...{ 'truu-url': '', 'truu-token-url': '', 'truu-client-id': '', 'truu-client-secret': '' },
  ...{ 'truu-connection': 'console', assignees: 'octocat' },
};

const common = { with: inputs, spec: specText([['entra', 'secret', 'renewBefore'], undefined]) };

const addsSecret: Scene = {
  kind: 'deed',
  says: 'octocat adds a client secret in the Entra admin center',
  does: ({ octocat }) => octocat.addSecret(),
};

const confirms = (says: string): Scene => ({ kind: 'deed', says, does: ({ octocat }) => octocat.confirm() });

const twoDays: Scene = {
  kind: 'wait',
  says: "Two days later: Entra's daily report of sign-ins covers that day",
  advance: 'P2D',
};

const firstSetUp: Part = {
  ...common,
  title: 'From nothing: the action keeps Entra right, and a person serves TruU',
  about: [
    "TruU publishes no API to configure a directory, so a person types in TruU's Admin Console. The action asks for it",
    "in an issue, and reads in Entra's report of sign-ins whether TruU uses the new secret. It never has its value.",
    'Inputs: truu-connection: console, assignees: octocat, and a github-token.',
  ],
  starts: 'empty',
  scenes: [
    {
      kind: 'run',
      title: 'Apply in an empty tenant: Entra is set up, and an issue asks for the rest',
      mode: 'apply',
      expect: red('failed', 'HANDOFF_WAITING', 'created the app registration', 'asked for it in issue 1'),
    },
    addsSecret,
    {
      kind: 'deed',
      says: "octocat sets the directory up in TruU's Admin Console, and pastes the Value",
      does: ({ octocat }) => octocat.setUp(),
    },
    confirms('octocat comments on the issue'),
    {
      kind: 'run',
      title: "Drift reads the comment: green with a warning, since Entra's report does not show the secret yet",
      mode: 'drift',
      expect: green('waiting', 'HANDOFF_REPORT_PENDING'),
    },
    twoDays,
    {
      kind: 'run',
      title: 'Drift is green: octocat and Entra both say that TruU uses the secret',
      mode: 'drift',
      expect: green('in-sync', "Healthy by Entra's report of sign-ins and a person's word"),
    },
  ],
};

const renewal: Part = {
  ...common,
  title: 'Ten months later: a renewal, and nothing is removed before it has ended',
  about: ['The secret lives twelve months. Sixty days before its end the action asks for the next one.'],
  starts: 'as-left',
  scenes: [
    { kind: 'wait', says: 'Ten months and some days later', advance: 'P10M5D' },
    {
      kind: 'run',
      title: 'Drift opens an issue: green with a warning, since the secret in TruU still works',
      mode: 'drift',
      expect: green('waiting', 'HANDOFF_WAITING'),
    },
    addsSecret,
    {
      kind: 'deed',
      says: "octocat opens the directory in TruU's Admin Console, and pastes the Value",
      does: ({ octocat }) => octocat.paste(),
    },
    confirms('octocat comments on the issue'),
    twoDays,
    {
      kind: 'run',
      title: 'Drift reads the comment and the report: TruU uses the new secret',
      mode: 'drift',
      expect: green('in-sync', "Healthy by Entra's report of sign-ins and a person's word"),
    },
    { kind: 'secrets', says: 'The previous secret stays until it ends', expect: { all: 2, ended: 0 } },
    { kind: 'wait', says: 'Two months later: the previous secret has ended by itself', advance: 'P2M' },
    { kind: 'secrets', says: 'Until then nothing was removed', expect: { all: 2, ended: 1 } },
    {
      kind: 'run',
      title: 'Apply deletes what has ended',
      mode: 'apply',
      expect: green('applied'),
    },
    { kind: 'secrets', says: 'Only the secret that TruU uses is left', expect: { all: 1, ended: 0 } },
  ],
};

const falseConfirmation: Part = {
  ...common,
  title: 'The next renewal: a false confirmation, and nothing is lost',
  about: ['A comment removes nothing. The action believes it only once Entra shows the same.'],
  starts: 'as-left',
  scenes: [
    { kind: 'wait', says: 'Eight months later', advance: 'P8M5D' },
    {
      kind: 'run',
      title: 'Drift opens an issue for the next renewal',
      mode: 'drift',
      expect: green('waiting', 'HANDOFF_WAITING'),
    },
    addsSecret,
    confirms("octocat comments on the issue, but has not pasted the Value in TruU's Admin Console"),
    {
      kind: 'run',
      title: 'Drift reads the comment: green with a warning, since nothing was removed',
      mode: 'drift',
      expect: green('waiting', 'HANDOFF_REPORT_PENDING'),
    },
    { kind: 'wait', says: 'Eight days later', advance: 'P8D' },
    {
      kind: 'run',
      title: 'Drift is red: Entra shows that TruU still uses the previous secret',
      mode: 'drift',
      expect: red('drift', 'HANDOFF_UNSEEN'),
    },
    { kind: 'secrets', says: 'Nothing was removed, so TruU can still log in', expect: { all: 2, ended: 0 } },
    {
      kind: 'deed',
      says: "octocat pastes the Value in TruU's Admin Console",
      does: ({ octocat }) => octocat.paste(),
    },
    twoDays,
    {
      kind: 'run',
      title: 'Drift is green: Entra shows the new secret in use',
      mode: 'drift',
      expect: green('in-sync', "Healthy by Entra's report of sign-ins and a person's word"),
    },
  ],
};

/** The story of the console connection: the first set-up, a renewal, and a confirmation that is not true. */
export const consoleStory: readonly Part[] = [firstSetUp, renewal, falseConfirmation];
