import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Makes the folder in which the test files of one run of jest share what is slow to make; workers inherit its name. */
export default () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'truu-tests-'));
  const pem = () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(path.join(folder, 'keys.json'), JSON.stringify({ 'github-oidc': pem(), entra: pem(), truu: pem() }));
  process.env.TRUU_TEST_FOLDER = folder;
};
