import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { bundleStylesheet } from '../../../ui/testing/stylesheet.ts'
import type { CaseBench } from '../testing.ts'

let assets: Promise<Record<string, string | Buffer>> | undefined

/** Stylesheet and islands as the build makes them. */
const bundled = (): Promise<Record<string, string | Buffer>> =>
  (assets ??= (async () => {
    const { outputFiles } = await build({
      entryPoints: globSync('src/**/islands/*.ts').filter((file) => !file.endsWith('.test.ts')),
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2020',
      write: false,
      outdir: 'dist/assets',
      entryNames: '[name]',
      logLevel: 'silent',
      loader: { '.woff2': 'file' },
    })
    return {
      'main.css': await bundleStylesheet(process.cwd()),
      'studio.css': await bundleStylesheet(process.cwd(), 'studio'),
      ...Object.fromEntries(outputFiles.map((file) => [basename(file.path), Buffer.from(file.contents)])),
    }
  })())

/**
 * A page of a real browser at the bench; stylesheet and islands come from this process, the rest from the bench's own
 * port.
 * @param person whose session the browser has; undefined for nobody
 * @param scripts false switches JavaScript off
 */
export async function browse(
  bench: CaseBench,
  browser: Browser,
  person: string | undefined,
  { width = 1280, scripts = true } = {},
): Promise<Page> {
  const files = await bundled()
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    // what is pressed stands still
    reducedMotion: 'reduce',
    baseURL: bench.origin,
    javaScriptEnabled: scripts,
  })
  if (person)
    await context.addCookies([
      {
        ...(await bench.cookie(person)),
        url: bench.origin.replace('http:', 'https:'),
        secure: true,
        httpOnly: true,
        sameSite: 'Lax',
      },
    ])
  await context.route('**/assets/*', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1)!
    return route.fulfill({
      body: files[name] ?? '',
      contentType: name.endsWith('.css') ? 'text/css' : 'text/javascript',
      status: files[name] === undefined ? 404 : 200,
    })
  })
  return context.newPage()
}
