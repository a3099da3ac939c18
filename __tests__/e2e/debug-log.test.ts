import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Service } from '../../emulator/world.ts';
import { credentialsIn, findLeaks } from '../../testing/leaks.ts';
import type { ActionResult } from '../../testing/run-action.ts';
import {
  type ConvergedScenario,
  type Mode,
  type RunExtras,
  type Scenario,
  specText,
  startConverged,
  startScenario,
} from '../support/scenario.ts';

/**
 * What makes a runner, Node.js and the libraries talk. Without Node's own `https`, which prints the headers of whatever
 * the runner's toolkit sends: the runner's request token stands there, and the runner masks that one itself.
 */
const talkative = {
  RUNNER_DEBUG: '1',
  ACTIONS_STEP_DEBUG: 'true',
  ACTIONS_RUNNER_DEBUG: 'true',
  AZURE_LOG_LEVEL: 'verbose',
  NODE_DEBUG: 'http,tls,net,undici,fetch',
  DEBUG: '*',
};

const jwt = /[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g;

/** Three parts in base64url of which the first is the header of a token. */
const tokensIn = (text: string): readonly string[] =>
  (text.replaceAll(/^::add-mask::.*$/gm, '').match(jwt) ?? []).filter((found) => {
    try {
      return 'alg' in (JSON.parse(Buffer.from(found.split('.')[0] ?? '', 'base64url').toString()) as object);
    } catch {
      return false;
    }
  });

describe('a run that talks as much as it can', () => {
  let scenario: ConvergedScenario;
  let ran: ActionResult[];

  beforeAll(async () => {
    scenario = await startConverged();
  });
  beforeEach(() => {
    ran = [];
    return scenario.emulator.reset();
  });
  afterAll(() => scenario.stop());

  // The run itself is held against the secrets of the world; here against all that it sent to prove who it is.
  afterEach(async () => {
    const credentials = credentialsIn(await scenario.emulator.log());
    expect(credentials.length).toBeGreaterThan(3);
    for (const { stdout, stderr, summary, outputs } of ran) {
      const texts = { stdout, stderr, summary, outputs: JSON.stringify(outputs) };
      const produced = Object.entries(texts).map(([name, text]) => ({ name, text }));
      expect(findLeaks(credentials, produced)).toEqual([]);
      expect(produced.flatMap(({ text }) => tokensIn(text))).toEqual([]);
    }
  });

  const talk = async (mode: Mode, extras: RunExtras = {}): Promise<ActionResult> => {
    const ended = await scenario.run(mode, { ...extras, extra: talkative });
    ran.push(ended);
    return ended;
  };

  const reallyTalked = ({ stderr }: ActionResult): void => {
    expect(stderr).toContain('azure:identity');
    expect(stderr).toMatch(/^FETCH \d+:/m);
    expect(stderr).toMatch(/^TLS \d+:/m);
  };

  test('tells no secret and no token when it makes everything, plans, and rotates', async () => {
    const applied = await talk('apply');
    reallyTalked(applied);
    expect({ code: applied.code, ...applied.outputs }).toMatchObject({ code: 0, result: 'applied' });
    expect((await talk('plan')).outputs).toMatchObject({ result: 'in-sync' });
    await scenario.emulator.clock.advance('P11M5D');
    expect((await talk('renew')).outputs).toMatchObject({ result: 'renewed', rotated: 'true' });
  });

  test.each([
    {
      description: 'the login at TruU is refused',
      with: { 'truu-client-secret': 'tru8Q~another-secret-than-the-one-of-the-world' },
    },
    { description: 'the login at Entra is refused', with: { 'client-id': '00000000-0000-4000-8000-000000000000' } },
  ])('tells no secret and no token when $description', async ({ with: given }) => {
    const ended = await talk('apply', { with: given });
    reallyTalked(ended);
    expect({ code: ended.code, result: ended.outputs['result'] }).toEqual({ code: 1, result: 'failed' });
  });

  test.each([
    { description: 'TruU refuses the new secret', service: 'truu', path: '^/api/v1/directories$', status: 422 },
    { description: 'Entra does not accept the new secret', service: 'login', path: '/token$', status: 400 },
    { description: 'Graph refuses to make a secret', service: 'graph', path: '/addPassword$', status: 403 },
  ] as const)('tells no secret and no token when $description', async ({ service, path, status }) => {
    const { faults } = scenario.emulator;
    const body = { status, error: 'REFUSED', message: 'No.', requestId: '1', error_description: 'AADSTS7000112: No.' };
    // The deployer logs in once; what follows are the logins by which the secret is proven.
    const nth = service === 'login' ? 2 : 1;
    await faults.add({ service, method: 'POST', path, nth, when: 'before', do: { answer: { status, body } } });
    const ended = await talk('apply');
    reallyTalked(ended);
    expect({ code: ended.code, result: ended.outputs['result'] }).toEqual({ code: 1, result: 'failed' });
  });

  test('tells no secret and no token when TruU does not become Healthy', async () => {
    await scenario.emulator.reset(scenario.converged);
    await scenario.emulator.behaviour({ truu: { health: 'stuck' } });
    await scenario.emulator.clock.advance('P11M5D');
    const ended = await talk('renew', { spec: specText([['health', 'timeout'], 'PT1S']) });
    expect({ code: ended.code, ...ended.outputs }).toMatchObject({
      code: 1,
      rotated: 'true',
      'failure-code': 'HEALTH_TIMEOUT',
    });
  });
});

describe('a remote that quotes what it was sent', () => {
  let scenario: Scenario;

  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  /** Has TruU refuse requests to a path with a sentence that quotes the whole request, as a careless service does. */
  const quoteAt = (at: string): void => {
    const { services } = scenario.emulator.world;
    const { truu } = services;
    services.truu = {
      fetch: async (request) => {
        const { pathname } = new URL(request.url);
        if (request.method === 'GET' || pathname !== at) return (truu as Service).fetch(request);
        const output = `${request.headers.get('authorization') ?? ''} ${await request.text()}`;
        return Response.json(
          { status: 422, error: 'UNPROCESSABLE', message: output, requestId: output },
          { status: 422 },
        );
      },
    };
  };

  /** A value as it stands in the body of a token request. */
  const inForm = (value: string): string => new URLSearchParams({ '': value }).toString().slice('='.length);

  test.each(['/api/v1/directories', '/oauth2/token'])('at %s tells no secret and no token by it', async (at) => {
    quoteAt(at);
    const ended = await scenario.run('apply', { extra: talkative });
    expect({ code: ended.code, ...ended.outputs }).toMatchObject({ code: 1, 'failure-code': 'TRUU_REFUSED' });
    const credentials = credentialsIn(await scenario.emulator.log());
    const { stdout, summary } = ended;
    const produced = [
      { name: 'stdout', text: stdout },
      { name: 'summary', text: summary },
    ];
    expect(summary).toContain('[secret]');
    expect(findLeaks([...credentials, ...credentials.map(inForm)], produced)).toEqual([]);
  });
});

describe('the search for a secret', () => {
  const secret = 'xQz8Q~Yk2>>b?_.w7/V+sé0d-1uN4tPq';
  const bytes = Buffer.from(secret);
  const base64 = (before: string): string =>
    Buffer.concat([Buffer.from(before), bytes, Buffer.from('"}')]).toString('base64');
  const url = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_');

  test.each([
    { form: 'as it is', text: secret },
    { form: 'in base64 from the first byte of a group', text: base64('') },
    { form: 'in base64 from the second byte of a group', text: base64('{') },
    { form: 'in base64 from the third byte of a group', text: base64('{"') },
    { form: 'in base64url from the first byte of a group', text: url(base64('')) },
    { form: 'in base64url from the second byte of a group', text: url(base64('{')) },
    { form: 'in base64url from the third byte of a group', text: url(base64('{"')) },
    { form: 'with percent signs', text: encodeURIComponent(secret) },
    { form: 'in hexadecimal digits', text: bytes.toString('hex') },
    { form: 'in hexadecimal capitals', text: bytes.toString('hex').toUpperCase() },
    { form: 'behind a line that masks', text: `::add-mask::${secret}\n${secret}` },
    { form: 'in a line that only speaks of masks', text: `say ::add-mask::${secret}` },
  ])('finds it $form, and says where', ({ text }) => {
    const produced = [
      { name: 'summary', text: 'nothing' },
      { name: 'stdout', text },
    ];
    expect(findLeaks(['another secret', secret], produced)).toEqual(['xQz… in stdout']);
  });

  test('passes over the lines that mask it, and over a text that holds only a part of it', () => {
    const text = `before\n::add-mask::${secret}\r\n::add-mask::${base64('{')}\n${secret.slice(0, -2)}`;
    expect(findLeaks([secret], [{ name: 'stdout', text }])).toEqual([]);
  });

  test('finds a token outside of the lines that mask it', () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'RS256', kid: '1' })}.${part({ appid: '2', roles: [] })}.${'s1-_'.repeat(20)}`;
    expect(tokensIn(`::add-mask::${token}\nfile.index.js:10 some.long-enough.dotted-words-here`)).toEqual([]);
    expect(tokensIn(`authorization: Bearer ${token}`)).toEqual([token]);
  });
});
