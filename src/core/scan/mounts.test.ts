import { expect, it } from 'vitest';
import { mountByName, mountsIn } from './mounts';

it('knows the nearest mount, and whether it is a drive of this machine', () => {
  const mounts = mountsIn(
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
  const expected: Readonly<Record<string, readonly [string, boolean]>> = {
    '/': ['/', true],
    '/home/me': ['/', true],
    '/mnt/photo': ['/', true],
    '/mnt/photo shares': ['/', true],
    '/mnt/usb': ['/mnt/usb/', true],
    '/mnt/usb/DCIM/1.jpg': ['/mnt/usb/', true],
    '/mnt/photo share': ['/mnt/photo share/', false],
    '/mnt/photo share/2007/1.jpg': ['/mnt/photo share/', false],
    '/mnt/photo share/local/1.jpg': ['/mnt/photo share/local/', true],
    '/mnt/covered/a/b': ['/mnt/covered/', false],
  };
  for (const [path, [at, isLocal]] of Object.entries(expected)) expect([path, mounts(path)]).toEqual([path, { at, isLocal }]);
  expect(mountsIn('')('/home/me')).toEqual({ at: '/', isLocal: false });
});

it('tells volumes by their names where there is no list', () => {
  expect(mountByName('/Volumes/Photos 2007/a/1.jpg').at).toBe('/Volumes/Photos 2007/');
  expect(mountByName('/Volumes/Photos').at).toBe('/Volumes/Photos/');
  expect(mountByName('/Users/me/1.jpg').at).toBe('/');
});
