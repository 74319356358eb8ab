import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { folderArguments } from './arguments';

const cwd = resolve('/home/ann');
const appPath = resolve('/opt/lookalike');

test('an unpackaged start: folders follow the app’s own', () => {
  const argv = ['/electron', '--no-sandbox', '--inspect=0', appPath, 'Photos', '--enable-x', '/mnt/More photos'];
  expect(folderArguments({ argv, cwd, packaged: false, appPath })).toEqual([resolve(cwd, 'Photos'), resolve('/mnt/More photos')]);
});

test('an app folder named relatively is recognised', () => {
  expect(folderArguments({ argv: ['/electron', '.', 'in'], cwd: appPath, packaged: false, appPath })).toEqual([resolve(appPath, 'in')]);
});

test('without the app’s folder among the arguments nothing is a folder to open', () => {
  expect(folderArguments({ argv: ['/electron', 'main.js', 'Photos'], cwd, packaged: false, appPath })).toEqual([]);
});

test('a packaged start: everything but switches, process serial numbers of old Macs included', () => {
  const argv = ['/usr/bin/lookalike', '-psn_0_1', 'Photos', ''];
  expect(folderArguments({ argv, cwd, packaged: true, appPath })).toEqual([resolve(cwd, 'Photos')]);
});
