import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** In turns a folder and a link to another are under one name, as fast as a process can change that. */
const script = `
const { renameSync, symlinkSync, unlinkSync, writeSync } = require('node:fs');
const [folder, elsewhere] = process.argv.slice(1);
const aside = folder + '.aside', link = folder + '.link';
for (let turn = 0; ; turn++) {
  symlinkSync(elsewhere, link);
  renameSync(folder, aside);
  renameSync(link, folder);
  if (turn === 0) writeSync(1, 'begun');
  for (let i = 0; i < 2000 * (turn % 3); i++);
  unlinkSync(folder);
  renameSync(aside, folder);
  for (let i = 0; i < 2000 * (turn % 5); i++);
}`;

/** A process that puts a link to `elsewhere` in the place of `folder`, and the folder back, again and again, until it is ended. */
export async function startSwapping(folder: string, elsewhere: string): Promise<{ end(): Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, ['-e', script, folder, elsewhere], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout!, 'data');
  return {
    async end() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
