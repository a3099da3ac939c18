import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const dist = path.resolve(import.meta.dirname, '../../dist');

/** A text of the built action, and what stands there instead. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** A copy of the build that somebody has tampered with. */
export interface DoctoredDist {
  /** Its index.js. */
  readonly entry: string;
  readonly remove: () => Promise<void>;
}

/** Copies dist/ and replaces texts in it. Throws unless each of them stands there exactly once: nothing is replaced by chance. */
export const doctorDist = async (replacements: readonly Replacement[]): Promise<DoctoredDist> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'truu-doctored-'));
  await cp(dist, folder, { recursive: true });
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    for (const replacement of replacements) await replaceOnce(folder, replacement);
    return { entry: path.join(folder, 'index.js'), remove };
  } catch (thrown) {
    await remove();
    throw thrown;
  }
};

const replaceOnce = async (folder: string, { from, to }: Replacement): Promise<void> => {
  const chunks = (await readdir(folder)).filter((name) => name.endsWith('.js')).map((name) => path.join(folder, name));
  const texts = await Promise.all(chunks.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
  const found = texts.flatMap(({ file, text }) =>
    text
      .split(from)
      .slice(1)
      .map(() => ({ file, text })),
  );
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`The build has ${found.length} places, and should have one, that read: ${from}`);
  // A function, since a replacement text would give "$batch" and the like a meaning.
  await writeFile(
    only.file,
    only.text.replace(from, () => to),
  );
};
