// Runs the built action once for each message, each time with fresh modules and the environment of that run only: what
// a process of its own would have, but for the code that is compiled already. Started and read by warm-runs.ts.
import { fileURLToPath } from 'node:url';

const known = new Set(Reflect.ownKeys(globalThis));
const { exit } = process;
let runs = 0;

/** What would keep the process of this run alone from ending, but for its pipes and what is being closed. */
const goingOn = () => process.getActiveResourcesInfo().filter((type) => type !== 'PipeWrap' && type !== 'CloseReq');

const become = ({ env, cwd }) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.exitCode = undefined;
};

const forget = () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK']) process.removeAllListeners(signal);
  for (const key of Reflect.ownKeys(globalThis))
    if (!known.has(key) && Object.getOwnPropertyDescriptor(globalThis, key)?.configurable) delete globalThis[key];
};

process.on('message', ({ token, entry, ...start }) => {
  process.exit = (code) => {
    // What is still going on could reach into the next run, so that this process gets none.
    const again = goingOn().length === 0;
    forget();
    process.stderr.write(`${token}\n`);
    process.stdout.write(`${token}${JSON.stringify({ code, again })}\n`, () => again || exit(code));
  };
  become(start);
  process.argv[1] = fileURLToPath(entry);
  runs += 1;
  // With a query it is another module, which has modules of its own.
  void import(`${entry}?run=${runs}`);
});
