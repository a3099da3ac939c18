// Who may import whom. A folder may import itself and what is listed for it; everything else is refused.
const anywhere = ['support', 'catalog'];

const entraModel = '^src/entra/model\\.ts$';
const truuModel = '^src/truu/(model|connection|judgement|hand-off|hand-off-texts|desk)\\.ts$';
/** Pure judgements on TruU's health: which checks failed. */
const truuHealth = '^src/truu/health\\.ts$';

/** From each part of src to the other parts it may import, beside itself. A pattern starting with ^ names exact files. */
const allowed = {
  support: ['catalog'],
  catalog: [],
  network: anywhere,
  spec: anywhere,
  entra: [...anywhere, 'spec'],
  truu: [...anywhere, 'spec'],
  plan: [...anywhere, 'spec', entraModel, truuModel],
  // Of TruU's side the port and the model only: apply does not know which side it writes to.
  apply: [...anywhere, 'plan', 'entra', '^src/truu/(model|connection|judgement|hand-off|health)\\.ts$'],
  report: [...anywhere, 'spec', 'plan', entraModel, truuModel, truuHealth],
  github: [...anywhere, 'plan', 'report', '^src/truu/(hand-off|desk)\\.ts$'],
  run: [...anywhere, 'spec', 'entra', 'truu', 'plan', 'apply', 'report'],
  action: [...anywhere, 'network', 'spec', 'report', 'github', 'run', '^src/truu/(hand-off|desk)\\.ts$'],
};

const targets = (list) => list.map((one) => (one.startsWith('^') ? one : `^src/${one}/`));

const layers = Object.entries(allowed).map(([part, list]) => ({
  name: `layer-${part}`,
  comment: `src/${part} may import only itself${list.length ? `, ${list.join(', ')}` : ''}.`,
  severity: 'error',
  from: { path: `^src/${part}/` },
  to: { path: '^src/', pathNot: [`^src/${part}/`, ...targets(list)] },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'only-apply-writes',
      comment:
        'Only apply/ imports what can write, and run/connect.ts opens it for modes that write: a plan has no means to.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '^src/apply/',
          '^src/run/connect(-console)?\\.ts$',
          '^src/entra/write/',
          '^src/truu/(api|key-vault)/write/',
        ],
      },
      to: { path: '^src/(entra|truu/(api|key-vault))/write/' },
    },
    {
      name: 'one-truu-side',
      comment:
        'Which TruU side a run has is known to run/connect.ts, to the gate of comments, and to that side itself.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/run/(connect(-console)?|comment-gate)\\.ts$', '^src/truu/'] },
      to: { path: '^src/truu/(api|console|key-vault)/' },
    },
    {
      name: 'observe-only-reads',
      comment: 'Observing reads; it knows no plan, no writer and no report.',
      severity: 'error',
      from: { path: '^src/run/observe\\.ts$' },
      to: { path: '^src/(plan|apply|report|github|action)/|/write/' },
    },
    {
      name: 'only-action-knows-the-runner',
      comment: 'Nothing below action/ knows where it runs.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/action/' },
      to: { path: '^src/action/|node_modules/@actions/(core|github|http-client)' },
    },
    {
      name: 'emulator-is-independent',
      comment: 'One misunderstanding may not hide in both the client and the world it is tested against.',
      severity: 'error',
      from: { path: '^emulator/' },
      to: { path: '^(src|dist|build|demo|reliability|samples|testing|__tests__)/' },
    },
    {
      name: 'testing-runs-the-build',
      comment: 'The harness runs dist, as a runner does, so that it finds out nothing from the source.',
      severity: 'error',
      from: { path: '^testing/' },
      to: { path: '^(src|build|demo|reliability|samples|__tests__)/' },
    },
    {
      name: 'product-stands-alone',
      comment: 'What users run imports nothing of what tests it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(emulator|demo|reliability|samples|testing|__tests__|script|examples)/' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle hides which of two files knows the other, also where only types take part.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead.',
      severity: 'error',
      from: { orphan: true, path: '^(src|emulator)/' },
      to: {},
    },
    {
      name: 'not-resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|build)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
