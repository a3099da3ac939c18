import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Makes the folder in which the test files of one run of jest share what is slow to make; workers inherit its name. */
export default () => {
  process.env.TRUU_TEST_FOLDER = mkdtempSync(path.join(tmpdir(), 'truu-tests-'));
};
