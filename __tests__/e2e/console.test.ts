import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startConsole, type ConsoleScenario } from '../support/console.ts';

let scenario: ConsoleScenario;
beforeAll(async () => {
  scenario = await startConsole();
});
afterAll(() => scenario.stop());

test('from nothing to Healthy, with one person who adds the secret, types and comments', async () => {
  const { asks, comment, code, emulator, handOver, issue } = scenario;
  await emulator.behaviour({ report: { mode: 'honest' } });
  const first = await asks('apply');
  console.log(first.stdout, JSON.stringify(first.outputs));
  console.log((await issue()).title, (await issue()).body);
  expect(first.outputs).toMatchObject({ 'failure-code': 'HANDOFF_WAITING' });
  const keyId = await handOver();
  await comment(`/truu done ${await code()} ${keyId}`);
  const second = await asks('apply');
  console.log(second.stdout, JSON.stringify(second.outputs));
  await emulator.clock.advance('P3D');
  const third = await asks('drift');
  console.log(
    third.stdout,
    JSON.stringify(third.outputs),
    JSON.stringify((await scenario.state()).github.comments.map((c) => c.body)),
    JSON.stringify(await emulator.outages()),
  );
});
