import { basename, extname, join } from 'node:path';
import type { SampleTask } from '../ports';
import { Random } from './random';
import { albumOf } from './scenes';
import type { Transform } from './transforms';

/** Pictures that have copies, and pictures that have none. */
const originals = 60;
const singles = 100;
/** A beach so like two others that it would pass for their copy. */
const tooAlike = 32;

/** A way in which copies come about: what happens to a picture, and where it ends up. */
interface Habit {
  readonly transform: Transform;
  readonly place: (original: string) => string;
}

const stem = (path: string): string => basename(path, extname(path));
const numbered = (path: string, mark: string): string => join(path, '..', `${stem(path)}${mark}${extname(path)}`);

/** What happens to pictures; each original meets with the next few of these. */
const habits: readonly Habit[] = [
  { transform: 'copy', place: (path) => numbered(path, ' (1)') },
  { transform: 'half-size', place: (path) => join('Sent by mail', `${stem(path)}-small.jpg`) },
  { transform: 'copy', place: (path) => join('Phone backup', 'DCIM', basename(path)) },
  { transform: 'recompressed', place: (path) => join('Downloads', `${stem(path)}.jpg`) },
  { transform: 'brighter', place: (path) => join('Edited', `${stem(path)} bright.jpg`) },
  { transform: 'original', place: (path) => join('For the web', `${stem(path)}.webp`) },
  { transform: 'turned', place: (path) => join('Phone backup', 'Camera', `${stem(path)}.jpg`) },
  { transform: 'original', place: (path) => join('Prints', `${stem(path)}.png`) },
  { transform: 'copy', place: (path) => join('Old laptop', 'Pictures', basename(path)) },
  { transform: 'recompressed', place: (path) => join('Phone backup', 'Messenger', `${stem(path)}-sent.jpg`) },
  { transform: 'copy', place: (path) => join('Downloads', `Copy of ${basename(path)}`) },
];
/** How many copies originals have, in turn. */
const copiesOf = [1, 3, 2, 1, 5, 2, 1, 4, 2, 2] as const;

const mishaps: readonly (readonly [path: string, transform: Transform])[] = [
  [join('Downloads', 'IMG_2871.jpg'), 'cut-short'],
  [join('Downloads', 'ferry.jpg'), 'not-a-picture'],
  [join('Phone backup', 'DCIM', 'IMG_0000.jpg'), 'empty'],
  [join('Holidays', 'notes.txt'), 'not-a-picture'],
];

/**
 * The sample library, file by file: 60 pictures with one to five copies each, 100 without any, and four files
 * that are no pictures (any more). No two paths are the same.
 */
export function planSamples(folder: string): readonly SampleTask[] {
  const tasks: SampleTask[] = [];
  const add = (path: string, seed: number, transform: Transform): void => {
    tasks.push({ path: join(folder, path), seed, transform });
  };
  for (let i = 0, habit = 0; i < originals; i++) {
    const seed = seedOf(i);
    const path = join(albumOf(seed), `${nameOf(i)}.${i % 12 === 7 ? 'png' : 'jpg'}`);
    add(path, seed, 'original');
    for (let copies = copiesOf[i % copiesOf.length]!; copies > 0; habit++) {
      const { transform, place } = habits[habit % habits.length]!;
      if (place(path) === path) continue;
      add(place(path), seed, transform);
      copies--;
    }
  }
  for (let i = originals; i < originals + singles; i++) {
    add(join(albumOf(seedOf(i)), `${nameOf(i)}.${extensionOf(i)}`), seedOf(i), 'original');
  }
  for (const [path, transform] of mishaps) add(path, 0, transform);
  return tasks;
}

function seedOf(picture: number): number {
  return picture < tooAlike ? picture : picture + 1;
}

/** Mostly JPEG, and some of everything. */
function extensionOf(picture: number): string {
  return ['png', 'webp', 'avif', 'gif', 'tif', 'svg'][picture % 16] ?? 'jpg';
}

/** As cameras name files: a prefix and a running number with gaps. */
function nameOf(picture: number): string {
  const random = new Random(picture);
  const prefix = random.pick(['IMG_', 'IMG_', 'DSC_', 'P10']);
  return `${prefix}${2200 + picture * 7 + random.whole(0, 6)}`;
}
