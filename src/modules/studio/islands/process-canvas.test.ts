import { globSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const weighed = async (island: string, most: number) => {
  const { outputFiles } = await build({
    entryPoints: [island],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    write: false,
    outdir: 'dist/assets',
    loader: { '.woff2': 'file' },
  })
  const weight = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0)
  expect(weight, island).toBeLessThanOrEqual(most)
  return { outputFiles, weight }
}

it('the canvas is within its weight, and every other tab within its own', async () => {
  const canvas = 'src/modules/studio/islands/process-canvas.ts'
  const { outputFiles, weight } = await weighed(canvas, 220_000)
  expect(outputFiles.map(({ path }) => path.replace(/^.*\.(\w+)$/, '$1')).sort()).toEqual(['css', 'js', 'woff2'])
  // bpmn-js draws its mark, which its licence asks to keep
  expect(outputFiles.some(({ text }) => text.includes('bjs-powered-by'))).toBe(true)
  const others = globSync('src/modules/studio/islands/*.ts').filter(
    (path) => !/\.test\.ts$/.test(path) && path !== canvas,
  )
  expect(others.length).toBeGreaterThan(0)
  let whole = weight
  for (const other of others) whole += (await weighed(other, 15_000)).weight
  expect(whole).toBeLessThanOrEqual(220_000)
})
