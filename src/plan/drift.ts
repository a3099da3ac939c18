import type { Plan } from './types.ts';

/** Whether Entra is not as it should be by somebody's hand: not only because time has passed, or a secret was used. */
export const hasEntraDrifted = ({ changes, notes }: Pick<Plan, 'changes' | 'notes'>): boolean =>
  changes.some((change) => change.address.startsWith('entra/') && !change.dueByTime) ||
  notes.some(
    ({ address, level }) =>
      level === 'finding' && address.startsWith('entra/') && !address.startsWith('entra/secret-use/'),
  );
