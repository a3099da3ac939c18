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

/**
 * Whether a response means "not replicated yet" for an object that this run created; for an older object it is the
 * truth.
 */
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

/** Whether a create was refused because the object exists; Graph has three spellings for it, with 400 and 409. */
export const isAlreadyThere = (answer: GraphAnswer): boolean => {
  if (answer.status !== 400 && answer.status !== 409) return false;
  if (graphErrorOf(answer).code === 'Request_MultipleObjectsWithSameKeyValue') return true;
  return alreadyThereMessages.some((pattern) => pattern.test(graphErrorOf(answer).message));
};

/** Whether another object, live or soft-deleted, has the unique name (400, or code ObjectConflict). */
export const isUniqueNameTaken = (answer: GraphAnswer): boolean => {
  if (answer.status !== 400 && answer.status !== 409) return false;
  const { code, message } = graphErrorOf(answer);
  return /same value for property uniqueName/i.test(message) || code === 'ObjectConflict';
};
