import { expect, test } from '@jest/globals';
import { queryOf } from '../../../src/run/query.ts';
import type { RunRequest, TruuAccess } from '../../../src/run/request.ts';
import { completeSpec, documentOf, specWith } from '../../support/spec-samples.ts';

const queryWith = (truu: Partial<TruuAccess>, text = completeSpec) => {
  const request = { mode: 'drift', access: { clientId: 'x', truu } as RunRequest['access'], adoptSecrets: new Set() };
  return queryOf(documentOf(text).spec, { ...request, knownCredentials: new Set() } as unknown as RunRequest);
};
const usgov = specWith(['cloud: public', 'cloud: usgov']);

test.each<[string, Partial<TruuAccess>, string | null, string]>([
  ['a hint for the API', { connection: 'api' }, 'ask', completeSpec],
  ['evidence for the console', { connection: 'console', evidence: null }, 'evidence', completeSpec],
  ['evidence where it is declared', { connection: 'console', evidence: 'report' }, 'evidence', completeSpec],
  ['a hint where no evidence is declared', { connection: 'console', evidence: 'none' }, 'ask', completeSpec],
  ['not read in another cloud', { connection: 'console', evidence: 'report' }, null, usgov],
])("Entra's report of use is %s", (_what, truu, expected, text) => {
  expect(queryWith(truu, text).secretUse).toBe(expected);
});
