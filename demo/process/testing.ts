import { spawn, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'

let started = 0

export interface StartedDemo {
  url: string
  facts: Record<string, unknown>
  child: ChildProcess
  stop(): Promise<void>
}

/**
 * Bundles one demo provider as the product's build does and runs it as a real process, for tests.
 * @param name file under demo/, without its ending
 */
export async function startDemo(name: string, environment: Record<string, string> = {}): Promise<StartedDemo> {
  const root = process.cwd()
  const folder = join(root, 'dist', `demo-test-${process.pid}-${++started}`)
  await build({
    entryPoints: [join(root, 'demo', `${name}.ts`)],
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: '#jsx',
    logLevel: 'error',
    sourcemap: 'inline',
  })
  const child = spawn(process.execPath, ['--enable-source-maps', join(folder, `${name}.js`)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: '0', NODE_NO_WARNINGS: '1', ...environment },
  })
  const ready = await new Promise<{ url: string } & Record<string, unknown>>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (line) => resolve(JSON.parse(line)))
    child.once('exit', (code) => {
      rmSync(folder, { recursive: true, force: true })
      reject(new Error(`demo ${name} ended with ${code}`))
    })
  })
  return {
    url: ready.url,
    facts: ready,
    child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((done) => child.once('exit', done))
        child.kill('SIGTERM')
        await ended
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A browser as far as cookies and redirects go: keeps cookies by host, follows nothing by itself. */
export class CookieJar {
  readonly #jars = new Map<string, Map<string, string>>()

  cookies(url: string): Map<string, string> {
    const host = new URL(url).host
    let jar = this.#jars.get(host)
    if (!jar) this.#jars.set(host, (jar = new Map()))
    return jar
  }

  /** Sends one request with the host's cookies and keeps what it sets; a body is posted as a form. */
  async send(url: string, body?: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    const jar = this.cookies(url)
    const response = await fetch(url, {
      redirect: 'manual',
      ...(body ? { method: 'POST', body: new URLSearchParams(body) } : {}),
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body ? { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' } : {}),
        ...headers,
      },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name!)
      else jar.set(name!, value!)
    }
    return response
  }

  /** Follows redirects (at most 12) until a page answers. @returns it with its own address */
  async follow(url: string, body?: Record<string, string>): Promise<{ url: string; status: number; text: string }> {
    let at = url
    let response = await this.send(at, body)
    for (let hop = 0; hop < 12 && response.status >= 300 && response.status < 400; hop++) {
      at = new URL(response.headers.get('location')!, at).href
      response = await this.send(at)
    }
    return { url: at, status: response.status, text: await response.text() }
  }
}
