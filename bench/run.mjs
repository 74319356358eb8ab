// `node bench/run.mjs NAME …`: bundles bench/NAME.ts and the stub worker, and runs it in a process of its own, whose peak memory is
// then nobody else's.
import { spawn } from 'node:child_process';
import { bundle } from '../scripts/bundle.mjs';

const [name = '', ...args] = process.argv.slice(2);
const [program = ''] = await bundle([`bench/${name}.ts`, 'bench/stub.worker.ts']);
const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
process.exitCode = await new Promise((done, failed) => child.once('error', failed).once('close', (code) => done(code ?? 1)));
