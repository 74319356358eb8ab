import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { kernels } from './scripts/kernels.mjs';

// For who counts (`.ci/run`): the folder where machine-readable reports go.
const { LOOKALIKE_REPORTS: reports } = process.env;

export default defineConfig({
  plugins: [react(), kernels(import.meta.dirname)],
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts'],
    // Component tests ask for a DOM with a `@vitest-environment` line; everything else runs on plain Node.
    environment: 'node',
    reporters: ['default', ...(reports ? (['json'] as const) : [])],
    outputFile: { json: `${reports ?? '.'}/unit.json` },
    testTimeout: 60_000,
  },
});
