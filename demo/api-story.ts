import { administratorOf, editDirectory, revoke } from '../testing/manual-changes.ts';
import { exampleSpec } from '../testing/spec-text.ts';
import { green, red, type Actors, type Part } from './story.ts';

const rightName = 'UserAuthenticationMethod.ReadWrite.All';
const misspelt = exampleSpec.replace(rightName, 'User.AuthenticationMethod.ReadWrite.All');

/** Holds TruU's second answer on health in the next run, and removes a permission in that time. */
const removeWhileMeasured = async ({ world }: Actors): Promise<() => Promise<void>> => {
  const fault = { service: 'truu', method: 'GET', path: '/health$', nth: 2, when: 'before', do: 'hold' };
  const { id } = (await world.control('POST', '/faults', fault)) as { id: string };
  return async () => {
    await world.control('GET', `/faults/${id}?wait=fired&ms=60000`);
    await revoke(administratorOf(world), 'User.Read.All');
    await world.control('POST', `/faults/${id}/release`);
  };
};

/** The story of the API connection, with a TruU that implements the contract. */
export const apiStory: readonly Part[] = [
  {
    title: 'With an API of TruU: the action does all of it',
    about: [
      'Another empty tenant, and a TruU that implements contract/truu-directory.openapi.yaml. The action itself creates',
      'the secret, sets it in TruU, and reads from TruU whether the directory is Healthy.',
      'Inputs: truu-url, truu-token-url, truu-client-id and truu-client-secret. Entra reports each sign-in at once here.',
    ],
    starts: 'empty',
    // This TruU logs in only when its health is read: a late report would never reach the end of the overlap.
    report: 'instant',
    with: {},
    spec: exampleSpec,
    scenes: [
      {
        kind: 'run',
        title: "Check: a permission as TruU's guide misspells it",
        mode: 'check',
        expect: red('failed', 'SPEC_UNKNOWN_PERMISSION', rightName),
        spec: misspelt,
      },
      {
        kind: 'run',
        title: 'Apply: from nothing to Healthy',
        mode: 'apply',
        expect: green('applied', 'HEALTHY'),
      },
      {
        kind: 'deed',
        says: 'An administrator removes a grant in Entra, and edits the TruU directory',
        does: async ({ world }) => {
          await revoke(administratorOf(world), 'Group.Read.All');
          await editDirectory(administratorOf(world), { domain: 'fabrikam.com' });
          return ['Group.Read.All: removed', 'domain: fabrikam.com'];
        },
      },
      {
        kind: 'run',
        title: 'Drift fails and shows the differences',
        mode: 'drift',
        expect: red('drift', 'PLAN_DRIFT', 'Group.Read.All', 'fabrikam.com'),
      },
      { kind: 'run', title: 'Apply corrects it', mode: 'apply', expect: green('applied', 'HEALTHY') },
      { kind: 'wait', says: 'Eleven months and some days later: the secret expires soon', advance: 'P11M5D' },
      {
        kind: 'run',
        title: 'Renew rotates; the previous secret stays for its overlap',
        mode: 'renew',
        expect: green('renewed', 'overlap'),
      },
      { kind: 'secrets', says: 'Both secrets work', expect: { all: 2, ended: 0 } },
      { kind: 'wait', says: 'Three days later: the overlap is over', advance: 'P3DT1M' },
      { kind: 'run', title: 'Renew retires the previous secret', mode: 'renew', expect: green('renewed') },
      { kind: 'secrets', says: 'Only the secret that TruU uses is left', expect: { all: 1, ended: 0 } },
      { kind: 'wait', says: 'Eleven months later: the next renewal is due', advance: 'P11M5D' },
      {
        kind: 'run',
        title: 'An administrator removes a permission while TruU measures: apply fails and reports why',
        mode: 'apply',
        expect: red('failed', 'HEALTH_NOT_HEALTHY', 'User.Read.All'),
        meanwhile: removeWhileMeasured,
      },
      { kind: 'secrets', says: 'Both secrets stay', expect: { all: 2, ended: 0 } },
    ],
  },
];
