import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    // Component tests ask for a DOM with a `@vitest-environment` line; everything else runs on plain Node.
    environment: 'node',
    testTimeout: 60_000,
  },
});
