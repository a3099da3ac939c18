import type { StepOutcome } from '../../plan/types.ts';
import { list } from './markdown.ts';
import { prose } from './prose.ts';
import { stepLabel } from './labels.ts';

/** Step outcomes as items of a list; a step that did not succeed also has its label. */
export const stepItems = (steps: readonly StepOutcome[]): readonly string[] =>
  list(
    steps.map(({ kind, outcome, message }) =>
      outcome === 'done' ? `done: ${prose(message)}` : `**${outcome}:** ${stepLabel(kind)}. ${prose(message)}`,
    ),
  );
