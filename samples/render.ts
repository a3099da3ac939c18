import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../src/report/report.ts';
import {
  nowhere,
  surfaceNames,
  surfaces,
  type Surface,
  type SurfaceContext,
  type SurfaceRow,
} from '../src/report/surfaces.ts';
import { renderIssue } from '../src/report/hand-off/issue.ts';
import { handOffs } from './hand-offs.ts';
import { consolePlan, reports } from './reports.ts';

const current: SurfaceContext = {
  ...nowhere,
  repositoryUrl: 'https://github.com/contoso/identity',
  commit: '4f1d0c2b9a8e7f6d5c4b3a29180f7e6d5c4b3a29',
  runUrl: 'https://github.com/contoso/identity/actions/runs/7421903311',
  now: '2026-11-24T10:00:00.000Z',
};
const superseded: SurfaceContext = {
  ...current,
  freshness: { kind: 'superseded', by: '9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a291807' },
};
const merged: SurfaceContext = { ...current, freshness: { kind: 'merged' } };

/** A report and where it is shown, by the name of the sample. */
type States = Readonly<Record<string, readonly [Report, SurfaceContext]>>;

const statesNamed = (...names: readonly (keyof typeof reports)[]): States =>
  Object.fromEntries(names.map((name) => [name, [reports[name], current]]));

/** In which states a surface is to be seen; one that is missing here, and is a file, is shown of one plan. */
const statesBySurface: Readonly<Partial<Record<Surface, States>>> = {
  summary: statesNamed(...(Object.keys(reports) as (keyof typeof reports)[])),
  comment: {
    ...statesNamed(
      'check-red',
      'plan-from-nothing',
      'plan-no-change',
      'plan-new-privilege',
      'plan-adoption',
      'refused-ceiling',
      'error-login',
    ),
    'plan-console': [consolePlan, current],
    superseded: [reports['plan-new-privilege'], superseded],
    merged: [reports.applied, merged],
    'merged-not-healthy': [reports['apply-not-healthy'], merged],
  },
  'issue-body': statesNamed(
    'drift',
    'drift-findings',
    'drift-old-secret-in-use',
    'drift-renewal-due',
    'drift-unreadable',
  ),
  'issue-closing': { 'closing-comment': [reports['in-sync'], current] },
};

const filesOfSurface = (surface: Surface): readonly (readonly [string, string])[] => {
  const { on, file, render }: SurfaceRow = surfaces[surface];
  const { name: stem, ext } = path.parse(file ?? `${on}.md`);
  const states = statesBySurface[surface] ?? (file === null ? {} : statesNamed('plan-new-privilege'));
  return Object.entries(states).map(([state, [report, context]]) => {
    const text = render(report, context);
    if (typeof text !== 'string') throw new Error(`There is no ${surface} of the sample ${state}.`);
    return [`${stem}-${state}${ext}`, text] as const;
  });
};

/** An issue with its title, which GitHub shows above the body. */
const handOffFiles = Object.entries(handOffs).map(([state, view]): readonly [string, string] => {
  const { title, body } = renderIssue(view);
  return [`hand-off-${state}.md`, `# ${title}\n\n${body}`];
});

/** The files of the samples: every surface in its states. */
export const files = (): Readonly<Record<string, string>> =>
  Object.fromEntries([...surfaceNames.flatMap(filesOfSurface), ...handOffFiles]);

/** Names of the files in a folder that are missing, stale or too many. */
export const staleIn = async (folder: string): Promise<readonly string[]> => {
  const fresh = files();
  const there = (await readdir(folder)).filter((name) => !kept.has(path.extname(name)));
  const names = [...new Set([...Object.keys(fresh), ...there])].sort();
  const checked = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8').catch(() => null);
      return text === fresh[name] ? [] : [name];
    }),
  );
  return checked.flat();
};

/** Pictures are made by hand. */
const kept = new Set(['.png']);

/** Writes the samples, and removes those that are no more. */
export const write = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const fresh = files();
  for (const name of await readdir(folder))
    if (!kept.has(path.extname(name)) && fresh[name] === undefined) await rm(path.join(folder, name));
  for (const [name, text] of Object.entries(fresh)) await writeFile(path.join(folder, name), text);
};
