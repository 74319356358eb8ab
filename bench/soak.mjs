// `npm run soak [-- --minutes N --seed S --cycles N | --kills N]`: the real engine for hours with faults on, or killed again and again.
// Bundles bench/soak.ts and the scripts that it starts, and runs it in a process of its own, which can collect its garbage when it measures.
import { spawn } from 'node:child_process';
import { bundle } from '../scripts/bundle.mjs';

const [program = ''] = await bundle(['bench/soak.ts', 'src/workers/testing/faulty.worker.ts', 'src/workers/testing/kills/victim.ts', 'src/workers/hash.worker.ts']);
const child = spawn(process.execPath, ['--expose-gc', program, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = await new Promise((done, failed) => child.once('error', failed).once('close', (code) => done(code ?? 1)));
