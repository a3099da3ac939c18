import { detailCodes, graphErrorOf, type GraphAnswer } from './answer.ts';

const lagCodes = new Set(['Directory_ObjectNotFound', 'Request_ResourceNotFound', 'Error_MsaAppDoesNotExist']);

/** Messages of Graph for several conditions of one code (public reports, read 2026-11). */
const lagMessages: readonly RegExp[] = [
  /does not reference a valid application object/i,
  /backing application of the service principal being created must/i,
  /Not a valid reference update/i,
  /Permission being assigned was not found/i,
  /does not exist or one of its queried reference-property objects are not present/i,
];

/** Whether a response means "not replicated yet" for an object that is young; for an older one it is the truth. */
export const isLag = (answer: GraphAnswer): boolean => {
  if (answer.status < 400 || answer.status >= 500) return false;
  const { code, message } = graphErrorOf(answer);
  if (lagCodes.has(code) || detailCodes(answer).includes('NoBackingApplicationObject')) return true;
  return lagMessages.some((pattern) => pattern.test(message));
};

/** Whether Graph refuses because another write to the same object is under way. Nothing was changed. */
export const isConcurrencyViolation = (answer: GraphAnswer): boolean =>
  answer.status === 409 && graphErrorOf(answer).code === 'Directory_ConcurrencyViolation';

const alreadyThereMessages = [/already exists?\b/i, /is already in use/i];

const conflictCodes = new Set(['Request_MultipleObjectsWithSameKeyValue', 'ObjectConflict']);

/** Whether the code alone says that an object with the same key exists; in `details` too, where the code is general. */
const isConflict = (answer: GraphAnswer): boolean =>
  (answer.status === 400 || answer.status === 409) &&
  [graphErrorOf(answer).code, ...detailCodes(answer)].some((code) => conflictCodes.has(code));

/** Whether a create was refused because the object exists; Graph has four spellings for it, with 400 and 409. */
export const isAlreadyThere = (answer: GraphAnswer): boolean => {
  if (answer.status !== 400 && answer.status !== 409) return false;
  return isConflict(answer) || alreadyThereMessages.some((pattern) => pattern.test(graphErrorOf(answer).message));
};

/**
 * Whether another object, live or soft-deleted, has the unique name of a registration that is created or named: 400 with
 * its message, or a conflict, which can concern nothing else that such a request sends.
 */
export const isUniqueNameTaken = (answer: GraphAnswer): boolean => {
  if (answer.status !== 400 && answer.status !== 409) return false;
  return isConflict(answer) || /same value for property uniqueName/i.test(graphErrorOf(answer).message);
};
