import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const source = resolve(import.meta.dirname, '..');

/** The modules that a file names in its imports and exports, other than for their types alone, and not those that it loads when it needs them. */
function importsOf(file: string): readonly string[] {
  const { statements } = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) return isOfTypes(statement) ? [] : [(statement.moduleSpecifier as ts.StringLiteral).text];
    return ts.isExportDeclaration(statement) && statement.moduleSpecifier && !statement.isTypeOnly ? [(statement.moduleSpecifier as ts.StringLiteral).text] : [];
  });
}

function isOfTypes({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  const { namedBindings, name } = importClause;
  return importClause.phaseModifier === ts.SyntaxKind.TypeKeyword || (!name && !!namedBindings && ts.isNamedImports(namedBindings) && namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly));
}

/** All that is loaded with a module: files of ours, below `src`, and packages. */
function loadedWith(...entries: readonly string[]): { readonly files: ReadonlySet<string>; readonly kernels: ReadonlySet<string>; readonly packages: readonly string[] } {
  const files = new Set<string>();
  const kernels = new Set<string>();
  const packages = new Set<string>();
  const waiting = entries.map((entry) => resolve(source, entry));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const name of importsOf(file)) {
      if (name.startsWith('node:')) continue;
      if (name.endsWith('?kernel')) kernels.add(resolve(dirname(file), name));
      else if (name.startsWith('.')) waiting.push(`${resolve(dirname(file), name)}.ts`);
      else packages.add(name);
    }
  }
  expect([...files].filter((file) => !existsSync(file))).toEqual([]);
  return { files: new Set([...files].map((file) => relative(source, file))), kernels, packages: [...packages].sort() };
}

// Each thread of a pool, and each run, pays for them: a schema library costs 40 ms of a thread's start and 13 MiB, a database 13 ms.
it('no package is loaded with a worker thread, nor with what it compares pictures by', () => {
  expect(loadedWith('workers/hash.worker.ts').packages).toEqual([]);
  expect(loadedWith('core/grouping/group.ts').packages).toEqual([]);
});

it('no library but those for words is loaded with a command that scans', () => {
  expect(loadedWith('cli/index.ts').packages).toEqual(['commander']);
  for (const command of ['cli/scan.ts', 'cli/hash.ts', 'cli/group.ts', 'workers/grouping.ts']) {
    const { files, packages } = loadedWith(command);
    expect({ command, packages }).toEqual({ command, packages: packages.filter((name) => name === 'lru-cache') });
    expect(files).not.toContain('shared/schema.ts');
    expect(files).not.toContain('core/store/store.ts');
  }
});

// Threads begin once it is loaded, while all else of a command still is.
it('what starts threads does not wait for what groups, nor for what a scan is', () => {
  const { files, packages } = loadedWith('cli/index.ts', 'cli/threads.ts', 'workers/pool.ts');
  expect(packages).toEqual(['commander']);
  for (const later of ['core/grouping/group-steps.ts', 'core/grouping/hash-groups.ts', 'core/library/session.ts']) expect(files).not.toContain(later);
});

// One that is not held is lost, and leaks, with each pool.
it('a host that makes pool after pool holds every kernel that their threads load', () => {
  const held = loadedWith('core/keep-kernels.ts').kernels;
  expect(held.size).toBeGreaterThan(0);
  expect([...loadedWith('workers/hash.worker.ts').kernels].filter((kernel) => !held.has(kernel))).toEqual([]);
  expect(loadedWith('core/engine.ts').files).toContain('core/keep-kernels.ts');
});
