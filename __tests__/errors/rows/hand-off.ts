import { consoleSpec, type ConsoleScenario } from '../../support/console.ts';
import { managed } from '../../../testing/manual-changes.ts';
import type { RunExtras, Scenario } from '../../support/scenario.ts';
import type { ErrorRow, Mended } from '../row.ts';

/** Rows of this file run in a world where people serve TruU's console; `converged` is what its first set-up leaves. */
type Act = (scenario: ConsoleScenario) => Promise<RunExtras | void>;
const asPeople = (act: Act) => (scenario: Scenario) => act(scenario as ConsoleScenario);
const mendedBy = (act: (scenario: ConsoleScenario) => Promise<Mended | void>): NonNullable<ErrorRow['mend']> =>
  asPeople(act as Act) as NonNullable<ErrorRow['mend']>;

const row = (code: ErrorRow['code'], more: Omit<ErrorRow, 'code' | 'mode' | 'world' | 'heals'>): ErrorRow => ({
  ...{ code, mode: 'drift', world: 'converged', heals: false },
  ...more,
});

const word = { with: { evidence: 'none' } };
const fabrikam = { spec: consoleSpec([['truu', 'directory', 'domain'], 'fabrikam.com']) };
const typesFabrikam = ({ types }: ConsoleScenario): Promise<void> => types({ domain: 'fabrikam.com' });

/** A new secret is due, and asked for. */
const whenDue: Act = async ({ emulator, asks }) => {
  await emulator.clock.advance('P10M5D');
  await asks('drift');
};
const handsOver = async ({ addSecret, types, confirm }: ConsoleScenario): Promise<void> => {
  const { keyId, value } = await addSecret();
  await types({}, value);
  await confirm(keyId);
};

const keys: readonly ErrorRow[] = [
  row('HANDOFF_OVERDUE', {
    when: 'the secret ends in three weeks, and nobody set a new one',
    result: 'drift',
    spoil: asPeople(async ({ emulator }) => emulator.clock.advance('P11M5D').then(() => undefined)),
    contains: [
      "TruU's secret ends on 20",
      'Follow the hand-off issue now.',
      'https://github.com/contoso/identity/issues/2',
    ],
    mend: mendedBy(handsOver),
  }),
  row('HANDOFF_REPORT_PENDING', {
    when: 'a new secret was confirmed just now',
    result: 'waiting',
    green: true,
    spoil: asPeople(async (scenario) => {
      await whenDue(scenario);
      await handsOver(scenario);
    }),
    contains: ['Key ID', 'Nothing is to be done.'],
  }),
  row('HANDOFF_UNSEEN', {
    when: 'a secret was confirmed and never pasted',
    result: 'drift',
    spoil: asPeople(async (scenario) => {
      await whenDue(scenario);
      const { emulator, addSecret, confirm } = scenario;
      await confirm((await addSecret()).keyId);
      await emulator.clock.advance('P8D');
    }),
    contains: ['Key ID', 'Open the directory in the TruU Admin Console'],
    mend: mendedBy(async ({ emulator, state, types }) => {
      const { secrets } = (await state()).entra;
      await types({}, secrets.at(-1)?.value);
      await emulator.clock.advance('P3D');
    }),
  }),
  row('HANDOFF_UNPROVEN', {
    when: 'only a word tells of the new secret, and the one before still works',
    result: 'in-sync',
    green: true,
    run: word,
    spoil: asPeople(async (scenario) => {
      await whenDue(scenario);
      await handsOver(scenario);
    }),
    contains: ['The previous key ends on 20', 'is Healthy before the previous secret ends'],
  }),
  row('HANDOFF_LEAKED', {
    when: 'a person posts the Value in place of the Secret ID',
    spoil: asPeople(async (scenario) => {
      await whenDue(scenario);
      const { addSecret, code, comment } = scenario;
      await comment(`/truu done ${await code()} ${(await addSecret()).value}`);
    }),
    contains: ['A comment on the hand-off issue held a client secret, and was deleted.', 'from mailboxes'],
    mend: mendedBy(async (scenario) => {
      const { application, secrets } = await managed(scenario);
      await scenario.graph('POST', `/applications/${application.id}/removePassword`, { keyId: secrets.at(-1)?.keyId });
      await scenario.comment('/truu again');
    }),
  }),
];

const evidence: readonly ErrorRow[] = [
  row('HANDOFF_EVIDENCE_SILENT', {
    when: 'the report has no row of the registration for a week',
    result: 'in-sync',
    green: true,
    spoil: asPeople(async ({ emulator }) => {
      await emulator.behaviour({ report: { mode: 'empty' } });
      await emulator.clock.advance('P8D');
    }),
    contains: ["so a person's word alone is judged", 'set the input "evidence" to none'],
    mend: mendedBy(() => Promise.resolve({ extras: word })),
  }),
  row('HANDOFF_EVIDENCE_UNREADABLE', {
    when: 'the tenant has no licence for the report',
    spoil: asPeople(async ({ emulator }) => emulator.behaviour({ report: { mode: 'refused' } }).then(() => undefined)),
    contains: ['which needs an Entra ID P1 license', 'Set the input "evidence" to none'],
    mend: { extras: word },
  }),
];

const people: readonly ErrorRow[] = [
  row('HANDOFF_WAITING', {
    when: 'a field of the spec changed, and nobody set it in the console',
    result: 'drift',
    run: fabrikam,
    contains: ['Fields of the directory changed', 'https://github.com/contoso/identity/issues/2'],
    mend: mendedBy(async (scenario) => {
      await typesFabrikam(scenario);
      await scenario.confirm();
      return { extras: fabrikam };
    }),
  }),
  row('HANDOFF_CONFIRM_REFUSED', {
    when: 'a person starts the workflow with the code of a hand-off that is over',
    run: {
      ...fabrikam,
      with: { confirm: 'AAAAAAAA' },
      extra: { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_RUN_ID: '31' },
    },
    contains: [
      'Not recorded: this hand-off is over.',
      'with the code of the open hand-off issue in the input "confirm"',
    ],
    mend: mendedBy(async (scenario) => {
      await typesFabrikam(scenario);
      const extra = { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_RUN_ID: '32' };
      return { extras: { ...fabrikam, with: { confirm: await scenario.code() }, extra } };
    }),
  }),
  row('HANDOFF_ASSIGNEE_UNKNOWN', {
    when: 'a login is misspelt',
    run: { ...fabrikam, with: { assignees: 'octocatt' } },
    contains: ['names a login that GitHub does not know', 'octocatt', 'Correct the login in the input "assignees"'],
    mend: mendedBy(async (scenario) => {
      await scenario.asks('drift', fabrikam);
      await typesFabrikam(scenario);
      await scenario.confirm();
      return { extras: fabrikam };
    }),
  }),
];

const github: readonly ErrorRow[] = [
  row('HANDOFF_UNREADABLE', {
    when: 'issues are switched off',
    spoil: asPeople(async ({ person }) =>
      person('PATCH', '/github/repository', { hasIssues: false }).then(() => undefined),
    ),
    contains: ['Issues are switched off in this repository.', 'Switch on issues in the settings of the repository'],
    mend: mendedBy(async ({ person }) =>
      person('PATCH', '/github/repository', { hasIssues: true }).then(() => undefined),
    ),
  }),
  row('HANDOFF_ACCOUNT_CHANGED', {
    when: 'a hand-off is under way in an issue of another app',
    spoil: asPeople(async (scenario) => {
      await scenario.asks('drift', fabrikam);
      const { issues } = scenario.emulator.world.state.github;
      const asked = issues.at(-1);
      if (asked !== undefined) asked.user = 'contoso-bot[bot]';
    }),
    contains: ['issues/2', 'contoso-bot[bot]', 'close the other issue'],
    mend: mendedBy(async ({ person }) =>
      person('PATCH', '/github/issues/2', { by: 'octocat', state: 'closed' }).then(() => undefined),
    ),
  }),
];

/** What a person who serves TruU's console can meet, and what GitHub and Entra refuse there. */
export const handOffRows: readonly ErrorRow[] = [...keys, ...evidence, ...people, ...github];
