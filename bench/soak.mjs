// `npm run soak [-- --minutes N --seed S --cycles N | --kills N]`: the real engine for hours with faults on, or killed again and again.
// Bundles bench/soak.ts and the scripts that it starts, and runs it in a process of its own, which can collect its garbage when it measures.
import { spawn } from 'node:child_process';
import { bundle } from '../scripts/bundle.mjs';

const [program = ''] = await bundle(['bench/soak.ts', 'src/workers/testing/faulty.worker.ts', 'src/workers/testing/kills/victim.ts', 'src/workers/hash.worker.ts']);
// glibc keeps what many short-lived threads have freed in arenas of their own, and large pieces among small ones, which looks like a leak: in two arenas,
// with pieces of 64 KiB and more mapped each by itself, only what is never freed grows.
const env = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '65536', ...process.env };
const child = spawn(process.execPath, ['--expose-gc', program, ...process.argv.slice(2)], { stdio: 'inherit', env });
process.exitCode = await new Promise((done, failed) => child.once('error', failed).once('close', (code) => done(code ?? 1)));
