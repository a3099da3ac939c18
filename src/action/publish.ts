import { appendFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as core from '@actions/core';
import { errorCatalog } from '../catalog/errors.ts';
import type { Report } from '../report/report.ts';
import { filesOf, nowhere, surfaces, type SurfaceContext } from '../report/surfaces.ts';
import { logText, oneLine } from '../support/text.ts';
import { outputLines, writeOutputs } from './outputs.ts';
import { printBlock } from './print-block.ts';
import { actionRepositoryOf, isRunner } from './host.ts';
import type { Published } from './publish-github.ts';

/** Publishes a report on every surface. Returns whether the job fails, including when the report cannot be written. */
export const publish = async (report: Report, env: NodeJS.ProcessEnv): Promise<boolean> => {
  const where = { ...nowhere, actionRepository: actionRepositoryOf(env) };
  const summary = surfaces.summary.render(report, where);
  const failures: string[] = [];
  const attempt = async <T>(target: string, write: () => Promise<T>): Promise<T | null> => {
    try {
      return await write();
    } catch (thrown) {
      const code = (thrown as NodeJS.ErrnoException | null)?.code;
      failures.push(typeof code === 'string' ? `${target} (${code})` : target);
      return null;
    }
  };
  for (const block of surfaces.log.render(report, where)) printBlock(block, isRunner(env));
  const folder = await attempt('the report folder', () => writeFolder(filesOf(report, where), env));
  await attempt('the step summary', () => writeSummary(summary, env));
  const reported = (): Report =>
    failures.length === 0 ? report : { ...report, failures: [...report.failures, unwritable(failures)] };
  const saved = await attempt('the outputs', async () => writeOutputs(reported(), folder ?? '', env));
  if (saved === null || !env['GITHUB_OUTPUT'])
    printBlock({ title: 'Outputs', lines: outputLines(reported(), folder ?? ''), open: true }, isRunner(env));
  if (isRunner(env)) annotateAll(reported(), where);
  if (failures.length === 0) return report.red;
  printBlock(
    { title: 'Report (it could not be written to a file)', lines: summary.split('\n'), open: true },
    isRunner(env),
  );
  const { title, fix } = errorCatalog.REPORT_UNWRITABLE;
  core.info(`REPORT_UNWRITABLE: ${title}: ${failures.join(', ')}. ${fix}`);
  return true;
};

const unwritable = (failures: readonly string[]): Report['failures'][number] => {
  const { title, fix, category } = errorCatalog.REPORT_UNWRITABLE;
  const message = `Not written: ${failures.join(', ')}. The run itself ended as described.`;
  return { code: 'REPORT_UNWRITABLE', title, message, fix, category, evidence: [], requestId: null, leftBehind: [] };
};

const writeFolder = async (files: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): Promise<string> => {
  const parent = env['RUNNER_TEMP'] || os.tmpdir();
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, 'truu-entra-directory-'));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text, { mode: 0o600 });
  return folder;
};

const writeSummary = async (summary: string, env: NodeJS.ProcessEnv): Promise<void> => {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file) await appendFile(file, `${summary}\n`);
};

const annotateAll = (report: Report, where: SurfaceContext): void => {
  const levels = { error: core.error, warning: core.warning, notice: core.notice } as const;
  for (const { level, message, title, range } of surfaces.annotations.render(report, where)) {
    const place = range === null ? {} : { file: range.file, startLine: range.line, startColumn: range.column };
    levels[level](message, { title, ...place });
  }
};

/** Reports what was published on GitHub; what failed is a warning and never fails the run. */
export const printPublished = (
  { done, warnings }: Pick<Published, 'done' | 'warnings'>,
  env: NodeJS.ProcessEnv,
): void => {
  const notices = warnings.filter(({ severity }) => severity === 'notice');
  const lines = [...done, ...notices.map(({ title, message }) => `${title}. ${message}`)];
  if (lines.length > 0)
    printBlock({ title: 'GitHub', lines: lines.map((line) => logText(line)), open: true }, isRunner(env));
  for (const { title, message } of warnings.filter(({ severity }) => severity === 'warning')) {
    const text = oneLine(`${title}. ${message}`, 1_000);
    if (isRunner(env)) core.warning(text, { title: oneLine(title, 200) });
    else core.info(logText(text));
  }
};
