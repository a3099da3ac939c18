import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { LogRow } from '../../emulator/log.ts';
import { forgedSecret } from '../../testing/secret-tag.ts';
import { violations } from '../../reliability/invariants.ts';
import { answering, graphError, impatient, truuError } from '../errors/rows/faults.ts';
import { createSecret, register } from '../support/emulator-registration.ts';
import { grant, managed, patchApplication, enterConnection } from '../../testing/manual-changes.ts';
import {
  type ConvergedScenario,
  expectGreen,
  expectNothingToDo,
  specText,
  startConverged,
  writesOf,
} from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

const graph = { service: 'graph' } as const;
/** Holds the request by which a run tests its new secret: the second token of the run. */
const loginTest = {
  service: 'login',
  method: 'POST',
  path: '/token$',
  nth: 2,
  when: 'before',
  do: 'hold',
} as const;
const notFound = graphError('Request_ResourceNotFound', 'Resource does not exist.');
const violation = graphError('Directory_ConcurrencyViolation', 'Unable to save changes due to a concurrent update.');

/** What Graph is known to do to its callers (Microsoft's pages and public reports, read 2026-11), by the names of its list. */
describe('a hazard of Graph', () => {
  let scenario: ConvergedScenario;

  beforeAll(async () => {
    scenario = await startConverged();
  });
  beforeEach(() => scenario.emulator.reset(scenario.converged));
  afterEach(async () => {
    expect(await scenario.emulator.outages()).toEqual([]);
  });
  afterAll(() => scenario.stop());

  const commits = async (): Promise<readonly LogRow[]> =>
    (await scenario.emulator.log()).filter(
      ({ from, service, committed }) => from === 'client' && service !== 'login' && committed,
    );

  const whenHeld = async (
    held: { readonly service: 'login' | 'graph'; readonly path: string },
    act: () => Promise<unknown>,
  ) => {
    const { faults } = scenario.emulator;
    const id = await faults.add({ ...held, method: 'POST', when: 'before', do: 'hold' });
    return {
      started: () =>
        void faults
          .fired(id, 30_000)
          .then(act)
          .then(() => faults.release(id)),
    };
  };

  test('H02: replicas that do not show the held secret yet make no drift', async () => {
    const { application } = await managed(scenario);
    await scenario.emulator.behaviour({ entra: { replicas: 2, lag: { passwordCredential: 1 } } });
    const { keyId, secretText } = await createSecret(scenario.graph, application, {
      endDateTime: '2027-11-01T00:00:00Z',
    });
    await enterConnection(scenario, { secretKeyId: keyId, clientSecret: secretText });
    await expectNothingToDo(scenario);
  });

  test('H02: a secret of a dead run that Graph does not list in time is removed once it does', async () => {
    const { emulator } = scenario;
    await emulator.reset();
    await emulator.behaviour({ entra: { replicas: 2, lag: { passwordCredential: 2 } } });
    const id = await emulator.faults.add(loginTest);
    const dead = await scenario.run('apply', {
      started: (child) => void emulator.faults.fired(id, 30_000).then(() => child.kill('SIGKILL')),
    });
    expect(dead.signal).toBe('SIGKILL');
    await emulator.faults.remove();
    const { summary } = await expectGreen(scenario, 'apply', 'applied');
    expect(summary).toContain('secret that TruU does not hold');
    const { secrets, directory } = await managed(scenario);
    expect(secrets.map(({ keyId }) => keyId)).toEqual([directory?.credential?.secretKeyId]);
    await expectWorldInSync(scenario);
  });

  test('H02: secrets of runs that die one after the other do not pile up, though Graph shows each of them late', async () => {
    const { emulator } = scenario;
    await emulator.clock.advance('P11M5D');
    await emulator.behaviour({ entra: { replicas: 3, lag: { passwordCredential: 2 } } });
    for (const _run of ['first', 'second', 'third']) {
      const id = await emulator.faults.add(loginTest);
      const dead = await scenario.run('renew', {
        started: (child) => void emulator.faults.fired(id, 30_000).then(() => child.kill('SIGKILL')),
      });
      expect(dead.signal).toBe('SIGKILL');
      await emulator.faults.remove();
      // The held one, and what the dead run has just made.
      expect((await managed(scenario)).secrets).toHaveLength(2);
    }
    await expectGreen(scenario, 'apply', 'applied');
    expect((await managed(scenario)).secrets).toHaveLength(2);
    await expectWorldInSync(scenario);
    expect(await emulator.outages()).toEqual([]);
  });

  test('H07, H08: of several registrations of one name ours is made by its unique name, and no failure deletes it', async () => {
    const { emulator } = scenario;
    await emulator.reset();
    const others = [
      await register(scenario.graph, { displayName: 'TruU' }),
      await register(scenario.graph, { displayName: 'TruU' }),
    ];
    const before = await emulator.state();
    await emulator.faults.add({
      service: 'truu',
      method: 'POST',
      path: '^/api/v1/directories$',
      when: 'before',
      do: answering(400, truuError(400, 'BAD_REQUEST', 'The domain is not verified.')),
    });
    expect((await scenario.run('apply')).outputs).toMatchObject({ 'failure-code': 'TRUU_REFUSED' });
    const made = (await managed(scenario)).application.appId;
    await expectGreen(scenario, 'apply', 'applied');
    await expectWorldInSync(scenario);
    expect((await managed(scenario)).application.appId).toBe(made);
    expect((await commits()).filter(({ method }) => method === 'DELETE')).toEqual([]);
    const { entra } = await emulator.state();
    for (const { id } of others)
      expect(entra.applications.find((one) => one.id === id)).toEqual(
        before.entra.applications.find((one) => one.id === id),
      );
  });

  test('H14, H19, H20, H51, H54: a rotation creates, tests, sets and only then removes, on a locked registration that takes two secrets', async () => {
    const { emulator } = scenario;
    await patchApplication(scenario, {
      signInAudience: 'AzureADandPersonalMicrosoftAccount',
      servicePrincipalLockConfiguration: { isEnabled: true, allProperties: true },
    });
    const { keyId } = await createSecret(scenario.graph, (await managed(scenario)).application);
    await emulator.clock.advance('P11M5D');
    const before = await emulator.state();
    const seen = (await emulator.log()).length;
    const run = {
      spec: specText([['entra', 'secret', 'overlap'], 'PT0S']),
      with: { 'known-credentials': keyId },
    };
    const { summary, stdout } = await expectGreen(scenario, 'apply', 'applied', run);
    const log = await emulator.log(seen);
    const order = log
      .filter(({ from, service, committed }) => from === 'client' && (committed || service === 'login'))
      .map(({ service, path }) => (service === 'login' ? 'login' : (path.split('/').at(-1) ?? '')));
    expect(order.slice(order.indexOf('addPassword'))).toEqual([
      ...['addPassword', 'login', 'login', 'login', 'credential', 'removePassword'],
    ]);
    const requested = log.find(({ path }) => path.endsWith('/addPassword'))?.body as {
      passwordCredential: { startDateTime: string; endDateTime: string };
    };
    const { startDateTime, endDateTime } = requested.passwordCredential;
    expect(endDateTime).toBe(startDateTime.replace(/^\d{4}/, (year) => String(Number(year) + 1)));
    const { secrets, directory } = await managed(scenario);
    expect(secrets.find(({ keyId }) => keyId === directory?.credential?.secretKeyId)).toMatchObject({
      startDateTime,
      endDateTime,
    });
    const evidence = { before, after: await emulator.state(), log, outages: await emulator.outages() };
    expect(violations({ ...evidence, texts: [summary, stdout] })).toEqual([]);
    await expectWorldInSync(scenario);
  });

  test('H21: a removal that does not find the new secret yet is tried again until it does', async () => {
    const { emulator } = scenario;
    await emulator.clock.advance('P11M5D');
    await emulator.behaviour({ entra: { lag: { passwordCredential: 3 } } });
    const refusal = answering(400, truuError(400, 'BAD_REQUEST', 'No.'));
    await emulator.faults.add({ service: 'truu', method: 'PUT', when: 'before', do: refusal });
    const { outputs, summary } = await scenario.run('renew');
    expect(outputs).toMatchObject({ 'failure-code': 'TRUU_REFUSED', rotated: 'false' });
    expect(summary).not.toContain('left behind');
    expect((await managed(scenario)).secrets).toHaveLength(1);
  });

  test('H21, H22: a removal goes on after a conflict of writers, and ends when the secret is truly gone', async () => {
    const { emulator } = scenario;
    await emulator.clock.advance('PT1M');
    const { application } = await managed(scenario);
    const orphan = forgedSecret(emulator.urls.truu, { appId: application.appId, now: await emulator.clock.now() });
    await createSecret(scenario.graph, application, orphan);
    const removal = { ...graph, method: 'POST', path: '/removePassword$' } as const;
    await emulator.faults.add({ ...removal, when: 'before', do: answering(409, violation) });
    await emulator.faults.add({ ...removal, nth: 2, when: 'after', do: 'close' });
    await expectGreen(scenario, 'apply', 'applied');
    await expectWorldInSync(scenario);
    expect((await managed(scenario)).secrets).toHaveLength(1);
  });

  test('H23: a plain refusal to make the service principal is final', async () => {
    const { emulator } = scenario;
    await emulator.reset();
    const refusal = graphError('Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    const creation = { ...graph, method: 'POST', path: '^/v1.0/servicePrincipals$' } as const;
    const id = await emulator.faults.add({ ...creation, times: 0, when: 'before', do: answering(403, refusal) });
    expect((await scenario.run('apply')).outputs).toMatchObject({ 'failure-code': 'ENTRA_FORBIDDEN' });
    expect(await emulator.faults.get(id)).toMatchObject({ fired: 1 });
  });

  test('H24: a disabled service principal is a finding and stays; a deleted one is made anew, once', async () => {
    const { principal } = await managed(scenario);
    await scenario.graph('PATCH', `/servicePrincipals/${principal.id}`, { accountEnabled: false });
    const drift = await scenario.run('drift');
    expect(drift.summary).toContain('Sign-in is disabled for the service principal');
    expect(
      writesOf(await scenario.emulator.log()).filter(({ caller }) => caller === scenario.emulator.reader.clientId),
    ).toEqual([]);
    await scenario.emulator.reset(scenario.converged);
    await scenario.graph('DELETE', `/servicePrincipals/${principal.id}`);
    await expectGreen(scenario, 'apply', 'applied');
    await expectWorldInSync(scenario);
    expect((await scenario.emulator.outages()).map(({ cause }) => cause)).toEqual(['app-gone']);
    await scenario.emulator.reset(scenario.converged);
  });

  test('H25, H27: a revoked permission that is still listed, and whose removal was answered by nothing, is gone', async () => {
    const { emulator } = scenario;
    await grant(scenario, 'Policy.Read.All');
    await emulator.behaviour({ entra: { replicas: 2, lag: { appRoleAssignment: 2 } } });
    await emulator.faults.add({ ...graph, method: 'DELETE', when: 'after', do: answering(404, notFound) });
    const run = {
      spec: specText([['entra', 'permissions', 'unlisted'], 'remove']),
      with: { 'allow-removals': 'true' },
    };
    await expectGreen(scenario, 'apply', 'applied', run);
    await expectNothingToDo(scenario, run);
    await expectWorldInSync(scenario);
  });

  test('H44: an identity token that grew old on its way is replaced by a new one', async () => {
    const held = await whenHeld({ service: 'login', path: '/token$' }, () => scenario.emulator.clock.advance('PT6M'));
    const { outputs } = await expectGreen(scenario, 'plan', 'in-sync', held);
    expect(outputs['changes']).toBe('0');
  });

  test('H45: what may not be sent twice is not sent again after a refused token', async () => {
    const { emulator } = scenario;
    await emulator.clock.advance('P11M5D');
    const expired = graphError('InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
    const id = await emulator.faults.add({
      ...graph,
      path: '/addPassword$',
      times: 0,
      when: 'before',
      do: answering(401, expired),
    });
    expect((await scenario.run('renew', impatient)).outputs).toMatchObject({ 'failure-code': 'ENTRA_UNAUTHORIZED' });
    expect(await emulator.faults.get(id)).toMatchObject({ fired: 1 });
    await emulator.faults.remove();
    await expectGreen(scenario, 'renew', 'renewed');
  });

  test('H53: what Entra adds of itself makes no difference', async () => {
    const { emulator } = scenario;
    const { application, principal } = await managed(scenario);
    const state = structuredClone(await emulator.state());
    for (const one of state.entra.applications)
      if (one.id === application.id)
        Object.assign(one, { tags: ['HideApp'], info: { logoUrl: null }, publisherDomain: 'contoso.com' });
    for (const one of state.entra.servicePrincipals)
      if (one.id === principal.id)
        Object.assign(one, { tags: ['HideApp'], appDisplayName: 'TruU', info: { logoUrl: null } });
    await emulator.reset(state);
    await expectGreen(scenario, 'apply', 'in-sync');
    expect(await commits()).toEqual([]);
  });
});
