import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/longest-first.ts'

export default defineConfig({
  // JSX must be named here too: vitest does not read it from tsconfig
  oxc: { jsx: { runtime: 'automatic', importSource: '#jsx' } },
  resolve: {
    alias: [
      { find: /^fast-check$/, replacement: fileURLToPath(new URL('scripts/seeded-fast-check.ts', import.meta.url)) },
    ],
  },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'demo/**/*.test.ts', 'e2e/**/*.test.ts', 'scripts/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // they wait for browsers, servers and clocks for half of their time
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
})
