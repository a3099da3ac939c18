import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { editDirectory, managed } from '../../testing/manual-changes.ts';
import { type ConvergedScenario, expectGreen, expectNothingToDo, startConverged } from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

describe('a secret of a converged integration', () => {
  let scenario: ConvergedScenario;

  beforeAll(async () => {
    scenario = await startConverged();
  });
  beforeEach(() => scenario.emulator.reset(scenario.converged));
  afterEach(async () => {
    expect(await scenario.emulator.outages()).toEqual([]);
  });
  afterAll(() => scenario.stop());

  const keys = async (): Promise<{ readonly held: string | null | undefined; readonly all: readonly string[] }> => {
    const { directory, secrets } = await managed(scenario);
    return { held: directory?.credential?.secretKeyId, all: secrets.map(({ keyId }) => keyId) };
  };

  test('is let be by renew while it is far from its end', async () => {
    const before = await keys();
    const { outputs } = await expectGreen(scenario, 'renew', 'in-sync');
    expect(outputs['rotated']).toBe('false');
    expect(await keys()).toEqual(before);
  });

  test('is rotated by renew in its window, once, and kept until its overlap has passed and the report reaches so far', async () => {
    const { held: first } = await keys();
    await scenario.emulator.behaviour({ report: { mode: 'honest' } });
    await scenario.emulator.clock.advance('P11M5D');
    const { outputs } = await expectGreen(scenario, 'renew', 'renewed');
    expect(outputs).toMatchObject({ rotated: 'true', health: 'healthy', sync: 'in-sync' });
    const after = await keys();
    expect(after.held).not.toBe(first);
    expect([...after.all].sort()).toEqual([first, after.held].sort());
    const { outputs: second } = await expectGreen(scenario, 'renew', 'in-sync');
    expect(second['changes']).toBe('0');
    expect(await keys()).toEqual(after);
    // The batch of this day is not there yet, and no login in it is later than the hand-over.
    await scenario.emulator.clock.advance('P3DT1M');
    const { summary } = await expectGreen(scenario, 'drift', 'in-sync');
    expect(summary).toContain('The previous secret is kept past its overlap until');
    await scenario.emulator.clock.advance('P2D');
    expect((await expectGreen(scenario, 'renew', 'renewed')).outputs['rotated']).toBe('false');
    expect(await keys()).toEqual({ held: after.held, all: [after.held] });
    await expectNothingToDo(scenario);
    await expectWorldInSync(scenario);
  });

  test('is the new one for TruU when its answer is lost and the repetition is refused', async () => {
    await scenario.emulator.clock.advance('P11M5D');
    const { held: first } = await keys();
    const setSecret = { service: 'truu', method: 'PUT', path: '/credential$' } as const;
    const body = { status: 412, error: 'PRECONDITION_FAILED', message: 'Stale.', requestId: 'r' };
    await scenario.emulator.faults.add({ ...setSecret, when: 'after', do: 'close' });
    const refused = await scenario.emulator.faults.add({
      ...setSecret,
      when: 'before',
      do: { answer: { status: 412, body } },
    });
    const { outputs } = await expectGreen(scenario, 'renew', 'renewed');
    expect((await scenario.emulator.faults.get(refused)).fired).toBe(1);
    expect(outputs).toMatchObject({ rotated: 'true', health: 'healthy' });
    const after = await keys();
    expect(after.held).not.toBe(first);
    expect([...after.all].sort()).toEqual([first, after.held].sort());
    await expectWorldInSync(scenario);
  });

  test('is all that renew touches: what else differs stays, and makes it red', async () => {
    await editDirectory(scenario, { domain: 'fabrikam.com' });
    await scenario.emulator.clock.advance('P11M5D');
    const { code, outputs, stdout } = await scenario.run('renew');
    expect({ code, ...outputs }).toMatchObject({ code: 1, rotated: 'true', 'failure-code': 'PLAN_DRIFT' });
    expect(stdout).toContain('not applied: mode renew');
    expect((await managed(scenario)).directory?.domain).toBe('fabrikam.com');
  });

  test('is left at once when the workflow says that it leaked, without an overlap', async () => {
    const { held: compromised } = await keys();
    const { outputs } = await expectGreen(scenario, 'apply', 'applied', { with: { rotate: compromised ?? '' } });
    expect(outputs['rotated']).toBe('true');
    const after = await keys();
    expect(after.all).toEqual([after.held]);
    expect(after.held).not.toBe(compromised);
    await expectWorldInSync(scenario);
    await expectGreen(scenario, 'apply', 'in-sync', { with: { rotate: compromised ?? '' } });
    expect(await keys()).toEqual(after);
  });

  test('of other hands (H16) is listed, makes drift red, and outlives every run that was not told to adopt it', async () => {
    const { application } = await managed(scenario);
    const made = await scenario.graph<{ keyId: string }>('POST', `/applications/${application.id}/addPassword`, {
      passwordCredential: { displayName: 'by hand' },
    });
    const { keyId } = made.body;
    const drift = await scenario.run('drift');
    expect(drift.outputs).toMatchObject({ result: 'drift', sync: 'in-sync' });
    expect(drift.summary).toContain(keyId);
    await scenario.emulator.clock.advance('P11M5D');
    await scenario.run('renew');
    await scenario.emulator.clock.advance('P4D');
    await scenario.run('renew');
    expect((await keys()).all).toContain(keyId);
    await scenario.run('apply', { with: { 'adopt-secrets': keyId } });
    expect((await keys()).all).not.toContain(keyId);
    await expectNothingToDo(scenario);
    await expectWorldInSync(scenario);
  });
});
