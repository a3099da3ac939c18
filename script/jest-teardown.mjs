import { rmSync } from 'node:fs';

/** Removes the folder that jest-setup.mjs made. */
export default () => rmSync(process.env.TRUU_TEST_FOLDER, { recursive: true, force: true });
