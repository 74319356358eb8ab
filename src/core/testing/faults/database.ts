import Database from 'libsql';

/** What the store is about to write: the text of a statement that is executed, or `run` for one that was prepared. */
export type SqlInterceptor = (what: string) => Error | null;

type Call = (...input: unknown[]) => unknown;

/** Stands between the store and SQLite: every write, and every commit, can be made to fail. */
export class Databases {
  intercept: SqlInterceptor | null = null;
  readonly #undo: (() => void)[] = [];

  install(): void {
    const db = new Database(':memory:');
    const statement = Object.getPrototypeOf(db.prepare('SELECT 1')) as object;
    db.close();
    // Rolling back writes nothing, and is how a failure ends.
    this.#hook(Database.prototype, 'exec', ([sql]) => (typeof sql === 'string' && sql !== 'ROLLBACK' ? sql : null));
    this.#hook(statement, 'run', () => 'run');
  }

  uninstall(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }

  #hook(target: object, name: string, textOf: (input: unknown[]) => string | null): void {
    const original: unknown = Reflect.get(target, name);
    if (typeof original !== 'function') throw new Error(`There is no ${name} to hook`);
    const failureOf = (input: unknown[]): Error | null => {
      const text = this.intercept ? textOf(input) : null;
      return text === null ? null : (this.intercept?.(text) ?? null);
    };
    const put = (value: unknown): void => void Object.defineProperty(target, name, { configurable: true, writable: true, value });
    put(function (this: unknown, ...input: unknown[]): unknown {
      const failure = failureOf(input);
      if (failure) throw failure;
      return Reflect.apply(original as Call, this, input);
    });
    this.#undo.push(() => put(original));
  }
}

/** An error as SQLite gives it. */
export function sqlError(code: string): Error {
  return Object.assign(new Error(`${code}: made to fail`), { code });
}
