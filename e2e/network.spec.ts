import { readdir, readFile, readlink } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { expect, test } from './fixtures';

test('all of this was tried without a network', () => {
  test.skip(process.env['LOOKALIKE_NETWORK'] !== 'denied', 'only root can take the network away, on Linux');
  expect(Object.keys(networkInterfaces())).toEqual(['lo']);
});

test('no socket is open but on the loopback interface, whatever was done', async ({ app, photos }) => {
  test.skip(process.platform !== 'linux', 'only Linux tells what sockets a process has');
  await app.openFolder(photos.folder);
  await app.scanned();
  await app.markAllCopies();
  await app.moveToTrash(photos.copies.length);
  await app.undo(photos.copies.length);

  const sockets = await socketsOf(await family(app.host.pid));
  // The web host listens; an Electron that a test drives is reached through one too.
  expect(sockets.length).toBeGreaterThan(0);
  expect(sockets.filter(({ local }) => !isLoopback(local))).toEqual([]);
});

interface Socket {
  readonly protocol: string;
  /** As the kernel writes it: address and port in hexadecimal. */
  readonly local: string;
}

/** A process and all that it started. */
async function family(pid: number): Promise<readonly number[]> {
  const children = new Map<number, number[]>();
  for (const name of await readdir('/proc')) {
    const status = /^\d+$/.test(name) ? await readFile(`/proc/${name}/status`, 'utf8').catch(ended) : '';
    const parent = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1] ?? -1);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const all = [pid];
  for (const one of all) all.push(...(children.get(one) ?? []));
  return all;
}

async function socketsOf(pids: readonly number[]): Promise<readonly Socket[]> {
  const held = new Set<string>();
  for (const pid of pids) {
    for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const inode = /^socket:\[(\d+)\]$/.exec(await readlink(`/proc/${pid}/fd/${fd}`).catch(ended))?.[1];
      if (inode !== undefined) held.add(inode);
    }
  }
  const found: Socket[] = [];
  for (const protocol of ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6']) {
    const lines = (await readFile(`/proc/net/${protocol}`, 'utf8')).trim().split('\n').slice(1);
    for (const fields of lines.map((line) => line.trim().split(/\s+/))) {
      if (held.has(fields[9] ?? '')) found.push({ protocol, local: fields[1] ?? '' });
    }
  }
  return found;
}

/** 127.0.0.0/8 in the kernel's byte order, ::1, and the first as an IPv6 address. */
function isLoopback(local: string): boolean {
  return /^([0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F):/.test(local);
}

/** What ended while it was looked at holds nothing. */
function ended(): string {
  return '';
}
