import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeTls } from '../emulator/tls.ts';

/** Makes the folder in which the test files of one run of jest share what is slow to make; workers inherit its name. */
export default async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'truu-tests-'));
  const pem = () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(path.join(folder, 'keys.json'), JSON.stringify({ 'github-oidc': pem(), entra: pem(), truu: pem() }));
  writeFileSync(path.join(folder, 'tls.json'), JSON.stringify(await makeTls()));
  process.env.TRUU_TEST_FOLDER = folder;
  // Hundreds of processes of node load the same files.
  process.env.NODE_COMPILE_CACHE ??= path.join(tmpdir(), 'truu-compile-cache');
};
