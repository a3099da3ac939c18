// Makes the pictures in docs/samples of some samples there, light and dark, with a Chromium: its path is CHROMIUM, or
// chromium on the PATH. They are not compared with the samples: fonts differ between machines. Look at them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const folder = path.resolve(import.meta.dirname, '../docs/samples');
const width = 860;
/** Name of the sample, and the height of its picture in pixels. */
const pictures = {
  'comment-plan-console': 775,
  'comment-plan-new-privilege': 800,
  'hand-off-renewal': 705,
  'issue-drift': 866,
};
const themes = {
  '': { text: '#1f2328', page: '#ffffff', line: '#d1d9e0', code: '#818b981f', link: '#0969da', quote: '#59636e' },
  '-dark': { text: '#f0f6fc', page: '#0d1117', line: '#3d444d', code: '#656c7633', link: '#4493f8', quote: '#9198a1' },
};
const alerts = {
  '': { NOTE: '#0969da', TIP: '#1a7f37', WARNING: '#9a6700', CAUTION: '#d1242f' },
  '-dark': { NOTE: '#4493f8', TIP: '#3fb950', WARNING: '#d29922', CAUTION: '#f85149' },
};

const styleOf = (theme) => {
  const { text, page, line, code, link, quote } = themes[theme];
  return `
    body { margin: 0; padding: 16px 3px; background: ${page}; color: ${text}; font: 14px/1.5 Helvetica, Arial, sans-serif; }
    main { border: 1px solid ${line}; border-radius: 6px; padding: 16px; }
    h1 { font-size: 22px; font-weight: 400; margin: 0 0 16px; padding-bottom: 8px; border-bottom: 1px solid ${line}; }
    h3 { font-size: 18px; margin: 0 0 16px; } h4 { font-size: 14px; margin: 24px 0 16px; }
    p { margin: 0 0 16px; } ul, ol { margin: 0 0 16px; padding-left: 28px; } li { margin-top: 4px; }
    a { color: ${link}; } hr { border: 0; border-top: 3px solid ${line}; margin: 24px 0; }
    code { background: ${code}; border-radius: 6px; padding: 2px 5px; font: 12px monospace; overflow-wrap: anywhere; }
    blockquote { margin: 0 0 16px; padding: 0 16px; border-left: 4px solid ${line}; color: ${quote}; }
    ${Object.entries(alerts[theme])
      .map(([kind, color]) => `.${kind} { border-color: ${color}; color: ${text}; } .${kind} i { color: ${color}; }`)
      .join('\n')}
    blockquote i { font-style: normal; }`;
};

const pageOf = (markdown, theme) => {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  })
    .replaceAll(
      /<blockquote>\s*<p>\[!(\w+)\]\s*/g,
      (_, kind) => `<blockquote class="${kind}"><p><i>${kind[0]}${kind.slice(1).toLowerCase()}</i><br>`,
    )
    .replaceAll(/@(octocat)\b/g, '<a><b>@$1</b></a>');
  return `<!doctype html><meta charset="utf-8"><style>${styleOf(theme)}</style><main>${html}</main>`;
};

const scratch = mkdtempSync(path.join(tmpdir(), 'pictures-'));
for (const [name, height] of Object.entries(pictures))
  for (const theme of Object.keys(themes)) {
    const page = path.join(scratch, 'page.html');
    writeFileSync(page, pageOf(readFileSync(path.join(folder, `${name}.md`), 'utf8'), theme));
    const to = path.join(folder, `${name}${theme}.png`);
    execFileSync(
      process.env.CHROMIUM ?? 'chromium',
      [
        ...['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', `--window-size=${width},${height}`],
        ...[`--user-data-dir=${path.join(scratch, 'profile')}`, `--screenshot=${to}`, `file://${page}`],
      ],
      { stdio: 'ignore' },
    );
    console.log(path.relative(process.cwd(), to));
  }
rmSync(scratch, { recursive: true, force: true });
