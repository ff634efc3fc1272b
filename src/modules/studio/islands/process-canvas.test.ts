import { globSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

it('the canvas is within its weight, and only its own tab loads a script', async () => {
  const { outputFiles } = await build({
    entryPoints: ['src/modules/studio/islands/process-canvas.ts'],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    write: false,
    outdir: 'dist/assets',
    loader: { '.woff2': 'file' },
  })
  expect(outputFiles.map(({ path }) => path.replace(/^.*\.(\w+)$/, '$1')).sort()).toEqual(['css', 'js', 'woff2'])
  const weight = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0)
  expect(weight).toBeLessThanOrEqual(220_000)
  // bpmn-js draws its mark, which its licence asks to keep
  expect(outputFiles.some(({ text }) => text.includes('bjs-powered-by'))).toBe(true)
  // another tab of the studio with an island would bear its weight
  expect(globSync('src/modules/studio/islands/*.ts').filter((path) => !path.endsWith('.test.ts'))).toHaveLength(1)
})
