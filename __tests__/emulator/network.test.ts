import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { connect } from 'node:tls';
import { counters, counterSeed } from '../support/fake-service.ts';
import { fileEmulator } from '../support/file-emulator.ts';

const emulator = fileEmulator(counterSeed, { seed: counterSeed, services: counters });

test.each([
  ...['localhost', 'login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn'],
  ...['login.chinacloudapi.cn', 'graph.microsoft.com', 'graph.microsoft.us', 'dod-graph.microsoft.us'],
  ...['microsoftgraph.chinacloudapi.cn', 'api.github.com', 'token.actions.githubusercontent.com'],
  ...['global.platform.truu.ai', 'contoso.id.truu.ai', 'contoso.idp.id.truu.ai'],
])('the certificate is valid for %s', async (servername) => {
  const ca = await readFile(emulator.ca, 'utf8');
  const authorized = await new Promise((resolve, reject) => {
    const socket = connect(
      { host: '127.0.0.1', port: Number(new URL(emulator.urls.graph).port), servername, ca },
      () => {
        resolve(socket.authorized);
        socket.destroy();
      },
    );
    socket.once('error', reject);
  });
  expect(authorized).toBe(true);
});

test('another host is not in the certificate', async () => {
  const ca = await readFile(emulator.ca, 'utf8');
  const refused = await new Promise<Error>((resolve) => {
    const port = Number(new URL(emulator.urls.graph).port);
    connect({ host: '127.0.0.1', port, servername: 'example.com', ca }).once('error', resolve);
  });
  expect(refused).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
});

const sendOn = async (agent: Agent): Promise<boolean> => {
  const sent = request(`${emulator.urls.graph}/count`, { agent, ca: await readFile(emulator.ca, 'utf8') });
  return new Promise((resolve, reject) => {
    sent.once('error', reject).once('response', (answer) => {
      answer.resume().once('end', () => resolve(sent.reusedSocket));
    });
    sent.end();
  });
};

test('a connection is reused for the next request', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const reused = [await sendOn(agent), await sendOn(agent), await sendOn(agent)];
  agent.destroy();
  expect(reused).toEqual([false, true, true]);
});

test('a client that is killed while its request is held commits nothing', async () => {
  const id = await emulator.faults.add({ method: 'POST', when: 'before', do: 'hold' });
  const program = `fetch('${emulator.urls.graph}/count', { method: 'POST', body: '{}' })`;
  const child = spawn(process.execPath, ['-e', program], { env: { ...process.env, NODE_EXTRA_CA_CERTS: emulator.ca } });
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  await emulator.faults.fired(id);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  await emulator.faults.remove(id);
  expect((await emulator.fetch(`${emulator.urls.graph}/count`)).status).toBe(200);
  expect((await emulator.log()).filter(({ method }) => method === 'POST')).toMatchObject([
    { status: null, committed: false },
  ]);
  expect((await emulator.state()).truu.primaryUserIdentifier).toBe('0');
});
