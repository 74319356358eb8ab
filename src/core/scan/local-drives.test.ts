import { expect, it } from 'vitest';
import { localDrives } from './local-drives';

it('knows what is on a drive of this machine by the nearest mount', () => {
  const isLocal = localDrives(
    [
      '27 1 252:0 / / rw,relatime - ext4 /dev/vda rw',
      '30 27 0:40 / /mnt/photo\\040share rw shared:1 master:2 - nfs4 server:/photos rw,vers=4.2',
      '31 27 0:41 / /mnt/usb rw - vfat /dev/sdb1 rw',
      '32 27 0:42 / /mnt/covered rw - ext4 /dev/sdc1 rw',
      '33 32 0:43 / /mnt/covered rw - fuse.sshfs me@server:/ rw',
      '34 30 0:44 / /mnt/photo\\040share/local rw - tmpfs none rw',
      '',
    ].join('\n'),
  );
  const local = ['/', '/home/me', '/mnt', '/mnt/photo', '/mnt/photo shares', '/mnt/usb', '/mnt/usb/DCIM', '/mnt/photo share/local'];
  const others = ['/mnt/photo share', '/mnt/photo share/2007', '/mnt/covered', '/mnt/covered/a/b', 'C:\\Users'];
  expect([...local, ...others].filter(isLocal)).toEqual(local);
  expect(localDrives('')('/home')).toBe(false);
});
