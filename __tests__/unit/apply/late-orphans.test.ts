import { expect, test } from '@jest/globals';
import type { Applied } from '../../../src/apply/apply.ts';
import { openLedger } from '../../../src/apply/context.ts';
import { deleteLateOrphans } from '../../../src/apply/late-orphans.ts';
import type { Plan } from '../../../src/plan/types.ts';
import { ActionError } from '../../../src/support/errors.ts';
import { fakeContext, truuAnswering } from '../../support/fake-context.ts';
import { handClock } from '../support/hand-clock.ts';

const orphan = { id: 'a', kind: 'delete-unheld-secrets', changes: [], dependsOn: [], permissions: [] } as const;
const step = { ...orphan, applicationId: 'app', keyIds: [], directory: { id: 'd', version: '"1"', heldKeyId: null } };
const removal = { act: 'remove', skipReason: null };

test.each([
  ['there are only orphans', [removal], [], true],
  ['something else is left to apply', [removal, { act: 'update', skipReason: null }], [], false],
  ['something failed before', [removal], [new ActionError('ENTRA_UNAVAILABLE', 'It failed.')], false],
])('orphans that only the verification shows are deleted when %s', async (_when, changes, failures, deletes) => {
  let fenced = false;
  const fence = async (): Promise<void> => void (fenced = true);
  const truu = { ...truuAnswering([], []), fence };
  const context = fakeContext(truu, handClock(-1), () => Promise.reject(new Error('nothing is sent to Graph')));
  const applied: Applied = {
    ...{ outcomes: [], failures, health: 'healthy', timeline: [], ledger: openLedger() },
  };
  await deleteLateOrphans(applied, { steps: [step], changes } as unknown as Plan, context);
  expect(fenced).toBe(deletes);
});
