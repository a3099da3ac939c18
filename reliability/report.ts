import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';

/** The verdict on one case, as it is stored between runs. */
export interface CaseResult {
  readonly name: string;
  readonly situation: string;
  readonly faults: readonly string[];
  readonly struck: number;
  readonly violations: readonly string[];
}

/** A table of its own for each side of TruU, so that a run of one leaves the other's as it is. */
const markers = { api: '<!-- generated:matrix -->', console: '<!-- generated:console-matrix -->' } as const;
const close = '<!-- /generated -->';

/** Which cases were chosen, and of what. */
export interface Run {
  readonly seed: string;
  /** Checked out when the run began. */
  readonly commit: string;
  readonly build: string;
}

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const count = (
  rows: readonly CaseResult[],
  of: (row: CaseResult) => string,
): readonly (readonly (string | number)[])[] => {
  const keys = [...new Set(rows.map(of))].sort();
  return keys.map((key) => {
    const part = rows.filter((row) => of(row) === key);
    const struck = part.filter((row) => row.struck === row.faults.length).length;
    return [key, part.length, struck, part.filter((row) => row.violations.length > 0).length];
  });
};

const within = (text: string, open: string, body: string): string => {
  const [before = '', rest] = text.split(open);
  if (rest === undefined) throw new Error(`docs/reliability.md has no ${open}.`);
  const end = rest.indexOf(close);
  return `${before}${open}\n\n${body}\n\n${rest.slice(end)}`;
};

const bodyOf = (rows: readonly CaseResult[], { seed, commit, build }: Run): string => {
  const single = rows.filter(({ faults }) => faults.length === 1);
  const double = rows.filter(({ faults }) => faults.length === 2);
  const broken = rows.filter(({ violations }) => violations.length > 0);
  const head = ['', 'Cases', 'All faults met their request', 'With violations'];
  const counts = (title: string, part: readonly CaseResult[], of: (row: CaseResult) => string): readonly string[] =>
    part.length === 0 ? [] : [`### ${title}`, table(head, count(part, of))];
  return [
    `Run on ${new Date().toISOString().slice(0, 10)} at commit ${commit}, build ${build}, seed ${seed}: **${rows.length} cases, ${broken.length} with violations.**`,
    ...counts('By situation', single, ({ situation }) => situation),
    ...counts('By fault', single, ({ faults }) => faults[0] ?? ''),
    ...counts('Two faults in one run', double, ({ situation }) => situation),
    '### Violations',
    broken.length === 0
      ? 'None.'
      : broken.map(({ name, violations }) => `- \`${name}\`: ${violations.join('; ')}`).join('\n'),
  ].join('\n\n');
};

/** Writes the counts, and every violation, into docs/reliability.md between the markers of each side that was run. */
export const writeReport = async (root: string, rows: readonly CaseResult[], run: Run): Promise<void> => {
  const file = path.join(root, 'docs/reliability.md');
  let text = await readFile(file, 'utf8');
  for (const [side, open] of Object.entries(markers)) {
    const part = rows.filter(({ situation }) => situation.startsWith('console: ') === (side === 'console'));
    if (part.length > 0) text = within(text, open, bodyOf(part, run));
  }
  await writeFile(file, await format(text, { parser: 'markdown', printWidth: 120 }));
};
