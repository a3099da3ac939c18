import { expect } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { doctorDist, type Replacement } from '../../support/doctored-dist.ts';
import { choosePrimaryUserIdentifier, managed } from '../../../testing/manual-changes.ts';
import { specText, type RunExtras } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';
import { answering, impatient } from './faults.ts';

/** A build that was tampered with; its folder is removed when the run is over. */
const tampered = async (replacement: Replacement): Promise<RunExtras> => {
  const { entry, remove } = await doctorDist([replacement]);
  return { entry, started: (child: ChildProcess) => void child.once('close', () => void remove()) };
};

/** What can befall the run itself. */
export const runRows = [
  {
    when: 'the code that reads was changed into code that writes',
    code: 'PLAN_WRITE_REFUSED',
    mode: 'plan',
    world: 'converged',
    spoil: () =>
      tampered({
        from: "relatedPaths(appId).map((path) => ({ method: 'GET', path }))",
        to: "relatedPaths(appId).map((path) => ({ method: 'PATCH', path, body: {} }))",
      }),
    contains: ['The request was not sent'],
    leaves: 'untouched',
  },
  {
    when: 'the code has an unforeseen fault',
    code: 'INTERNAL',
    mode: 'plan',
    world: 'converged',
    spoil: () => tampered({ from: 'host.say(`Reading Entra and ${remotes.truu.source}.`);', to: 'null.foresaw();' }),
    contains: ['Report the error with the log of the run', 'TypeError'],
    leaves: 'untouched',
  },
  {
    when: 'TruU says that it took a setting, and did not',
    code: 'APPLY_NOT_CONVERGED',
    mode: 'apply',
    world: 'converged',
    spoil: async (scenario) => {
      const at = '/global-attributes/primary-user-identifier';
      await choosePrimaryUserIdentifier(scenario, 'userPrincipalName');
      const lie = answering(200, { primaryUserIdentifier: 'mail' }, { etag: '"a-lie"' });
      await scenario.emulator.faults.add({ service: 'truu', method: 'PUT', path: `${at}$`, when: 'before', do: lie });
      return impatient;
    },
    contains: ['1 change is still to apply after the run', 'The report lists the changes that are left'],
  },
  {
    when: 'the runner cancels the job while the secret is being made',
    code: 'APPLY_CANCELLED',
    mode: 'apply',
    world: 'nothing',
    result: 'cancelled',
    spoil: async ({ emulator }) => {
      const id = await emulator.faults.add({
        service: 'graph',
        method: 'POST',
        path: '/addPassword$',
        when: 'after',
        do: 'hold',
      });
      return {
        started: (child) => void emulator.faults.fired(id, 30_000).then(() => child.kill('SIGTERM')),
      };
    },
    contains: ['The report lists what is left, and the next run corrects it'],
    also: async (scenario) => expect((await managed(scenario)).directory).toBeUndefined(),
  },
  {
    when: 'the disk refuses the summary',
    code: 'REPORT_UNWRITABLE',
    mode: 'apply',
    world: 'nothing',
    run: { spec: specText(), extra: { GITHUB_STEP_SUMMARY: '/dev/full' } },
    contains: ['Check the disk space and the file permissions of the runner. The report is in the log', 'ENOSPC'],
    result: 'applied',
    unwritten: true,
    mend: () => Promise.resolve({ mode: 'plan' }),
  },
] as const satisfies readonly ErrorRow[];
