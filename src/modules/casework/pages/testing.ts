import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { bundleStylesheet } from '../../../ui/testing/stylesheet.ts'
import type { CaseBench } from '../testing.ts'

let assets: Promise<Record<string, string>> | undefined

/** Stylesheet and islands as the build makes them. */
const bundled = (): Promise<Record<string, string>> => (assets ??= (async () => {
  const { outputFiles } = await build({ entryPoints: ['src/ui/islands/desk-keys.ts'], bundle: true, minify: true, format: 'iife', target: 'es2020', write: false, logLevel: 'silent' })
  return { 'main.css': await bundleStylesheet(process.cwd()), 'desk-keys.js': outputFiles[0]!.text }
})())

/**
 * A page of a real browser over the bench, without a network: every request is handled in this process.
 * @param person whose session the browser has; undefined for nobody
 * @param scripts false switches JavaScript off
 */
export async function browse(bench: CaseBench, browser: Browser, person: string | undefined, { width = 1280, scripts = true } = {}): Promise<Page> {
  const files = await bundled()
  const context = await browser.newContext({ viewport: { width, height: 900 }, baseURL: 'http://localhost:3000', javaScriptEnabled: scripts })
  const session = person && (await bench.cookie(person))
  if (session) await context.addCookies([{ ...session, domain: 'localhost', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' }])
  await context.route('**/*', async (route) => {
    const request = route.request()
    const url = new URL(request.url())
    const asset = /^\/assets\/([\w.-]+)$/.exec(url.pathname)?.[1]
    if (asset) return route.fulfill({ body: files[asset] ?? '', contentType: asset.endsWith('.css') ? 'text/css' : 'text/javascript', status: files[asset] === undefined ? 404 : 200 })
    const body = request.postDataBuffer()
    // the browser's own cookies: playwright leaves them out of `headers()`
    const response = await bench.handle(new Request(request.url(), { method: request.method(), headers: { ...(await request.allHeaders()), ...(session ? { cookie: `${session.name}=${session.value}` } : {}) }, ...(body ? { body: new Uint8Array(body) } : {}) }))
    return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) })
  })
  return context.newPage()
}
