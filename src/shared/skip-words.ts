import type { SkipReason } from './scan';

interface SkipWords {
  readonly name: string;
  readonly advice: string;
}

/** What a person may want to do something about, what is of another kind, and what was left out with intent. */
export const skipSections = ['trouble', 'kind', 'left-out'] as const;
export type SkipSection = (typeof skipSections)[number];

export const skipSectionNames: Readonly<Record<SkipSection, string>> = { trouble: 'Needs a look', kind: 'Other kinds of files', 'left-out': 'Left out' };

/** In the order in which they are shown. */
export const sectionReasons: Readonly<Record<SkipSection, readonly SkipReason[]>> = {
  trouble: [
    'truncated', 'corrupt', 'empty', 'read-error', 'no-answer', 'no-permission', 'folder-unreadable', 'bad-name', 'changed', 'vanished', 'too-large', 'timed-out', 'crashed',
  ],
  kind: ['not-an-image', 'unsupported'],
  'left-out': ['excluded', 'system-folder', 'link'],
};

/** What each reason means, and what a person can do about it. */
export const skipWords: Readonly<Record<SkipReason, SkipWords>> = {
  'not-an-image': { name: 'Not an image', advice: 'What it holds is no picture: a document, a film, a camera’s sidecar. Nothing to do, unless its name says that it is a picture.' },
  empty: { name: 'Empty', advice: 'The file has no content. Fetch it again from where it came from, or delete it.' },
  truncated: { name: 'Incomplete', advice: 'The file ends too early, often after a broken-off copy. Copy it again.' },
  corrupt: { name: 'Damaged', advice: 'The content can’t be decoded. Restore it from a backup if you have one.' },
  unsupported: { name: 'Unsupported', advice: 'A variant of an image format that Lookalike does not read. Convert it to have it compared.' },
  'too-large': { name: 'Too large', advice: 'The picture needs more memory than is sensible. Scale it down to have it compared.' },
  'no-permission': { name: 'No permission', advice: 'Give yourself read permission for the file, then scan again.' },
  vanished: { name: 'Gone', advice: 'It was moved or deleted during the scan. Scan again to see what is there now.' },
  changed: { name: 'Changed', advice: 'It was written to during the scan. Scan again when it is finished.' },
  'bad-name': { name: 'Unreadable name', advice: 'The name is not valid text. Rename the file to have it compared.' },
  link: { name: 'Link', advice: 'A link to another file or folder. Links are not followed; what they lead to is scanned where it lies.' },
  'folder-unreadable': { name: 'Unreadable folder', advice: 'Give yourself permission for the folder, then scan again.' },
  'read-error': { name: 'Read error', advice: 'The drive did not deliver the file. Check the drive or the connection, then scan again.' },
  crashed: { name: 'Crashed a worker', advice: 'Decoding it failed badly; the scan went on without it. Please report such a file.' },
  'timed-out': { name: 'Took too long', advice: 'Decoding it did not end in time. Convert the file to have it compared.' },
  'no-answer': { name: 'No answer', advice: 'The drive or network share stopped answering. Check the connection, then scan again.' },
  excluded: { name: 'Left out by you', advice: 'A folder or pattern that you leave out. Change that in Folders, then scan again.' },
  'system-folder': { name: 'System folder', advice: 'A trash, a cache or a folder of the system, passed over with all that is in it. Choose it itself to scan it.' },
};
