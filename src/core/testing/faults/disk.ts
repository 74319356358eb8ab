import fs, { readlinkSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';

/** A call of the file system that is about to be made. */
export interface DiskCall {
  readonly name: string;
  /** Absolute path of what it is made for; of a call with two, the one that it takes from. */
  readonly path: string;
  /** Of a call with two paths the other one. */
  readonly to: string | null;
  /** Whether it would change something. */
  readonly changes: boolean;
}

/** Answers the error with which a call fails, or null to let it be made. */
export type DiskInterceptor = (call: DiskCall) => Error | null;

type Call = (...input: unknown[]) => unknown;

const readers = ['access', 'lstat', 'readFile', 'readdir', 'readlink', 'realpath', 'stat'] as const;
const writers = ['chmod', 'copyFile', 'link', 'mkdir', 'rename', 'rm', 'rmdir', 'symlink', 'unlink', 'utimes', 'writeFile'] as const;
const ofHandles = ['read', 'readFile', 'stat', 'sync', 'write', 'writeFile'] as const;

/**
 * Stands between this process and its file system: every call by which the engine looks at the disk or changes it can be made to fail,
 * or something to happen just before it. What modules imported from `node:fs` and `node:fs/promises` is replaced too. Worker threads and
 * SQLite have file systems of their own.
 */
export class Disk {
  intercept: DiskInterceptor | null = null;
  readonly #undo: (() => void)[] = [];
  readonly #handles = new WeakMap<object, string>();
  readonly #files = new Map<number, string>();
  #inside = false;

  async install(): Promise<void> {
    for (const name of readers) this.#hook(promises, name, false, true);
    for (const name of writers) this.#hook(promises, name, true, true);
    for (const name of ['lstatSync', 'statSync', 'readdirSync', 'readFileSync'] as const) this.#hook(fs, name, false, false);
    for (const name of ['mkdirSync', 'renameSync', 'rmSync', 'unlinkSync', 'writeFileSync'] as const) this.#hook(fs, name, true, false);
    this.#hookOpen();
    this.#hookOpenSync();
    await this.#hookHandles();
    syncBuiltinESMExports();
  }

  uninstall(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
    syncBuiltinESMExports();
  }

  /** What is done here is not intercepted. */
  quietly<T>(work: () => T): T {
    const before = this.#inside;
    this.#inside = true;
    try {
      return work();
    } finally {
      this.#inside = before;
    }
  }

  #failure(name: string, changes: boolean, path: unknown, to: unknown): Error | null {
    const { intercept } = this;
    if (!intercept || this.#inside || typeof path !== 'string') return null;
    return this.quietly(() => intercept({ name, changes, path: whereIs(path), to: typeof to === 'string' ? whereIs(to) : null }));
  }

  #hook<T extends object>(target: T, name: keyof T & string, changes: boolean, rejects: boolean): void {
    this.#replace(target, name, (original) => (...input) => {
      // A symbolic link is made at its second path, and the first is only text.
      const [path, to] = name === 'symlink' ? [input[1], null] : [input[0], input[1]];
      const failure = this.#failure(name, changes, path, to);
      if (!failure) return Reflect.apply(original, target, input);
      if (rejects) return Promise.reject(failure);
      throw failure;
    });
  }

  #hookOpen(): void {
    this.#replace(promises, 'open', (original) => async (...input) => {
      const failure = this.#failure('open', input[1] !== undefined && input[1] !== 'r', input[0], null);
      if (failure) throw failure;
      const handle: unknown = await Reflect.apply(original, promises, input);
      if (typeof handle === 'object' && handle && typeof input[0] === 'string') this.#handles.set(handle, input[0]);
      return handle;
    });
  }

  /** Files written by number are known by where they were opened. */
  #hookOpenSync(): void {
    this.#replace(fs, 'openSync', (original) => (...input) => {
      const failure = this.#failure('openSync', typeof input[1] === 'number' && (input[1] & fs.constants.O_RDWR) !== 0, input[0], null);
      if (failure) throw failure;
      const file = Reflect.apply(original, fs, input) as number;
      if (typeof input[0] === 'string') this.#files.set(file, input[0]);
      return file;
    });
    this.#replace(fs, 'closeSync', (original) => (...input) => {
      this.#files.delete(input[0] as number);
      return Reflect.apply(original, fs, input);
    });
    this.#replace(fs, 'writeSync', (original) => (...input) => {
      const failure = this.#failure('writeSync', true, this.#files.get(input[0] as number), null);
      if (failure) throw failure;
      return Reflect.apply(original, fs, input);
    });
  }

  async #hookHandles(): Promise<void> {
    const handle = await promises.open(process.execPath, 'r');
    const prototype = Object.getPrototypeOf(handle) as promises.FileHandle;
    await handle.close();
    const handles = this.#handles;
    for (const name of ofHandles) {
      const failureOf = (self: object): Error | null => this.#failure(`${name} of a file`, name.startsWith('write') || name === 'sync', handles.get(self), null);
      this.#replace(prototype, name, (original) =>
        function (this: object, ...input: unknown[]): unknown {
          const failure = failureOf(this);
          return failure ? Promise.reject(failure) : Reflect.apply(original, this, input);
        });
    }
  }

  #replace<T extends object>(target: T, name: keyof T & string, make: (original: Call) => Call): void {
    const original: unknown = target[name];
    if (typeof original !== 'function') throw new Error(`There is no ${name} to hook`);
    const put = (value: unknown): void => void Object.defineProperty(target, name, { configurable: true, enumerable: true, writable: true, value });
    // Some have functions of their own, as `realpath.native`.
    put(Object.assign(make(original as Call), original));
    this.#undo.push(() => put(original));
  }
}

/** An absolute path without the way through a folder that is held open. */
function whereIs(path: string): string {
  const [held] = /^\/proc\/self\/fd\/\d+(?=\/)/.exec(path) ?? [];
  return held === undefined ? resolve(path) : readlinkSync(held) + path.slice(held.length);
}

/** An error as the system gives it. */
export function systemError(code: string, { name, path }: Pick<DiskCall, 'name' | 'path'>): Error {
  return Object.assign(new Error(`${code}: made to fail, ${name} '${path}'`), { code, syscall: name, path });
}
