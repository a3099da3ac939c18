import { describe, expect, test } from '@jest/globals';
import { finding } from '../../../../src/plan/changes.ts';
import type { Target } from '../../../../src/plan/target.ts';
import { clearingOf } from '../../../../src/run/outcome/drift-advice.ts';

const id = '11111111-2222-4333-8444-555555555555';
const other = '22222222-2222-4333-8444-555555555555';
const of = (target: Target, ...names: readonly string[]) => finding(target, 'Found', ...names);

describe('what clears a finding', () => {
  test.each<[Target, readonly string[], string]>([
    [
      { kind: 'secret', keyId: id },
      ['A secret', id],
      `once nothing uses it, or add ${id} to the input "adopt-secrets" (what this action is to manage and retire) or "known-credentials" (what is to stay).`,
    ],
    [{ kind: 'certificate', keyId: id }, ['A'], `, or add ${id} to the input "known-credentials" (what is to stay).`],
    [
      { kind: 'federated-credential', name: 'A' },
      ['A', 'repo:x', id],
      `, or add ${id} to the input "known-credentials"`,
    ],
    [{ kind: 'federated-credential', name: 'A' }, ['A', '@all'], ', or add its id to the input "known-credentials"'],
    [{ kind: 'service-principal-credential', keyId: id }, ['A'], `, or add ${id} to the input "known-credentials"`],
    [
      { kind: 'owner', id },
      ['A'],
      `Remove the owner in Entra (App registrations > the app > Owners), or add ${id} to the input "known-owners"`,
    ],
    [{ kind: 'service-principal' }, [], 'Enable sign-in for users again in Entra'],
    [
      { kind: 'application-property', property: 'lock' },
      [],
      'Remove the credentials of the service principal, then run apply',
    ],
    [{ kind: 'secret-use', keyId: id }, [id], 'the input "rotate" set to its key id.'],
    [
      { kind: 'directory-identity', field: 'clientId' },
      [id],
      'the registration that the directory used before, or delete it.',
    ],
    [{ kind: 'cluster', name: '@all' }, ['@all'], 'Do by hand what the finding says.'],
  ])('is said for %j', (target, names, expected) => {
    const text = clearingOf([of(target, ...names)], false);
    expect(text).toContain(expected);
    expect(text).not.toContain('@all');
    expect(text.endsWith('.')).toBe(true);
  });

  test('is said once for all of a kind', () => {
    const text = clearingOf(
      [of({ kind: 'owner', id }), of({ kind: 'secret', keyId: id }), of({ kind: 'owner', id: other })],
      false,
    );
    expect(text.split('Remove the owner')).toHaveLength(2);
    expect(text).toContain(`${id} ${other} to the input "known-owners"`);
  });

  test('of a secret begins with the confirmation where a person is asked to add one', () => {
    const text = clearingOf([of({ kind: 'secret', keyId: id }, id), of({ kind: 'owner', id })], true);
    expect(text).toMatch(/^If the secret is the one that the hand-off issue asks for, confirm it there/);
    expect(text).toContain('Remove the owner');
  });
});
