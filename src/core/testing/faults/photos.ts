import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { deflateSync } from 'node:zlib';
import { headerChunk, writePng } from '../../decode/fuzz/png-maker';
import type { Random } from '../../decode/fuzz/random';
import { changes, scene } from '../../matching/test-pictures';
import { holdingName } from '../../trash/places';
import type { Meddler } from './injector';

const width = 64;
const height = 48;
/** Pictures that the library's are made of. */
const scenes = 12;

/**
 * A library that people work in: pictures, copies of them, pictures that are like them, and files that are none. Remembers how many files
 * of each content there ought to be, wherever they are.
 */
export class Photos implements Meddler {
  readonly folder: string;
  /** By content, how many files of it there ought to be. */
  readonly expected = new Map<string, number>();
  /** By content, how many files more there may be of it: the engine had them in hand when somebody deleted them, saved them anew or moved them twice. */
  readonly #vanished = new Map<string, number>();
  /** Inodes of files whose folder was renamed as the engine looked at them. */
  readonly #renamed = new Set<number>();
  /** Paths at which somebody made, changed or took away something since it was last forgotten. */
  readonly touched = new Set<string>();
  /** Sizes of the files made since they were last asked for. */
  #sizes: number[] = [];
  #made = 0;

  constructor(
    private readonly home: string,
    private readonly random: Random,
    /** How many files there are, about. */
    private readonly size = { fewest: 18, most: 26 },
  ) {
    this.folder = join(home, 'photos');
    mkdirSync(this.folder);
    for (let i = 0; i < size.fewest; i++) this.#add();
  }

  /** What a person does from one day to the next. */
  change(): void {
    for (let i = this.random.between(1, 3); i >= 0; i--) {
      const files = this.files();
      const { fewest, most } = this.size;
      const action = files.length < fewest ? 'add' : files.length > most ? 'delete' : this.random.pick(['add', 'add', 'delete', 'rename', 'edit', 'folder'] as const);
      const path = files[this.random.below(files.length)]!;
      if (action === 'add') this.#add();
      else if (action === 'delete') this.#vanish(path);
      else if (action === 'rename') this.#rename(path, join(dirname(path), this.#name('moved', path.slice(path.lastIndexOf('.')))));
      else if (action === 'edit') this.#edit(path);
      else this.#renameFolder(path);
    }
  }

  /** Only adds files, so that workers have something to do. */
  grow(): void {
    for (let i = this.random.below(3); i >= 0; i--) this.#add();
  }

  /** Gives files another time, so that they have to be read again. */
  touch(count: number): void {
    const files = this.files();
    for (let i = 0; i < count; i++) utimesSync(files[this.random.below(files.length)]!, 1, 1_600_000_000 + this.#made++);
  }

  takeSizes(): readonly number[] {
    const sizes = this.#sizes;
    this.#sizes = [];
    return sizes;
  }

  meddle(what: 'file vanishes' | 'file changes' | 'folder renamed', path: string): void {
    if (!path.startsWith(this.folder + sep) || isOurs(path) || !isRegular(path)) return;
    if (what === 'folder renamed') {
      const { ino } = lstatSync(path);
      if (this.#renamed.has(ino)) this.#mayBeThere(path);
      this.#renamed.add(ino);
      this.#renameFolder(path);
      return;
    }
    this.#mayBeThere(path);
    if (what === 'file vanishes') this.#vanish(path);
    else this.#edit(path);
  }

  /** Every regular file of the person's, in the order of their paths. */
  files(): readonly string[] {
    return filesBelow(this.folder).filter((path) => !isOurs(path));
  }

  /**
   * What the engine had in hand when somebody deleted it is there again; that is no loss. Nor is a second name of a file whose folder
   * was renamed again as the engine looked for it there.
   */
  acceptReturned(actual: ReadonlyMap<string, number>): void {
    for (const [content, most] of this.#vanished) {
      const returned = (actual.get(content) ?? 0) - (this.expected.get(content) ?? 0);
      if (returned > 0 && returned <= most) this.#count(content, returned);
    }
    this.forgetMeddling();
  }

  forgetMeddling(): void {
    this.#vanished.clear();
    this.#renamed.clear();
  }

  /** Whether there are fewer files of this content in the library than there ought to be anywhere. */
  lacks(content: string): boolean {
    return this.files().filter((path) => existsSync(path) && digestOf(path) === content).length < (this.expected.get(content) ?? 0);
  }

  /** The person empties the trash of a file, or the engine deleted it as it was told to. */
  writeOff(content: string): void {
    this.#count(content, -1);
  }

  #mayBeThere(path: string): void {
    const content = digestOf(path);
    this.#vanished.set(content, (this.#vanished.get(content) ?? 0) + 1);
  }

  #add(): void {
    const { random } = this;
    const files = this.files();
    const folder = join(this.folder, random.pick(['', 'holiday', 'holiday/rome', 'old']));
    const kind = random.pick(['new', 'copy', 'copy', 'copy', 'like', 'like', 'broken'] as const);
    const source = files[random.below(files.length)];
    const path = join(folder, this.#name(kind, kind === 'broken' ? '.jpg' : '.png'));
    if (kind === 'copy' && source !== undefined) this.#write(path, readFileSync(source));
    else if (kind === 'broken') this.#write(path, random.pick([Buffer.from(`no picture ${this.#made}`), this.#draw(0).subarray(0, 200 + this.#made % 100)]));
    else this.#write(path, this.#draw(kind === 'like' ? 1 : 0));
  }

  #edit(path: string): void {
    const content = this.#draw(1);
    this.#count(digestOf(path), -1);
    // As editors do: under another name first, so that other names of the file keep what they have.
    const aside = join(this.home, 'being written');
    writeFileSync(aside, content);
    renameSync(aside, path);
    this.#count(digestOf(path), 1);
    this.#sizes.push(content.length);
    this.touched.add(path);
  }

  #vanish(path: string): void {
    this.#count(digestOf(path), -1);
    rmSync(path);
    this.touched.add(path);
  }

  #rename(from: string, to: string): void {
    renameSync(from, to);
    this.touched.add(from).add(to);
  }

  #renameFolder(path: string): void {
    const folder = dirname(path);
    if (folder === this.folder) return;
    const to = join(dirname(folder), this.#name('folder', ''));
    for (const file of filesBelow(folder)) this.touched.add(file).add(to + file.slice(folder.length));
    renameSync(folder, to);
  }

  #write(path: string, content: Uint8Array): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    this.#count(digestOf(path), 1);
    this.#sizes.push(content.length);
    this.touched.add(path);
  }

  #name(kind: string, extension: string): string {
    return `${kind} ${++this.#made}${extension}`;
  }

  #count(content: string, by: number): void {
    const count = (this.expected.get(content) ?? 0) + by;
    if (count === 0) this.expected.delete(content);
    else this.expected.set(content, count);
  }

  /** A picture of its own; with `likeness` 1 like all others of its scene, otherwise with something of its own. */
  #draw(likeness: 0 | 1): Uint8Array {
    const { random } = this;
    const base = scene(1 + random.below(scenes));
    const own = scene(1000 + random.below(100_000));
    const shown = likeness === 1 ? random.pick([changes.brighter, changes.cropped, changes.none])(base) : own;
    const rows = Buffer.alloc(height * (width + 1));
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = Math.max(0, Math.min(255, Math.round(shown((x + 0.5) / width, (y + 0.5) / height))));
    }
    const header = headerChunk({ width, height, bitDepth: 8, colourType: 0, interlaced: false });
    // A comment that no other file has: files are equal only where one was made of the other, and rarely of one size.
    const comment = Buffer.from(`Comment\0${this.#made} ${'.'.repeat(random.below(500))}`);
    return writePng([header, { name: 'tEXt', body: comment }, { name: 'IDAT', body: deflateSync(rows) }, { name: 'IEND', body: new Uint8Array(0) }]);
  }
}

/** Whether a path is the engine's own: a name under which it keeps something for a moment, or where it holds what was removed. */
export function isOurs(path: string): boolean {
  return path.split(sep).includes(holdingName) || basename(path).startsWith('.lookalike-');
}

/** What a file holds, as text; links are followed. */
export function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** Every file and link below a folder, in the order of their paths; none where there is no such folder. */
export function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [] : [join(entry.parentPath, entry.name)]))
    .sort();
}

function isRegular(path: string): boolean {
  return existsSync(path) && lstatSync(path).isFile();
}
