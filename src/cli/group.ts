import { open, type FileHandle } from 'node:fs/promises';
import { makeColumn, mostHashes, type HashColumn } from '../core/grouping/hamming-space';
import type { HashGroups } from '../core/grouping/star-cover';
import type { OwnPool } from '../workers/pool';
import { count, plural } from '../shared/numbers';
import { CliFailure } from './failure';
import { requireWritable, standardOutput, writeOutput } from './output';
import { duration } from './words';

export interface GroupCommandOptions {
  readonly radius?: number;
  readonly workers?: number;
  readonly json?: string;
}

/** In bits: the middle of what perceptual hashes of 64 bits are compared within. */
const defaultRadius = 8;
const hashBytes = 8;
const chunkBytes = 4 * 1024 ** 2;
/** Members in one piece of text. */
const pieceLength = 4096;

/** `lookalike group`: a raw file of hashes → groups of positions, as JSON. */
export async function groupCommand(file: string, options: GroupCommandOptions, pool: OwnPool): Promise<void> {
  const target = options.json ?? standardOutput;
  await requireWritable([target]);
  const began = performance.now();
  const column = await readColumn(file);
  const groups = await pool.groupHashes(column, options.radius ?? defaultRadius);
  const seconds = (performance.now() - began) / 1000;
  await writeOutput(target, groupJson(groups));
  const found = groups.starts.length - 1;
  const words = `${count(column.count)} hashes in ${duration(seconds)} with ${plural(pool.size, 'worker')}: ${plural(found, 'group')}`;
  process.stderr.write(`${words}.\n`);
}

/** Throws a CliFailure for what can't be read, or is no file of hashes. */
async function readColumn(file: string): Promise<HashColumn> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(file);
    const stats = await handle.stat();
    if (stats.isDirectory()) throw new CliFailure(`“${file}” can’t be read: it is a folder.`);
    if (!stats.isFile()) throw new CliFailure(`“${file}” can’t be read: it is no regular file.`);
    return await fillColumn(handle, file, stats.size);
  } catch (error) {
    throw error instanceof CliFailure ? error : unreadable(file, error);
  } finally {
    await handle?.close();
  }
}

async function fillColumn(handle: FileHandle, file: string, bytes: number): Promise<HashColumn> {
  if (bytes % hashBytes !== 0) {
    throw new CliFailure(`“${file}” holds no whole number of hashes: its ${count(bytes)} bytes can’t be divided by ${hashBytes}.`);
  }
  if (bytes / hashBytes > mostHashes) {
    throw new CliFailure(`“${file}” holds ${count(bytes / hashBytes)} hashes, and ${count(mostHashes)} is the most that can be grouped at once.`);
  }
  const column = makeColumn(bytes / hashBytes);
  const target = new Uint8Array(column.memory.buffer, column.hashes, bytes);
  const chunk = new Uint8Array(Math.min(chunkBytes, bytes));
  for (let done = 0; done < bytes; ) {
    const { bytesRead } = await handle.read(chunk, 0, Math.min(chunk.length, bytes - done), done);
    if (bytesRead === 0) throw new CliFailure(`“${file}” became shorter while it was read. Try again when it is complete.`);
    target.set(chunk.subarray(0, bytesRead), done);
    done += bytesRead;
  }
  return column;
}

function unreadable(file: string, error: unknown): CliFailure {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new CliFailure(`“${file}” is not there. Check the path.`);
  if (code === 'EACCES' || code === 'EPERM') return new CliFailure(`“${file}” can’t be read: permission denied.`);
  return new CliFailure(`“${file}” can’t be read: ${error instanceof Error ? error.message : String(error)}`);
}

/** `{"groups":[[keeper, member, …], …]}` in pieces, so that a large one is never one string. */
function* groupJson({ starts, members }: HashGroups): Generator<string> {
  yield '{"groups":[';
  for (let group = 0; group + 1 < starts.length; group++) {
    yield group === 0 ? '\n[' : ',\n[';
    for (let from = starts[group]!; from < starts[group + 1]!; from += pieceLength) {
      const piece = members.subarray(from, Math.min(from + pieceLength, starts[group + 1]!));
      yield `${from === starts[group] ? '' : ','}${piece.join(',')}`;
    }
    yield ']';
  }
  yield '\n]}\n';
}
