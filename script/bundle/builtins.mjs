// Ends with 0 when no module of the bundle imports a part of Node that only others may: node script/bundle/builtins.mjs STATS,
// with the statistics of webpack.
import { readFileSync } from 'node:fs';

/** The parts of Node that start processes, threads or servers, or run text as code, and the packages that may import each. */
export const allowed = {
  // @actions/exec starts a command for whoever asks @actions/core which system it runs on; the logins of @azure/identity by
  // the command lines of Azure do too. The action asks for neither.
  child_process: ['@actions/core', '@actions/exec', '@azure/core-process', '@azure/identity'],
  cluster: [],
  dgram: [],
  inspector: [],
  module: [],
  repl: [],
  vm: [],
  wasi: [],
  // For the port over which undici follows a fetch of a worker; it starts none.
  worker_threads: ['undici'],
};

/** The package that a module belongs to, or the module itself when it is one of the action. */
const packageOf = (module) =>
  /.*node_modules\/((?:@[^/]+\/)?[^/ ]+)/.exec(module)?.[1] ?? module.replace(/ \+ \d+ modules$/, '');

/** What imports each part of Node, by its name without `node:`: a map to sorted packages. */
export const importersIn = (stats) => {
  const importers = new Map();
  const visit = ({ name = '', reasons = [], modules = [] }) => {
    modules.forEach(visit);
    const [, builtin] = /^external "(?:node:)?([^"]+)"$/.exec(name) ?? [];
    if (builtin === undefined) return;
    const found = reasons.flatMap(({ moduleName }) => (moduleName ? [packageOf(moduleName)] : []));
    importers.set(builtin, [...new Set([...(importers.get(builtin) ?? []), ...found])].sort());
  };
  stats.modules.forEach(visit);
  return importers;
};

/** The imports that are not allowed, one sentence each. */
export const objectionsTo = (stats) =>
  [...importersIn(stats)].flatMap(([builtin, importers]) =>
    importers
      .filter((importer) => !(allowed[builtin.split('/')[0]]?.includes(importer) ?? true))
      .map((importer) => `${importer} imports ${builtin}, which it may not in the bundle.`),
  );

if (process.argv[1] === import.meta.filename) {
  const found = objectionsTo(JSON.parse(readFileSync(process.argv[2], 'utf8')));
  for (const line of found) console.error(`dist: ${line}`);
  if (found.length > 0) process.exitCode = 1;
}
