import { expectGreen, specText } from '../../support/scenario.ts';
import type { Mend } from '../row.ts';

/** The spec that gives the directory another name. */
export const renamedTo = (name: string): string =>
  specText([['truu', 'directory', 'name'], name], [['truu', 'directory', 'previousName'], 'US-Denver-Production']);

/** The spec of the other directory gets a registration of its own, and is applied. */
export const separateOther: Mend = async (scenario) => {
  const other = [['truu', 'directory', 'name'], 'Another'] as const;
  const spec = specText(
    other,
    [['entra', 'application', 'uniqueName'], 'truu-another'],
    [['truu', 'cluster'], undefined],
  );
  await expectGreen(scenario, 'apply', 'applied', { spec });
  return { mode: 'plan' };
};
