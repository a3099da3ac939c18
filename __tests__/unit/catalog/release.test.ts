import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { actionVersion, errorPage, fallbackRepository } from '../../../src/catalog/release.ts';

const read = (file: string): string => readFileSync(path.resolve(import.meta.dirname, '../../..', file), 'utf8');

describe('the release of this build', () => {
  test('has the version of the package', () => {
    expect(actionVersion).toBe((JSON.parse(read('package.json')) as { readonly version: string }).version);
  });

  test('is at the placeholder of the examples where the runner does not tell', () => {
    expect(read('examples/workflows/apply.yml')).toContain(`uses: ${fallbackRepository}@`);
  });
});

describe('the page of a code', () => {
  const at = (repository: string): string =>
    `https://github.com/${repository}/blob/v${actionVersion}/docs/errors.md#plan_ceiling`;

  test('is of the action that runs, at its version', () => {
    expect(errorPage('contoso/fork.of_it', 'PLAN_CEILING')).toBe(at('contoso/fork.of_it'));
  });

  test.each([null, '', 'contoso', 'a/b/c', 'a/b)[x](http://evil.example', 'a/b c', '../b', 'a/b\n'])(
    'is the fallback for %j',
    (repository) => {
      expect(errorPage(repository, 'PLAN_CEILING')).toBe(at(fallbackRepository));
    },
  );
});
