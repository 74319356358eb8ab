import { accelerators } from '../../shared/accelerators';
import { listMoveKeys, listOpenKey } from '../ui/list-keys';

export interface Shortcut {
  readonly does: string;
  /** Any of them. Modifiers come before the key, which is named as in `KeyboardEvent.key`; `Mod` is Ctrl, and ⌘ on a Mac. */
  readonly keys: readonly string[];
}

/**
 * Every shortcut, by where it works: what listens to keys asks {@link pressed} what they mean, and the sheet shows the same list.
 */
export const shortcuts = {
  window: {
    shortcuts: { does: 'Show these shortcuts', keys: [accelerators.shortcuts] },
    chooseFolder: { does: 'Choose a folder', keys: [accelerators.chooseFolder] },
    settings: { does: 'Settings', keys: [accelerators.settings] },
    undoMarks: { does: 'Undo the last mark', keys: ['Mod+Z'] },
    redoMarks: { does: 'Redo it', keys: ['Mod+Shift+Z', 'Mod+Y'] },
    undoRemoval: { does: 'Undo the last removal', keys: [accelerators.undoRemoval] },
  },
  list: {
    toggle: { does: 'Mark all copies of the group, or unmark them', keys: ['Space'] },
    mark: { does: 'Mark all copies of the group', keys: ['Delete'] },
    unmark: { does: 'Unmark the group', keys: ['K'] },
    notCopies: { does: 'Not copies: don’t show the group again', keys: ['N'] },
    pickNone: { does: 'Choose one group again, where many are chosen', keys: ['Escape'] },
  },
  view: {
    side: { does: 'Side by side', keys: ['S'] },
    flicker: { does: 'Flicker; hold it to look at the other one', keys: ['F'] },
    difference: { does: 'Difference', keys: ['D'] },
    overlay: { does: 'Overlay', keys: ['O'] },
    align: { does: 'Align copies with the kept picture', keys: ['A'] },
    closer: { does: 'Zoom in', keys: ['+', '='] },
    farther: { does: 'Zoom out', keys: ['-'] },
    whole: { does: 'Show all of the picture', keys: ['0'] },
    actual: { does: 'One pixel to each of the screen’s', keys: ['1'] },
    choose: { does: 'Compare with the copy of that number', keys: ['2', '3', '4', '5', '6', '7', '8', '9'] },
    notCopies: { does: 'Not copies: the two that are compared', keys: ['N'] },
  },
  pictures: {
    left: { does: 'Earlier copy; move left when zoomed in', keys: ['ArrowLeft'] },
    right: { does: 'Further copy; move right when zoomed in', keys: ['ArrowRight'] },
    up: { does: 'Move up when zoomed in', keys: ['ArrowUp'] },
    down: { does: 'Move down when zoomed in', keys: ['ArrowDown'] },
    earlier: { does: 'Earlier copy', keys: ['PageUp'] },
    further: { does: 'Further copy', keys: ['PageDown'] },
    mark: { does: 'Mark the copy', keys: ['Delete'] },
    keep: { does: 'Keep the copy instead', keys: ['K'] },
    compare: { does: 'Compare in the whole window', keys: ['Enter'] },
  },
  card: {
    mark: { does: 'Mark the file', keys: ['Delete'] },
    keep: { does: 'Keep the file instead', keys: ['K'] },
    notCopies: { does: 'Not a copy of the kept one', keys: ['N'] },
  },
} as const satisfies Record<string, Readonly<Record<string, Shortcut>>>;

export type ShortcutScope = keyof typeof shortcuts;
type NameIn<S extends ShortcutScope> = Extract<keyof (typeof shortcuts)[S], string>;

/** In the order of the sheet, with what lists and dialogs of any kind know. */
export const shortcutSections: readonly { readonly title: string; readonly shortcuts: readonly Shortcut[] }[] = [
  { title: 'Anywhere', shortcuts: [...Object.values(shortcuts.window), { does: 'Close a dialog or a menu', keys: ['Escape'] }] },
  { title: 'In the list of groups', shortcuts: [{ does: 'Go to another group', keys: listMoveKeys }, { does: 'Compare in the whole window', keys: [listOpenKey] }, ...Object.values(shortcuts.list)] },
  { title: 'Comparing', shortcuts: Object.values(shortcuts.view) },
  { title: 'On the pictures', shortcuts: Object.values(shortcuts.pictures) },
  { title: 'On a file’s card', shortcuts: Object.values(shortcuts.card) },
];

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What a key means in a scope; null where it means nothing. */
export function pressed<S extends ShortcutScope>(scope: S, event: Key): NameIn<S> | null {
  const found = Object.entries<Shortcut>(shortcuts[scope]).find(([, { keys }]) => keys.some((combination) => isPressed(combination, event)));
  return found ? (found[0] as NameIn<S>) : null;
}

function isPressed(combination: string, event: Key): boolean {
  const { modifiers, key } = partsOf(combination);
  const has = (modifier: string): boolean => modifiers.includes(modifier);
  if (has('Mod') !== (event.ctrlKey || event.metaKey) || has('Alt') !== event.altKey) return false;
  // What a sign is reached by differs between keyboards; a letter is the same with Shift, unless Shift is part of it.
  if (modifiers.length > 0 && /^[A-Z]$/.test(key) && has('Shift') !== event.shiftKey) return false;
  // With Alt the key may stand for another letter.
  if (has('Alt')) return event.code === `Key${key}`;
  return event.key.toLowerCase() === (key === 'Space' ? ' ' : key.toLowerCase());
}

function partsOf(combination: string): { readonly modifiers: readonly string[]; readonly key: string } {
  const parts = combination.length === 1 ? [combination] : combination.split('+');
  return { modifiers: parts.slice(0, -1), key: parts.at(-1)! };
}

const keyNames: Readonly<Record<string, string>> = {
  ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', PageUp: 'Page up', PageDown: 'Page down', Escape: 'Esc', '-': '−',
};
const macModifiers: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' };

const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');

/** “Ctrl+Shift+Z”, and on a Mac “⇧⌘Z”. */
export function keysInWords(combination: string, mac = isMac): string {
  const { modifiers, key } = partsOf(combination);
  const name = keyNames[key] ?? key;
  if (mac) return [...modifiers].reverse().map((modifier) => macModifiers[modifier]).join('') + name;
  return [...modifiers.map((modifier) => (modifier === 'Mod' ? 'Ctrl' : modifier)), name].join('+');
}

/** The first of a shortcut's keys, for the tip of a button that does the same. */
export function keysOf<S extends ShortcutScope>(scope: S, name: NameIn<S>): string {
  const { keys }: Shortcut = (shortcuts[scope] as Readonly<Record<string, Shortcut>>)[name]!;
  return keysInWords(keys[0]!);
}

/** “Undo marks (Ctrl+Z)”. */
export function withKeys<S extends ShortcutScope>(words: string, scope: S, name: NameIn<S>): string {
  return `${words} (${keysOf(scope, name)})`;
}

/** Whether a key that is hit here is meant for a field. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}
