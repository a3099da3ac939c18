import { describe, expect, test } from '@jest/globals';
import { apply, type Applied } from '../../../src/apply/apply.ts';
import type { Means } from '../../../src/apply/means.ts';
import type { Graph } from '../../../src/entra/transport.ts';
import { makePlan } from '../../../src/plan/plan.ts';
import { Secret } from '../../../src/support/secret.ts';
import type { TruuAnswer } from '../../../src/truu/answer.ts';
import { application, directory, guid, held, ids, now, planInput, secret } from '../../support/plan-samples.ts';
import { handClock } from '../support/hand-clock.ts';

const older = secret(guid('b'), '2026-01-01T00:00:00.000Z');
const due = makePlan(planInput({ entra: { application: application({ secrets: [held, older] }) } })).plan;

/** A TruU that names one key after another, the last for ever, and is as well as it says. */
const truuNaming = (keyIds: readonly string[], status = 'HEALTHY'): Means['truu'] => {
  let asked = 0;
  const send = async ({ path }: { readonly path: string }): Promise<TruuAnswer> => {
    const { credential, ...rest } = directory();
    const secretKeyId = path.endsWith('/health') ? keyIds[0] : (keyIds[asked++] ?? keyIds.at(-1));
    const checks = { status, checkedAt: '2026-11-24T09:59:00.000Z', credentialKeyId: secretKeyId, checks: [] };
    const body = path.endsWith('/health') ? checks : { ...rest, credential: { ...credential, secretKeyId } };
    return { status: 200, body, etag: '"7"', date: new Date(now), attempts: 1 };
  };
  return { send, sendRaw: send };
};

/** Carries out the retirement that is due, and says which keys were removed in Entra. */
const retire = async (truu: Means['truu']): Promise<Applied & { readonly removed: readonly unknown[] }> => {
  const removed: unknown[] = [];
  const clock = handClock(-1);
  const cancel = new AbortController().signal;
  const graph: Graph = {
    send: async ({ body }) => {
      removed.push((body as { keyId?: unknown }).keyId);
      return { status: 204, body: undefined, requestId: null, attempts: 1, retryAfterMs: 0 };
    },
    batch: async () => [],
    now: () => new Date(now),
  };
  const deployer = { appId: ids.deployerApp, servicePrincipalId: ids.deployer, roles: [] };
  const patience = { clock, cancel, windowMs: 0 };
  const entra = { graph, deployer, patience, consentUrl: '', graphUrl: '' };
  const base = { entra, lastRites: entra, truu, clock, cancel, tenant: ids.tenant, tokenUrl: '', scope: '' };
  const means: Means = {
    ...base,
    http: () => Promise.reject(new Error('nothing is proven here')),
    seal: (value) => new Secret(value),
    nonce: () => '00000000',
    say: () => undefined,
  };
  return { ...(await apply(due, 'dir-1', 1_000, means)), removed };
};

const codes = ({ failures }: Applied): readonly string[] => failures.map(({ code }) => code);

describe('a secret that is due to be retired', () => {
  test('is what the plan of these tests retires, and nothing else', () => {
    expect(due.steps).toMatchObject([{ kind: 'retire-secrets', keyIds: [guid('b')] }]);
  });

  test('is removed when TruU is Healthy and names the held one every time', async () => {
    const ended = await retire(truuNaming([ids.heldKey]));
    expect([ended.removed, codes(ended)]).toEqual([[guid('b')], []]);
  });

  test('stays when TruU is not Healthy', async () => {
    const ended = await retire(truuNaming([ids.heldKey], 'UNHEALTHY'));
    expect([ended.removed, codes(ended)]).toEqual([[], ['HEALTH_NOT_HEALTHY']]);
    expect(ended.outcomes.at(-1)?.sentence).toContain('Healthy was not seen, so both secrets stay');
  });

  test.each([1, 2, 3])('stays when TruU names another one at look %i after Healthy', async (look) => {
    const sayings = [ids.heldKey, ...Array<string>(look - 1).fill(ids.heldKey), guid('c')];
    const ended = await retire(truuNaming(sayings));
    expect([ended.removed, codes(ended)]).toEqual([[], ['APPLY_OVERTAKEN']]);
  });

  test('stays when it is the very one that TruU names now, and is Healthy with', async () => {
    const ended = await retire(truuNaming([guid('b')]));
    expect([ended.removed, codes(ended)]).toEqual([[], ['APPLY_OVERTAKEN']]);
  });
});
