import type { StepOutcome } from '../../plan/types.ts';
import { list } from './markdown.ts';
import { prose } from './prose.ts';
import { stepLabel } from './labels.ts';

/** What was done as items of a list; what was not done also says what it would have been. */
export const stepItems = (steps: readonly StepOutcome[]): readonly string[] =>
  list(
    steps.map(({ kind, outcome, message }) =>
      outcome === 'done' ? `done: ${prose(message)}` : `**${outcome}:** ${stepLabel(kind)}. ${prose(message)}`,
    ),
  );
