import { expect, test } from 'vitest';
import { keysInWords, keysOf, pressed, shortcuts, withKeys, type Shortcut } from './shortcuts';

function key(key: string, part: Partial<KeyboardEvent> = {}): Parameters<typeof pressed>[1] {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...part };
}

test('no key means two things in one place, and letters work everywhere', () => {
  const places = [['window'], ['list'], ['card'], ['window', 'view', 'pictures']] as const;
  for (const scopes of places) {
    const keys = scopes.flatMap((scope) => Object.values<Shortcut>(shortcuts[scope]).flatMap((shortcut) => shortcut.keys));
    expect(new Set(keys).size, scopes.join()).toBe(keys.length);
  }
});

test.each([
  ['window', key('z', { ctrlKey: true }), 'undoMarks'],
  ['window', key('z', { metaKey: true }), 'undoMarks'],
  ['window', key('Z', { ctrlKey: true, shiftKey: true }), 'redoMarks'],
  ['window', key('y', { ctrlKey: true }), 'redoMarks'],
  ['window', key('Y', { ctrlKey: true, shiftKey: true }), null],
  ['window', key('Ω', { code: 'KeyZ', ctrlKey: true, altKey: true }), 'undoRemoval'],
  ['window', key(',', { ctrlKey: true, shiftKey: true }), 'settings'],
  ['window', key('z'), null],
  ['window', key('?', { shiftKey: true }), 'shortcuts'],
  ['list', key(' '), 'toggle'],
  ['list', key('N', { shiftKey: true }), 'notCopies'],
  ['list', key('n', { ctrlKey: true }), null],
  ['view', key('+', { shiftKey: true }), 'closer'],
  ['view', key('7'), 'choose'],
  ['pictures', key('ArrowLeft'), 'left'],
] as const)('in %s %o is %s', (scope, event, name) => expect(pressed(scope, event)).toBe(name));

test('keys are told as the platform writes them', () => {
  expect(['Mod+Shift+Z', 'PageUp', '-', '+', 'N'].map((keys) => keysInWords(keys, false))).toEqual(['Ctrl+Shift+Z', 'Page up', '−', '+', 'N']);
  expect(['Mod+Shift+Z', 'Mod+Alt+Z', 'Mod+,'].map((keys) => keysInWords(keys, true))).toEqual(['⇧⌘Z', '⌥⌘Z', '⌘,']);
  expect(withKeys('Undo marks', 'window', 'undoMarks')).toBe(`Undo marks (${keysOf('window', 'undoMarks')})`);
});
