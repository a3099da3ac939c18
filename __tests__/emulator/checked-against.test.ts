import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { graphRoutes } from '../../emulator/entra/routes.ts';
import { createServices } from '../../emulator/services.ts';
import { serviceNames } from '../../emulator/state.ts';
import { World } from '../../emulator/world.ts';
import { type GraphErrorBody, graphAs, logIn } from '../support/emulator-clients.ts';
import { startEmulator, type TestEmulator } from '../support/emulator.ts';

interface SourceRow {
  service: string;
  route: string;
  source: string;
  when: string;
}

const rowsOf = (text: string): SourceRow[] =>
  text.split(/^## /m).flatMap((section) => {
    const service = section.slice(0, section.indexOf('\n')).trim();
    return [...section.matchAll(/^\| `([^`]+)`\s*\| (.*?)\s*\|\s*(\S*)\s*\|$/gm)].map(
      ([, route = '', source = '', when = '']) => ({ service, route, source, when }),
    );
  });

const rows = rowsOf(await readFile(new URL('../../emulator/CHECKED-AGAINST.md', import.meta.url), 'utf8'));
const services = createServices(new World());

const routesOf = (name: (typeof serviceNames)[number]): readonly string[] => {
  if (name === 'graph') return graphRoutes;
  const app = services[name];
  if (!(app instanceof Hono)) throw new Error(`${name} does not list its routes`);
  // A handler for all methods is middleware, not a route.
  return app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);
};

test.each(serviceNames)('%s: every route has one row, and every row has a route', (name) => {
  const listed = rows.filter(({ service }) => service === name).map(({ route }) => route);
  expect(listed.toSorted()).toEqual([...routesOf(name)].sort());
});

test('a row has a service, and a source with its date or UNVERIFIED', () => {
  expect(rows.filter(({ service }) => !serviceNames.some((name) => name === service))).toEqual([]);
  const sourced = /^\[[^\]]+\]\(https:\/\/[^)\s]+\)/;
  const broken = rows.filter(({ source, when }) =>
    source === 'UNVERIFIED' ? when !== '' : !sourced.test(source) || !/^2\d{3}-\d\d-\d\d$/.test(when),
  );
  expect(broken).toEqual([]);
});

describe('the routes of graph', () => {
  let emulator: TestEmulator;
  let token: string;

  beforeAll(async () => {
    emulator = await startEmulator();
    token = await logIn(emulator, 'admin');
  });
  afterAll(() => emulator.stop());

  test.each(graphRoutes)('%s is served', async (route) => {
    const [method = '', template = ''] = route.split(' ');
    const path = template
      .replace('{type}', 'microsoft.graph.application')
      .replaceAll(/\{\w+\}/g, '11111111-2222-4333-8444-555555555555');
    const body = method === 'POST' || method === 'PATCH' ? {} : undefined;
    const answer = await graphAs(emulator, token)<Partial<GraphErrorBody> | null>(method, path, body);
    expect([200, 400, 404]).toContain(answer.status);
    expect(answer.body?.error?.message ?? '').not.toContain('Resource not found for the segment');
  });
});
