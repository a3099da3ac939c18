import type { TruuChanges, TruuStep } from '../connection.ts';

/** One step for everything: a person is asked once, in the order of TruU's guide. */
export const toSteps = ({ secret, directory, observed, ...changes }: TruuChanges): readonly TruuStep[] => {
  const addresses = [
    ...(secret?.changes ?? []),
    ...(changes.settings?.changes ?? []),
    ...(changes.primaryUserIdentifier?.changes ?? []),
    ...(changes.cluster?.changes ?? []),
  ];
  if (addresses.length === 0) return [];
  const { secretSteps, entraSteps } = changes;
  const id = 'hand-off';
  return [
    {
      id,
      kind: id,
      changes: addresses,
      // No first secret is asked for before consent; a due renewal never waits for it.
      dependsOn: [...(directory === null ? entraSteps : []), ...secretSteps],
      asksKey: secret !== null,
      handOff: observed.handOff,
    },
  ];
};
