// Bundles server, demo providers, workers, islands and the stylesheet into dist/. Plain JavaScript; runs in well under
// a second.
import { build, stop } from 'esbuild'
import { existsSync, globSync, mkdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const inRoot = (pattern) => globSync(pattern, { cwd: root }).map((path) => join(root, path))

const server = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  packages: 'external',
  sourcemap: 'linked',
  jsx: 'automatic',
  jsxImportSource: '#jsx',
  logLevel: 'warning',
  absWorkingDir: root,
}

/** @returns {Promise<void>} */
export async function buildAll() {
  mkdirSync(join(root, 'dist', 'assets'), { recursive: true })
  const entries = (files) => Object.fromEntries(files.map((file) => [basename(file).replace(/\.tsx?$/, ''), file]))
  const islands = inRoot('src/**/islands/*.ts').filter((file) => !file.endsWith('.test.ts'))
  const style = join(root, 'src/ui/styles/main.css')
  await Promise.all([
    build({
      ...server,
      entryPoints: { main: join(root, 'src/main.ts'), ...entries(inRoot('src/**/*-worker.ts')) },
      outdir: join(root, 'dist'),
    }),
    build({
      ...server,
      entryPoints: entries(inRoot('demo/*.ts').filter((file) => !file.endsWith('.test.ts'))),
      outdir: join(root, 'dist', 'demo'),
    }),
    existsSync(join(root, 'bench/index.ts')) &&
      build({ ...server, entryPoints: { index: join(root, 'bench/index.ts') }, outdir: join(root, 'dist', 'bench') }),
    islands.length > 0 &&
      build({
        bundle: true,
        minify: true,
        format: 'iife',
        target: 'es2020',
        entryPoints: entries(islands),
        outdir: join(root, 'dist', 'assets'),
        logLevel: 'warning',
      }),
    existsSync(style) &&
      build({
        bundle: true,
        minify: true,
        entryPoints: { main: style },
        outdir: join(root, 'dist', 'assets'),
        logLevel: 'warning',
        loader: { '.svg': 'dataurl' },
      }),
  ])
  await stop()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll()
