import type { SkipReason } from '../shared/scan';

/** After a number: of one, and of several. */
const words: Readonly<Record<SkipReason, readonly [one: string, several: string]>> = {
  'not-an-image': ['not an image', 'not images'],
  empty: ['empty', 'empty'],
  truncated: ['incomplete', 'incomplete'],
  corrupt: ['damaged', 'damaged'],
  unsupported: ['of an unsupported kind', 'of an unsupported kind'],
  'too-large': ['too large', 'too large'],
  'no-permission': ['without permission', 'without permission'],
  vanished: ['gone during the scan', 'gone during the scan'],
  changed: ['changed during the scan', 'changed during the scan'],
  'bad-name': ['with an unreadable name', 'with unreadable names'],
  link: ['link', 'links'],
  'folder-unreadable': ['unreadable folder', 'unreadable folders'],
  'read-error': ['read error', 'read errors'],
  crashed: ['that crashed a worker', 'that crashed a worker'],
  'timed-out': ['that took too long', 'that took too long'],
  'no-answer': ['that gave no answer', 'that gave no answer'],
  excluded: ['left out', 'left out'],
  'system-folder': ['system folder', 'system folders'],
};

export function skipWords(reason: SkipReason, files: number): string {
  return words[reason][files === 1 ? 0 : 1];
}

/** Whether a person who looks for copies would want to know which file it was; the others are in every folder. */
export function isWorthNaming(reason: SkipReason): boolean {
  return !['not-an-image', 'link', 'excluded', 'system-folder'].includes(reason);
}
