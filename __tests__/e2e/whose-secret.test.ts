import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { addSecret, editDirectory, managed } from '../../testing/manual-changes.ts';
import { forgedSecret } from '../../testing/secret-tag.ts';
import { answering, truuError } from '../errors/rows/faults.ts';
import { entraToken } from '../support/emulator-clients.ts';
import {
  type ConvergedScenario,
  expectGreen,
  expectNothingToDo,
  specText,
  startConverged,
} from '../support/scenario.ts';
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

  const consumer = (): string => scenario.emulator.urls.truu;
  const keyIds = async (): Promise<readonly string[]> => (await managed(scenario)).secrets.map(({ keyId }) => keyId);

  /** Somebody who reads our documents adds a secret whose tag is right in all its parts. */
  const forge = async (of = consumer()): Promise<{ readonly keyId: string; readonly secretText: string }> => {
    const { application } = await managed(scenario);
    const now = await scenario.emulator.clock.now();
    return addSecret(scenario, forgedSecret(of, { appId: application.appId, now }));
  };

  const logIn = async (secretText: string): Promise<void> => {
    const { application } = await managed(scenario);
    const { status } = await entraToken(scenario.emulator, {
      client_id: application.appId,
      client_secret: secretText,
    });
    expect(status).toBe(200);
  };

  test('that TruU holds is kept where its list leaves the directory out, also beside one of an interrupted run', async () => {
    const { emulator } = scenario;
    const [held] = await keyIds();
    const { keyId: newer } = await forge();
    await emulator.behaviour({ truu: { hidden: ['US-Denver-Production'] } });
    const { code, outputs } = await scenario.run('apply');
    expect({ code, ...outputs }).toMatchObject({ code: 1, 'failure-code': 'TRUU_CONFLICT' });
    expect((await keyIds()).toSorted()).toEqual([held, newer].sort());
    expect((await emulator.state()).truu.directories).toHaveLength(1);
    await emulator.behaviour({ truu: { hidden: [] } });
    await expectGreen(scenario, 'apply', 'applied');
    expect(await keyIds()).toEqual([held]);
    await expectWorldInSync(scenario);
  });

  test('that a directory names which the first list left out is kept by the look after the fence', async () => {
    const { emulator } = scenario;
    const { keyId, secretText } = await forge();
    const credential = { clientSecret: secretText, secretKeyId: keyId, expiresAt: null };
    const { directory } = await managed(scenario);
    const { tenantId, clientId, domain } = directory ?? {};
    const body = { type: 'ENTRA_ID', configurationName: 'Second', domain, allUsersShareUpnSuffix: true };
    const whole = { ...body, autoRemoveDevices: false, credential: { tenantId, clientId, ...credential } };
    await scenario.truu('POST', '/directories', whole, { 'idempotency-key': keyId });
    await emulator.behaviour({ truu: { hidden: ['Second'] } });
    const fence = { service: 'truu', method: 'PATCH', path: '^/api/v1/directories/' } as const;
    const id = await emulator.faults.add({ ...fence, when: 'before', do: 'hold' });
    const show = async (): Promise<void> => {
      await emulator.faults.fired(id, 30_000);
      await emulator.behaviour({ truu: { hidden: [] } });
      await emulator.faults.release(id);
    };
    const { outputs } = await scenario.run('apply', { started: () => void show() });
    expect(outputs['failure-code']).toBe('APPLY_OVERTAKEN');
    expect(await keyIds()).toContain(keyId);
  });

  test('with a copied tag is a finding and is kept, in use or not', async () => {
    const [held] = (await managed(scenario)).secrets;
    const { keyId } = await addSecret(scenario, { displayName: held?.displayName });
    await scenario.emulator.clock.advance('P11M5D');
    const { outputs, summary } = await scenario.run('renew');
    expect(outputs).toMatchObject({ rotated: 'true', 'failure-code': 'PLAN_DRIFT' });
    expect(summary).toContain('carries our tag, but TruU knows nothing of it');
    expect(await keyIds()).toContain(keyId);
    expect((await scenario.run('drift', { with: { 'known-credentials': keyId } })).outputs['result']).toBe('in-sync');
  });

  test('with a forged tag that somebody uses is a finding and is kept; unused it is deleted as an orphan', async () => {
    const { emulator } = scenario;
    const [held] = await keyIds();
    const usedKey = await forge();
    const unused = await forge();
    expect((await scenario.run('drift')).outputs['result']).toBe('in-sync');
    await emulator.clock.advance('PT61M');
    await logIn(usedKey.secretText);
    const drift = await scenario.run('drift');
    expect(drift.outputs).toMatchObject({ result: 'drift', changes: '1', 'failure-code': 'PLAN_DRIFT' });
    expect(drift.stdout).toContain('1 change to apply, 1 finding.');
    await scenario.run('apply');
    expect((await keyIds()).toSorted()).toEqual([held, usedKey.keyId].sort());
    expect(await keyIds()).not.toContain(unused.keyId);
  });

  const stillMeasured = { service: 'truu', method: 'GET', path: '/health$', times: 0, when: 'before' } as const;

  test('is not called healthy by a HEALTHY beside a failed check, or by one that is sixty days old', async () => {
    const { emulator } = scenario;
    const { directory } = await managed(scenario);
    const { credentialKeyId = null } = directory?.health ?? {};
    const checkedAt = new Date().toISOString();
    const checks = [{ name: 'login', status: 'FAILED', code: 'AADSTS7000222', message: 'Expired.' }];
    const body = { status: 'HEALTHY', checkedAt, credentialKeyId, checks };
    await emulator.faults.add({ ...stillMeasured, do: answering(200, body) });
    const contradicting = await scenario.run('apply', { spec: specText([['health', 'timeout'], 'PT0.5S']) });
    expect(contradicting.outputs).toMatchObject({ health: 'not-healthy', 'failure-code': 'HEALTH_NOT_HEALTHY' });
    expect(contradicting.summary).toContain('AADSTS7000222');
    await emulator.faults.remove();
    await emulator.behaviour({ truu: { health: 'stale' } });
    await emulator.clock.advance('P60D');
    const { outputs, stdout } = await scenario.run('drift');
    expect(outputs).toMatchObject({ health: 'unknown', 'failure-code': 'HEALTH_NOT_HEALTHY' });
    expect(stdout).toContain('measured more than PT24H ago');
  });

  test('stays where TruU answers about another directory, or leaves out what it held before', async () => {
    const { emulator } = scenario;
    const { secrets, directory } = await managed(scenario);
    const { body } = await scenario.truu('GET', `/directories/${directory?.id}`);
    const other = { answer: { status: 200, headers: { etag: '"1"' }, body: { ...body, id: 'another' } } };
    await emulator.clock.advance('P11M5D');
    await emulator.faults.add({
      service: 'truu',
      method: 'GET',
      path: '/directories/[^/]+$',
      when: 'before',
      do: other,
    });
    const first = await scenario.run('renew');
    expect(first.outputs['failure-code']).toBe('TRUU_CONTRACT');
    expect(first.stdout).toContain('it is about another object than the one that was asked for');
    await emulator.behaviour({ truu: { namesPrevious: false } });
    const second = await scenario.run('renew');
    expect(second.outputs['failure-code']).toBe('TRUU_CONTRACT');
    expect(second.stdout).toContain('the field credential.previous is missing or wrong');
    expect((await managed(scenario)).secrets).toEqual(secrets);
  });

  test('is kept past Healthy where TruU does not name it as the one that it held before', async () => {
    const { emulator } = scenario;
    const { secrets, directory } = await managed(scenario);
    await emulator.clock.advance('P11M5D');
    // From the answers after the new secret on, the record is empty: whoever believed it would delete the old one.
    const forget = async (): Promise<void> => {
      const id = await emulator.faults.add({
        ...{ service: 'truu', method: 'GET', path: '/health$', nth: 2, when: 'before', do: 'hold' },
      });
      await emulator.faults.fired(id, 30_000);
      const { body, headers } = await scenario.truu<{ credential: object }>('GET', `/directories/${directory?.id}`);
      const answer = {
        ...{ status: 200, headers: { etag: headers.get('etag') ?? '' } },
        body: { ...body, credential: { ...body.credential, previous: [] } },
      };
      const read = { service: 'truu', method: 'GET', path: '/directories/[^/]+$', times: 0, when: 'before' } as const;
      await emulator.faults.add({ ...read, do: { answer } });
      await emulator.faults.release(id);
    };
    const spec = specText([['entra', 'secret', 'overlap'], 'PT0S']);
    const { outputs, stdout } = await scenario.run('renew', { spec, started: () => void forget() });
    expect(outputs).toMatchObject({ 'failure-code': 'TRUU_CONTRACT', rotated: 'true' });
    expect(stdout).toContain('does not name the secret that it held before');
    expect(await keyIds()).toEqual(expect.arrayContaining(secrets.map(({ keyId }) => keyId)));
  });

  test('that Entra seems to have lost is the reason for a new one, and nothing is deleted before TruU is Healthy with it', async () => {
    const { emulator } = scenario;
    const { application } = await managed(scenario);
    const { keyId: orphan } = await forge();
    // Graph leaves every secret out while the run reads, so that the held one seems to be gone.
    const { body } = await scenario.graph('GET', `/applications/${application.id}`);
    const answer = { status: 200, body: { ...body, passwordCredentials: [] } };
    await emulator.faults.add({
      service: 'graph',
      path: '/applications\\([^/]*\\)$',
      times: 0,
      when: 'before',
      do: { answer },
    });
    await emulator.faults.add({
      ...{ service: 'truu', method: 'PUT', path: '/credential$', times: 0, when: 'before' },
      do: answering(400, truuError(400, 'BAD_REQUEST', 'No.')),
    });
    expect((await scenario.run('apply')).outputs['failure-code']).toBe('TRUU_REFUSED');
    expect(await keyIds()).toContain(orphan);
  });

  test('of the first directory is let be by a second spec with the defaults', async () => {
    const second = specText([['truu', 'directory', 'name'], 'EU-Paris']);
    const { outputs, stdout } = await scenario.run('apply', { spec: second });
    expect(outputs).toMatchObject({ result: 'refused', 'failure-code': 'TRUU_DIRECTORY_RENAMED' });
    expect(stdout).toContain('set truu.directory.previousName to "US-Denver-Production"');
    const own = specText(
      [['truu', 'directory', 'name'], 'EU-Paris'],
      [['entra', 'application', 'uniqueName'], 'truu-directory-paris'],
      [['truu', 'cluster'], undefined],
    );
    const { summary } = await expectGreen(scenario, 'apply', 'applied', { spec: own });
    expect(summary).toContain('TruU has another directory of this tenant');
    await expectNothingToDo(scenario, { spec: own });
    await expectNothingToDo(scenario);
    expect((await scenario.emulator.state()).truu.directories).toHaveLength(2);
  });

  test('is renewed though the directory was renamed by hand, which stays and makes renew red', async () => {
    await editDirectory(scenario, { configurationName: 'Old-Name' });
    await scenario.emulator.clock.advance('P11M5D');
    expect((await scenario.run('renew')).outputs).toMatchObject({ rotated: 'true', 'failure-code': 'PLAN_DRIFT' });
    expect((await managed(scenario)).directory?.configurationName).toBe('Old-Name');
  });
});
