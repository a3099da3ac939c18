import { processClock } from '../support/clock.ts';
import { hearSignals } from './signals.ts';

// The first line appears before anything is loaded, and signals are handled from then on.
process.stdout.write('TruU Entra directory\n');
const ending = hearSignals(process, processClock);

const { main } = await import('./main.ts');
const code = await main(process.env, ending, process.argv[1] ?? '');
process.exitCode = code;
// Keep-alive connections would keep the process running; the printed output is flushed first.
process.stdout.write('', () => process.exit(code));
