import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/longest-first.ts'

/**
 * Files that start and end servers, count what a process did, or whose helpers keep a folder until their file ends: each
 * in a process of its own.
 */
const APART = [
  'src/platform/database/*.test.ts',
  'src/platform/sign/**/*.test.ts',
  'src/modules/catalogue/check/**/*.test.ts',
]

/** They hold what is made against a clock that nobody moves: the system's own, that of its files, of TLS or of `openssl`. */
const ANOTHER_CLOCK = process.env['CLOCK_AT']
  ? [
      'src/modules/exchange/mutual-tls.test.ts',
      'src/modules/exchange/security-server.test.ts',
      'src/platform/files/files.test.ts',
      'src/platform/identity/certificate-provider.test.ts',
      'src/platform/sign/sign.test.ts',
    ]
  : []

export default defineConfig({
  // JSX must be named here too: vitest does not read it from tsconfig
  oxc: { jsx: { runtime: 'automatic', importSource: '#jsx' } },
  resolve: {
    alias: [
      { find: /^fast-check$/, replacement: fileURLToPath(new URL('scripts/seeded-fast-check.ts', import.meta.url)) },
    ],
  },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // they wait for browsers, servers and clocks for half of their time
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['demo/**/*.test.ts', 'e2e/**/*.test.ts', 'scripts/**/*.test.ts', ...APART],
          exclude: ANOTHER_CLOCK,
        },
      },
      {
        extends: true,
        // loading what a file tests takes longer than most tests: a process loads it once for all its files
        test: {
          name: 'together',
          isolate: false,
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
          exclude: [...APART, ...ANOTHER_CLOCK],
        },
      },
    ],
  },
})
