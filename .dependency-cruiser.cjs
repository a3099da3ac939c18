// Who may import whom. A folder may import itself and what is listed for it; everything else is refused.
const anywhere = ['support', 'catalog'];

const entraModel = '^src/entra/model\\.ts$';
const truuModel = '^src/truu/model\\.ts$';

/** From each part of src to the other parts it may import, beside itself. A pattern starting with ^ names exact files. */
const allowed = {
  support: ['catalog'],
  catalog: [],
  spec: anywhere,
  entra: [...anywhere, 'spec', '^src/plan/types\\.ts$'],
  truu: [...anywhere, 'spec'],
  plan: [...anywhere, 'spec', entraModel, truuModel],
  apply: [...anywhere, 'plan', 'entra', 'truu'],
  report: [...anywhere, 'spec', 'plan', entraModel, truuModel],
  github: [...anywhere, 'plan', 'report'],
  run: [...anywhere, 'spec', 'entra', 'truu', 'plan', 'apply', 'report'],
  action: [...anywhere, 'spec', 'report', 'github', 'run'],
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
      comment: 'Only apply/ imports what can write: a plan has no means to.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/apply/', '^src/entra/write/', '^src/truu/api/write/'] },
      to: { path: '^src/(entra|truu/api)/write/' },
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
      comment: 'A cycle hides which of two files knows the other. Types leave nothing at run time, so they may.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
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
