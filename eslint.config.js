import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

/** The rooms of the house, and which rooms each may import from (docs/architecture.md). */
const rooms = {
  shared: [],
  kernels: [],
  core: ['shared', 'kernels'],
  workers: ['core', 'shared'],
  main: ['core', 'workers', 'shared'],
  web: ['core', 'workers', 'shared'],
  cli: ['core', 'workers', 'shared'],
  preload: ['shared'],
  renderer: ['shared'],
};

const electronFree = { name: 'electron', message: 'Only src/main and src/preload may know Electron.' };
const ipcOwners = { ipcMain: 'src/main/ipc.ts', ipcRenderer: 'src/preload/index.ts' };

/**
 * @param {string} room
 * @param {readonly string[]} allowed
 * @returns {import('eslint').Linter.Config}
 */
function walls(room, allowed) {
  const forbidden = Object.keys(rooms).filter((other) => other !== room && !allowed.includes(other));
  const knowsElectron = room === 'main' || room === 'preload';
  return {
    files: [`src/${room}/**/*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...forbidden.map((other) => ({
              regex: `(^|/)\\.\\./(.*/)?${other}/`,
              message: `${room} may not import ${other}: see the table in docs/architecture.md.`,
            })),
            ...(room === 'renderer' || room === 'shared'
              ? [{ regex: '^node:', message: `${room} runs without Node.` }]
              : []),
          ],
          paths: [
            ...(knowsElectron ? [] : [electronFree]),
            ...(knowsElectron
              ? Object.entries(ipcOwners).map(([name, owner]) => ({
                  name: 'electron',
                  importNames: [name],
                  message: `Only ${owner} may touch ${name}.`,
                }))
              : []),
          ],
        },
      ],
    },
  };
}

export default defineConfig(
  { ignores: ['out/', 'node_modules/', 'dist/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  {
    languageOptions: {
      globals: globals.node,
      parserOptions: {
        project: ['tsconfig.node.json', 'tsconfig.renderer.json', 'tsconfig.preload.json', 'tsconfig.e2e.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Typed-array reads in decoders are bounded by construction; `!` documents that at the read.
      '@typescript-eslint/no-non-null-assertion': 'off',
      eqeqeq: 'error',
    },
  },
  ...Object.entries(rooms).map(([room, allowed]) => walls(room, allowed)),
  { files: Object.values(ipcOwners), rules: { 'no-restricted-imports': 'off' } },
  { files: ['src/renderer/**/*.{ts,tsx}'], extends: [hooks.configs.flat.recommended], languageOptions: { globals: globals.browser } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  // AssemblyScript: its own compiler checks its types, its == compares what === does, and it has 64-bit numbers.
  { files: ['src/kernels/**'], extends: [ts.configs.disableTypeChecked], rules: { eqeqeq: 'off', 'no-loss-of-precision': 'off' } },
  { files: ['scripts/**', 'bin/**', 'eslint.config.js'], extends: [ts.configs.disableTypeChecked] },
);
