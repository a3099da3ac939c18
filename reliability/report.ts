import { execFileSync } from 'node:child_process';
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

const [open, close] = ['<!-- generated:matrix -->', '<!-- /generated -->'];

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

/** Writes the counts, and every violation, into docs/reliability.md between its markers. */
export const writeReport = async (
  root: string,
  rows: readonly CaseResult[],
  { seed, build }: { readonly seed: string; readonly build: string },
): Promise<void> => {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  const single = rows.filter(({ faults }) => faults.length === 1);
  const double = rows.filter(({ faults }) => faults.length === 2);
  const broken = rows.filter(({ violations }) => violations.length > 0);
  const head = ['', 'Cases', 'All faults met their request', 'With violations'];
  const body = [
    `Run on ${new Date().toISOString().slice(0, 10)} at commit ${commit}, build ${build}, seed ${seed}: **${rows.length} cases, ${broken.length} with violations.**`,
    '',
    '### By situation',
    '',
    table(
      head,
      count(single, ({ situation }) => situation),
    ),
    '',
    '### By fault',
    '',
    table(
      head,
      count(single, ({ faults }) => faults[0] ?? ''),
    ),
    '',
    '### Two faults in one run',
    '',
    table(
      head,
      count(double, ({ situation }) => situation),
    ),
    '',
    '### Violations',
    '',
    broken.length === 0
      ? 'None.'
      : broken.map(({ name, violations }) => `- \`${name}\`: ${violations.join('; ')}`).join('\n'),
  ].join('\n');
  const file = path.join(root, 'docs/reliability.md');
  const text = await readFile(file, 'utf8');
  const [before = '', rest = ''] = text.split(open);
  const after = rest.split(close)[1] ?? '';
  const whole = `${before}${open}\n\n${body}\n\n${close}${after}`;
  await writeFile(file, await format(whole, { parser: 'markdown', printWidth: 120 }));
};
