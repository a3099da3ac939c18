import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { LogRow } from '../../emulator/log.ts';
import { doctorDist, type DoctoredDist, type Replacement } from '../support/doctored-dist.ts';
import { type ConvergedScenario, expectGreen, type Mode, startConverged, writesOf } from '../support/scenario.ts';

/** A reading of the action that was tampered with, so that it sends something else than a read. */
interface Doctoring extends Replacement {
  readonly description: string;
  /** The request that is refused, as the report names it. */
  readonly refused: string;
  /** What would be sent, as the log would show it: a request, or an item of a batch. */
  readonly sends: { readonly service: LogRow['service']; readonly method: string; readonly path: RegExp };
  /** The modes to try. The unit tests of `readOnly` have every method; which modes get it is one place of the action. */
  readonly modes: readonly Mode[];
}

const truuRead = "const get = async (path, operation) => {\n        const answer = await truu.send({ method: 'GET',";
const firstBatch = "].map((path) => ({ method: 'GET', path }))";
const secondBatch = "graph.batch(relatedPaths(appId).map((path) => ({ method: 'GET', path })))";

const doctorings: readonly Doctoring[] = [
  {
    description: "TruU's reads as POST",
    from: truuRead,
    to: truuRead.replace('GET', 'POST'),
    // The reads go out together, so that any of them may be the first to be refused.
    refused: 'POST /api/v1/',
    sends: { service: 'truu', method: 'POST', path: /^\/api\/v1\/directories$/ },
    modes: ['plan', 'drift'],
  },
  {
    description: "the items of Graph's $batch as PATCH",
    from: firstBatch,
    to: firstBatch.replace('GET', 'PATCH'),
    refused: 'POST /v1.0/$batch',
    sends: { service: 'graph', method: 'PATCH', path: /^\/v1\.0\/applications\(uniqueName='truu-directory'\)$/ },
    modes: ['plan', 'drift'],
  },
  {
    description: 'one DELETE among the reads of a $batch',
    from: firstBatch,
    to: firstBatch.replace('(path)', '(path, index)').replace("'GET'", "index === 1 ? 'DELETE' : 'GET'"),
    refused: 'POST /v1.0/$batch',
    sends: { service: 'graph', method: 'DELETE', path: /^\/v1\.0\/servicePrincipals\(appId=/ },
    modes: ['drift'],
  },
  {
    description: 'the reads of Graph outside of a $batch as DELETE',
    from: secondBatch,
    to: `Promise.all(relatedPaths(appId).map((path) => graph.send({ method: 'DELETE', path, body: {}, repeat: 'safe' })))`,
    refused: 'DELETE /v1.0/servicePrincipals(appId=',
    sends: { service: 'graph', method: 'DELETE', path: /^\/v1\.0\/applications\(appId='[^']+'\)\/owners$/ },
    modes: ['plan'],
  },
];

/** The place where a mode without writes gets its means to ask: taken away, a plan writes as anything else does. */
const withoutGuard: Replacement = {
  from: 'writes ? host.fetch : readOnly(host.fetch, tokenUrls)',
  to: 'host.fetch',
};

/** Requests and items of a batch that the action sent and that are what the doctoring sends. */
const sent = (rows: readonly LogRow[], { sends }: Doctoring): readonly unknown[] =>
  rows
    .filter(({ service, from }) => from === 'client' && service === sends.service)
    .flatMap((row) => [row, ...row.items])
    .filter(({ method, path }) => method === sends.method && sends.path.test(path));

describe('a build that was tampered with to send', () => {
  let scenario: ConvergedScenario;

  beforeAll(async () => {
    scenario = await startConverged();
  });
  beforeEach(() => scenario.emulator.reset(scenario.converged));
  afterAll(() => scenario.stop());

  const withBuild = async (replacements: readonly Replacement[], use: (build: DoctoredDist) => Promise<void>) => {
    const build = await doctorDist(replacements);
    try {
      await use(build);
    } finally {
      await build.remove();
    }
  };

  test('nothing else plans as the original does', async () => {
    await withBuild([], async ({ entry }) => {
      await expectGreen(scenario, 'plan', 'in-sync', { entry });
    });
  });

  test('something cannot be made by a replacement that does not apply', async () => {
    await expect(doctorDist([{ from: 'no such text stands in the build', to: '' }])).rejects.toThrow('0 places');
  });

  test.each(doctorings)('$description, sends none of it in plan and drift', async (doctoring) => {
    await withBuild([doctoring], async ({ entry }) => {
      for (const mode of doctoring.modes) {
        // With the rights of the deployer: what stops the request is to be the transport, not Entra.
        const { code, outputs, stdout, summary } = await scenario.run(mode, { entry, asReader: false });
        expect({ code, ...outputs }).toMatchObject({ code: 1, result: 'failed', 'failure-code': 'PLAN_WRITE_REFUSED' });
        expect(stdout).toContain(`A read-only mode attempted ${doctoring.refused}`);
        expect(summary).toContain('PLAN_WRITE_REFUSED');
      }
      const rows = await scenario.emulator.log();
      expect(rows.filter(({ from, service }) => from === 'client' && service === 'login')).not.toEqual([]);
      expect(writesOf(rows)).toEqual([]);
      expect(sent(rows, doctoring)).toEqual([]);
    });
  });

  test.each(doctorings)(
    '$description, sends it in plan once the guard is gone, so that the doctoring counts',
    async (doctoring) => {
      await withBuild([doctoring, withoutGuard], async ({ entry }) => {
        await scenario.run('plan', { entry, asReader: false });
        const rows = await scenario.emulator.log();
        expect(sent(rows, doctoring)).not.toEqual([]);
        expect(writesOf(rows)).not.toEqual([]);
      });
    },
  );
});
