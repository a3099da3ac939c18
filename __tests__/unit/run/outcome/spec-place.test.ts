import { describe, expect, test } from '@jest/globals';
import type { ErrorCode } from '../../../../src/catalog/errors.ts';
import { withSpecPlace } from '../../../../src/run/outcome/spec-place.ts';
import { ActionError } from '../../../../src/support/errors.ts';
import { completeSpec, documentOf, sampleFile } from '../../../support/spec-samples.ts';

const document = documentOf(completeSpec);
const placeOf = (error: ActionError): string | undefined => {
  const found = error.evidence.find(({ name }) => name === 'Where');
  return found?.range?.line === Number(found?.value.split(':')[1]) ? found?.value : 'no range';
};

describe('the place of a cause in the spec', () => {
  test.each<[ErrorCode, string, string]>([
    ['AUTH_TENANT_NOT_FOUND', 'It is unknown.', '3:11'],
    ['AUTH_WRONG_CLOUD', 'It is elsewhere.', '4:10'],
    ['ENTRA_PERMISSION_MISSING', 'Graph does not offer the permission User.Read.All.', '13:9'],
    ['ENTRA_SECRET_LIFETIME', 'It is too long.', '22:15'],
    ['HEALTH_TIMEOUT', 'It took longer.', '34:12'],
  ])('of %s is its line', (code, message, at) => {
    expect(placeOf(withSpecPlace(new ActionError(code, message), document))).toBe(`${sampleFile}:${at}`);
  });

  test('is not added to a failure that has one, that is not about the spec, or whose spec could not be read', () => {
    const range = document.range(['version']);
    const placed = new ActionError('HEALTH_TIMEOUT', 'x', { evidence: [{ name: 'At', value: '1', range }] });
    const other = new ActionError('ENTRA_THROTTLED', 'x');
    expect([withSpecPlace(placed, document), withSpecPlace(other, document)]).toEqual([placed, other]);
    expect(withSpecPlace(new ActionError('HEALTH_TIMEOUT', 'x'), null).evidence).toEqual([]);
  });
});
