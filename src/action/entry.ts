// The first line appears before anything is loaded, and signals are heard from then on.
process.stdout.write('TruU Entra directory\n');

const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancel.abort());

const { main } = await import('./main.ts');
const code = await main(process.env, cancel.signal);
process.exitCode = code;
// Connections that are kept alive would keep the process; what was printed goes out first.
process.stdout.write('', () => process.exit(code));
