import { expect, test } from '@jest/globals';
import { openLedger } from '../../../src/apply/context.ts';
import { execute } from '../../../src/apply/execute.ts';
import { errorCatalog, type ErrorCode } from '../../../src/catalog/errors.ts';
import type { Step } from '../../../src/plan/types.ts';
import { ActionError } from '../../../src/support/errors.ts';
import { fakeContext, truuAnswering } from '../../support/fake-context.ts';
import { handClock } from '../support/hand-clock.ts';

const step = (id: string): Step => ({
  ...{ id, kind: 'update-directory', changes: [], dependsOn: [], permissions: [] },
  ...{ directoryId: 'dir-1', version: '"7"', patch: {} },
});

/** Whether a step that depends on nothing still starts after one that failed with this code. */
const goesOnAfter = async (code: ErrorCode): Promise<boolean> => {
  const started: string[] = [];
  const fails = async ({ kind }: { readonly kind: string }): Promise<string> => {
    started.push(kind);
    if (started.length === 1) throw new ActionError(code, 'It failed.');
    return 'done';
  };
  const truu = { ...truuAnswering([], []), runStep: fails };
  const context = fakeContext(truu, handClock(-1), () => Promise.reject(new Error('Graph is not asked here')));
  await execute([step('one'), step('two')], openLedger(), context);
  return started.length === 2;
};

test('after these failures nothing new is started, and after every other one what does not depend on it', async () => {
  const codes = Object.keys(errorCatalog) as readonly ErrorCode[];
  const goesOn = await Promise.all(codes.map(goesOnAfter));
  const stopping = codes.filter((_, index) => !goesOn[index]);
  expect(stopping.toSorted()).toEqual(['APPLY_CANCELLED', 'APPLY_OVERTAKEN', 'INTERNAL', 'PLAN_WRITE_REFUSED']);
});
