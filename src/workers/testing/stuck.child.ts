// `node stuck.child.js WORKER FOLDER`: hashes the files of a folder, one of which gets its thread stuck for good, says what came of them, and ends. Test only.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createPool } from '../pool';
import { hashAll } from './collect';

const [, , worker = '', folder = ''] = process.argv;
const pool = createPool({ script: pathToFileURL(worker), size: 2, fileLimitMs: 1000 });
const tasks = readdirSync(folder).sort().map((name, row) => {
  const path = join(folder, name);
  const { size, mtimeMs } = statSync(path);
  return { row, path, bytes: size, modified: mtimeMs };
});
const answers = await hashAll(pool, tasks);
await pool.close();
process.stdout.write(JSON.stringify([...answers].sort(([a], [b]) => a - b).map(([, answer]) => answer.split(' ').length > 1 ? 'hashed' : answer)));
