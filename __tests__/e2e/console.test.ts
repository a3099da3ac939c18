import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { managed } from '../../testing/manual-changes.ts';
import { answersDuring } from '../support/answers.ts';
import { consoleSpec, startConsole, type ConsoleScenario } from '../support/console.ts';
import type { Mode, RunExtras } from '../support/scenario.ts';

let scenario: ConsoleScenario;
beforeAll(async () => {
  scenario = await startConsole();
});
afterAll(() => scenario.stop());

/** Runs a mode and compares how it ended: the result, the first code, and who speaks for the health. */
const expectRun = async (mode: Mode, result: string, more: Record<string, string> = {}, extras?: RunExtras) => {
  const ran = await scenario.asks(mode, extras);
  expect(ran).toMatchObject({ outputs: { result, ...more } });
  return ran;
};
const keyIds = async (): Promise<readonly string[]> => (await managed(scenario)).secrets.map(({ keyId }) => keyId);
const expectNoOutage = async (): Promise<void> => {
  expect(await scenario.emulator.outages()).toEqual([]);
};

describe('from nothing', () => {
  test('Entra stands, one person is asked for the rest, and Entra tells which secret TruU uses', async () => {
    const { emulator, asks, handOver, confirm, issue, openIssues } = scenario;
    await emulator.behaviour({ report: { mode: 'honest' } });
    const planned = await expectRun('plan', 'changes', { 'health-source': '' });
    expect(planned.summary).toContain('After the merge, a person must create `US-Denver-Production`');

    const asked = await expectRun('apply', 'failed', { sync: 'out-of-sync', 'failure-code': 'HANDOFF_WAITING' });
    expect(asked.outputs['hand-off-issue']).toMatch(/issues\/1$/);
    expect((await issue()).body).toContain('**TruU cannot log in to Entra ID until this is done.**');
    await expectRun('drift', 'drift', { 'failure-code': 'HANDOFF_WAITING' });
    expect(await openIssues()).toEqual([1]);

    await confirm(await handOver());
    const confirmed = await expectRun('apply', 'waiting', { health: 'healthy', 'health-source': 'person' });
    expect(confirmed.summary).toContain('TruU: not asked');
    expect(confirmed.summary).not.toContain('TruU reports');
    expect(await openIssues()).toEqual([1]);

    await emulator.clock.advance('P3D');
    const seen = await expectRun('drift', 'in-sync', { health: 'healthy', 'health-source': 'entra+person' });
    expect(seen.stdout).toContain("Healthy by Entra's report of sign-ins and a person's word; TruU was not asked.");
    expect(await openIssues()).toEqual([]);
    await expectRun('plan', 'in-sync', { changes: '0' });
    expect((await asks('apply')).outputs).toMatchObject({ result: 'in-sync', changes: '0' });
    await expectNoOutage();
  });
});

describe('a connection that stands', () => {
  let first: string;
  beforeEach(async () => {
    first = await scenario.toSetUp();
  });

  test('is renewed by a person in time, and nothing is removed before it has ended', async () => {
    const { emulator, addSecret, types, confirm, issue } = scenario;
    await emulator.clock.advance('P10M5D');
    const due = await expectRun('drift', 'waiting', { health: 'healthy', 'failure-code': '' });
    expect(due.outputs['act-before']).toMatch(/^2027-11-2/);
    expect((await issue()).body).toContain("TruU's client secret ends on 2027-11-2");
    await expectRun('apply', 'waiting');

    const second = await addSecret();
    await types({}, second.value);
    await confirm(second.keyId);
    await expectRun('drift', 'waiting', { health: 'healthy' });
    await emulator.clock.advance('P3D');
    const settled = await expectRun('drift', 'in-sync', { 'health-source': 'entra+person' });
    expect(settled.outputs['secret-expires-on']).toMatch(/^2028-/);
    expect(await keyIds()).toEqual([first, second.keyId]);

    await emulator.clock.advance('P2M');
    await expectRun('drift', 'in-sync');
    await expectRun('apply', 'applied');
    expect(await keyIds()).toEqual([second.keyId]);
    await expectRun('plan', 'in-sync', { changes: '0' });
    await expectNoOutage();
  });

  test('is renewed without a run that reads the value of a secret', async () => {
    const { emulator, addSecret, types, confirm } = scenario;
    await emulator.clock.advance('P10M5D');
    const { keyId, value } = await addSecret();
    await types({}, value);
    const answers = await answersDuring(async () => {
      await expectRun('drift', 'drift');
      await confirm(keyId);
      await expectRun('apply', 'waiting');
    });
    expect([keyId, value].map((text) => answers.includes(text))).toEqual([true, false]);
    // A check that cannot fail is none: where the value is answered, it is seen.
    const { application } = await managed(scenario);
    const added = await answersDuring(() => scenario.graph('POST', `/applications/${application.id}/addPassword`, {}));
    const { secrets } = await managed(scenario);
    expect(secrets.some((secret) => added.includes(secret.value))).toBe(true);
  });

  test('is late when nobody acts, and asks louder', async () => {
    const { emulator, state } = scenario;
    await emulator.clock.advance('P10M5D');
    await expectRun('drift', 'waiting');
    await emulator.clock.advance('P1M');
    await expectRun('drift', 'drift', { 'failure-code': 'HANDOFF_OVERDUE', health: 'healthy' });
    await expectRun('drift', 'drift', { 'failure-code': 'HANDOFF_OVERDUE' });
    const reminders = (await state()).github.comments.filter(({ body }) => body.includes('truu-hand-off-reminder'));
    expect(reminders).toHaveLength(1);
    expect(await keyIds()).toEqual([first]);
  });

  test('outlives a false confirmation: Entra shows that the old secret is still used', async () => {
    const { emulator, addSecret, types, confirm, issue } = scenario;
    await emulator.clock.advance('P10M5D');
    await expectRun('drift', 'waiting');
    const second = await addSecret();
    await confirm(second.keyId);
    await expectRun('drift', 'waiting');
    await emulator.clock.advance('P8D');
    await expectRun('drift', 'drift', { 'failure-code': 'HANDOFF_UNSEEN' });
    expect((await issue()).body).toContain("Entra's report shows a later login with an older one");
    expect(await keyIds()).toEqual([first, second.keyId]);
    await types({}, second.value);
    await emulator.clock.advance('P3D');
    await expectRun('drift', 'in-sync', { 'health-source': 'entra+person' });
    await expectNoOutage();
  });

  test('asks anew for a changed field only, and is red in drift until somebody confirms it', async () => {
    const { types, confirm, issue } = scenario;
    const spec = consoleSpec([['truu', 'directory', 'domain'], 'fabrikam.com']);
    const planned = await expectRun('plan', 'changes', {}, { spec });
    expect(planned.summary).toContain('set the changed fields');
    await expectRun('apply', 'waiting', {}, { spec });
    expect((await issue()).body).toContain('Domain name: `contoso.com` → `fabrikam.com`');
    expect((await issue()).body).not.toContain('Value');
    await expectRun('drift', 'drift', { 'failure-code': 'HANDOFF_WAITING' }, { spec });
    await types({ domain: 'fabrikam.com' });
    await confirm();
    await expectRun('drift', 'in-sync', { 'health-source': 'entra+person' }, { spec });
    await expectNoOutage();
  });

  test('loses a leaked secret only once its successor is seen in use', async () => {
    const { emulator, addSecret, types, confirm } = scenario;
    const rotating = { with: { rotate: first } };
    await expectRun('apply', 'failed', { 'failure-code': 'HANDOFF_WAITING' }, rotating);
    const second = await addSecret();
    await types({}, second.value);
    await confirm(second.keyId);
    await expectRun('apply', 'failed', { 'failure-code': 'HANDOFF_WAITING' }, rotating);
    expect(await keyIds()).toEqual([first, second.keyId]);
    await emulator.clock.advance('P3D');
    await expectRun('apply', 'applied', { 'health-source': 'entra+person' }, rotating);
    expect(await keyIds()).toEqual([second.keyId]);
    await expectNoOutage();
  });

  test('gets a new request when the Value was lost', async () => {
    const { emulator, addSecret, types, comment, confirm, graph, issue, openIssues } = scenario;
    await emulator.clock.advance('P10M5D');
    await expectRun('drift', 'waiting');
    const { number } = await issue();
    const lost = await addSecret();
    await comment('/truu again');
    await expectRun('drift', 'drift', { 'failure-code': 'PLAN_DRIFT' });
    expect(await openIssues()).toEqual([number + 1]);
    const { application } = await managed(scenario);
    await graph('POST', `/applications/${application.id}/removePassword`, { keyId: lost.keyId });
    const next = await addSecret();
    await types({}, next.value);
    await confirm(next.keyId);
    await expectRun('drift', 'waiting');
    await emulator.clock.advance('P3D');
    await expectRun('drift', 'in-sync', { health: 'healthy' });
    expect(await openIssues()).toEqual([]);
    await expectNoOutage();
  });
});

describe('a connection that people made by hand', () => {
  let held: string;
  beforeEach(async () => {
    held = await scenario.toHandMade();
  });

  test('is green on the first day by its use, and a person is asked only to check the fields', async () => {
    const { confirm, issue } = scenario;
    const adopting = { with: { 'adopt-secrets': held } };
    const planned = await expectRun('plan', 'changes', {}, adopting);
    expect(planned.summary).toContain('check the fields');
    const first = await expectRun('drift', 'waiting', { health: 'healthy', 'health-source': 'entra' }, adopting);
    expect(first.outputs['act-before']).toBe('');
    expect((await issue()).body).not.toContain('paste');
    await confirm();
    await expectRun('drift', 'in-sync', { 'health-source': 'entra+person' }, adopting);
    await expectRun('plan', 'in-sync', { changes: '0' }, adopting);
    expect(await keyIds()).toEqual([held]);
  });

  test('is not known to be Healthy until somebody confirms it where Entra does not tell', async () => {
    const { confirm } = scenario;
    const adopting = { with: { 'adopt-secrets': held, evidence: 'none' } };
    await expectRun('drift', 'drift', { health: 'unknown', 'failure-code': 'HANDOFF_WAITING' }, adopting);
    await confirm();
    await expectRun('drift', 'in-sync', { health: 'healthy', 'health-source': 'person' }, adopting);
  });
});

describe('without evidence', () => {
  test('a renewal is green by the word, with a warning until the previous secret has ended', async () => {
    const first = await scenario.toSetUp();
    const { emulator, addSecret, types, confirm, state, openIssues } = scenario;
    const word = { with: { evidence: 'none' } };
    await emulator.clock.advance('P10M5D');
    await expectRun('drift', 'waiting', { 'health-source': 'person' }, word);
    const second = await addSecret();
    await types({}, second.value);
    await confirm(second.keyId);
    const ran = await expectRun('drift', 'in-sync', { 'health-source': 'person' }, word);
    expect(ran.stdout).toContain('HANDOFF_UNPROVEN');
    expect(ran.outputs['act-before']).toMatch(/^2027-11-2/);
    expect(await openIssues()).toEqual([]);
    await emulator.clock.set('2027-11-20T08:00:00Z');
    await expectRun('drift', 'in-sync', {}, word);
    const reminders = (await state()).github.comments.filter(({ body }) => body.includes('truu-hand-off-reminder'));
    expect(reminders).toHaveLength(1);
    expect(await keyIds()).toEqual([first, second.keyId]);
    await emulator.clock.advance('P10D');
    const after = await expectRun('drift', 'in-sync', {}, word);
    expect(after.stdout).not.toContain('HANDOFF_UNPROVEN');
    await expectNoOutage();
  });
});
