import { readFileSync } from 'node:fs';
import { parse } from 'node:path';
import { withEnd } from './survey';

/** A drive, a network share, or anything else that has a place of its own in the tree of folders. */
export interface Mount {
  /** The folder where it begins, with a separator at the end. */
  readonly at: string;
  /** Whether it is known to lie on a drive of this machine, or in its memory: what that is asked comes back, be it an error. */
  readonly isLocal: boolean;
}

/** Which mount a path is on; of those the nearest above it. */
export type Mounts = (path: string) => Mount;

const localKinds = new Set([
  'bcachefs', 'btrfs', 'exfat', 'ext2', 'ext3', 'ext4', 'f2fs', 'hfsplus', 'iso9660', 'jfs', 'ntfs', 'ntfs3', 'overlay', 'ramfs', 'reiserfs',
  'squashfs', 'tmpfs', 'udf', 'vfat', 'xfs', 'zfs',
]);

/**
 * Mounts by a list in the form of Linux's `/proc/self/mountinfo` (proc_pid_mountinfo(5)): "36 35 98:0 / /mount\040point rw shared:1 - ext4
 * /dev/sda rw". Of two at one place the later covers the earlier.
 */
export function mountsIn(list: string): Mounts {
  const mounts = new Map<string, Mount>();
  for (const line of list.split('\n')) {
    const [mount = '', device = ''] = line.split(' - ');
    const point = mount.split(' ')[4];
    if (point === undefined) continue;
    const at = withEnd(point.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))));
    mounts.set(at, { at, isLocal: localKinds.has(device.split(' ')[0]!) });
  }
  return (path) => {
    const whole = withEnd(path);
    for (let end = whole.length; end > 0; end = whole.slice(0, end - 1).lastIndexOf('/') + 1) {
      const mount = mounts.get(whole.slice(0, end));
      if (mount) return mount;
    }
    return mountByName(path);
  };
}

/** Where the system keeps no list: Windows has drives and shares in the names of paths, macOS a folder of volumes. */
export function mountByName(path: string): Mount {
  const [volume] = /^\/Volumes\/[^/]+\//.exec(withEnd(path)) ?? [];
  return { at: volume ?? parse(path).root, isLocal: false };
}

/** The mounts of this system as they are now. Asks no drive. */
export function systemMounts(): Mounts {
  try {
    return mountsIn(readFileSync('/proc/self/mountinfo', 'utf8'));
  } catch {
    return mountByName;
  }
}
