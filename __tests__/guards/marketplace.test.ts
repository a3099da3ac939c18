import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

interface Listing {
  readonly name?: string;
  readonly description?: string;
  readonly author?: string;
  readonly branding?: { readonly icon?: string; readonly color?: string };
}

const root = path.resolve(import.meta.dirname, '../..');
const listing = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as Listing;

/** Colours of a badge, and icons of Feather that it cannot have (GitHub docs, "Metadata syntax", read 2026-11). */
const colors = ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark'];
const omitted =
  /^(coffee|columns|divide|divide-circle|divide-square|frown|hexagon|key|meh|mouse-pointer|smile|tool|x-octagon)$/;

/**
 * What the form of the Marketplace refuses, which shows it only once a release is made: the file is judged at its tag. That a
 * name is taken, by an action, an account or a category, only the form can say.
 */
const refusals = ({ name = '', description = '', author = '', branding = {} }: Listing): readonly string[] => [
  ...(/^\S.*\S$/.test(name) ? [] : ['name: missing']),
  // 125 characters are refused (fummicc1/swift-complexity#44, 2026-07-26).
  ...(description === '' || description.length >= 125 ? [`description: ${description.length} characters`] : []),
  ...(author === '' ? ['author: missing'] : []),
  ...(/^[a-z][a-z0-9-]*$/.test(branding.icon ?? '') && !omitted.test(branding.icon ?? '') ? [] : ['icon: unknown']),
  ...(colors.includes(branding.color ?? '') ? [] : ['color: unknown']),
];

describe('the listing in the Marketplace', () => {
  test('has nothing that its form refuses', () => {
    expect(refusals(listing)).toEqual([]);
  });

  test('is of the one action of the repository, at its root', () => {
    const files = readdirSync(root, { withFileTypes: true }).map(({ name }) => name);
    expect(files.filter((name) => /^(action\.ya?ml|Dockerfile)$/.test(name))).toEqual(['action.yml']);
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE']));
  });

  test.each<[Listing, readonly string[]]>([
    [{ ...listing, description: 'x'.repeat(125) }, ['description: 125 characters']],
    [{ ...listing, description: 'x'.repeat(124) }, []],
    [{ ...listing, name: ' ' }, ['name: missing']],
    [{ ...listing, branding: { icon: 'key', color: 'pink' } }, ['icon: unknown', 'color: unknown']],
    [{}, ['name: missing', 'description: 0 characters', 'author: missing', 'icon: unknown', 'color: unknown']],
  ])('as %j is refused', (bad, why) => {
    expect(refusals(bad)).toEqual(why);
  });
});
