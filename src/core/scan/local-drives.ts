import { readFileSync } from 'node:fs';
import { systemFiles } from './file-system';
import { surveyBy, withEnd, type Surveyor } from './survey';

/** Kinds of file systems that lie on a drive of this machine, or in its memory: what they are asked comes back, be it an error. */
const localKinds = new Set([
  'bcachefs', 'btrfs', 'exfat', 'ext2', 'ext3', 'ext4', 'f2fs', 'hfsplus', 'iso9660', 'jfs', 'ntfs', 'ntfs3', 'overlay', 'ramfs', 'reiserfs',
  'squashfs', 'tmpfs', 'udf', 'vfat', 'xfs', 'zfs',
]);

/**
 * Whether folders are on local drives, by a list of mounts in the form of Linux's `/proc/self/mountinfo` (proc_pid_mountinfo(5)): "36 35 98:0 /
 * /mount\040point rw shared:1 - ext4 /dev/sda rw". Of two mounts at one place the later covers the earlier.
 */
export function localDrives(mounts: string): (folder: string) => boolean {
  const isLocal = new Map<string, boolean>();
  for (const line of mounts.split('\n')) {
    const [mount = '', device = ''] = line.split(' - ');
    const at = mount.split(' ')[4];
    if (at === undefined) continue;
    isLocal.set(withEnd(at.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))), localKinds.has(device.split(' ')[0]!));
  }
  return (folder) => {
    const path = withEnd(folder);
    // The nearest mount is the one that counts.
    for (let end = path.length; end > 0; end = path.slice(0, end - 1).lastIndexOf('/') + 1) {
      const local = isLocal.get(path.slice(0, end));
      if (local !== undefined) return local;
    }
    return false;
  };
}

/**
 * A surveyor that looks at local drives in this very thread, which spares a scan of few files the start of another; `apart` looks at all
 * others. For a program that has nothing else to do meanwhile. Where the system keeps no list of mounts no drive counts as local.
 */
export function surveyLocalHere(apart: Surveyor): Surveyor {
  let mounts: string;
  try {
    mounts = readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return apart;
  }
  const isLocal = localDrives(mounts);
  const here = surveyBy(systemFiles);
  const whose = (folder: string): Surveyor => (isLocal(folder) ? here : apart);
  return { list: (folder) => whose(folder).list(folder), look: (folder, names) => whose(folder).look(folder, names) };
}
