import { errorCatalog } from '../../catalog/errors.ts';
import { changed, leaving, type ActionError } from '../../support/errors.ts';
import { HttpFailure } from '../../support/http.ts';

/**
 * One cause, one failure: what is the same failure once more, or only follows from an earlier one, stands under that one
 * as evidence. `afterwards` is what the verification could not read. Pure.
 */
export const underCauses = (
  failures: readonly ActionError[],
  afterwards: readonly ActionError[],
): readonly ActionError[] => {
  const causes: ActionError[] = [];
  const place = (error: ActionError, isAfterwards: boolean): void => {
    const at = causes.findIndex((cause) => explains(cause, error, isAfterwards));
    const cause = causes[at];
    if (cause === undefined) causes.push(error);
    else causes[at] = isRepeated(cause, error) ? leaving(cause, error.leftBehind) : withConsequence(cause, error);
  };
  for (const error of failures) place(error, false);
  for (const error of afterwards) place(error, true);
  return causes;
};

const explains = (cause: ActionError, error: ActionError, isAfterwards: boolean): boolean =>
  isRepeated(cause, error) ||
  // A directory that is not Healthy after a step failed: the step is what can be mended.
  errorCatalog[error.code].aboutHealth === true ||
  (isAfterwards && cause.code === error.code) ||
  isSameObstacle(cause, error);

const isRepeated = (cause: ActionError, error: ActionError): boolean =>
  cause.code === error.code && cause.message === error.message;

/** Something in the network stands before both sides, as a proxy does, and one setting mends it. */
const isSameObstacle = (cause: ActionError, error: ActionError): boolean =>
  cause.cause instanceof HttpFailure && error.cause instanceof HttpFailure && cause.fix === error.fix;

const withConsequence = (cause: ActionError, { code, message, evidence, leftBehind }: ActionError): ActionError =>
  changed(cause, {
    evidence: [...cause.evidence, { name: 'As a consequence', value: `${code}: ${message}` }, ...evidence],
    leftBehind: [...cause.leftBehind, ...leftBehind],
  });
