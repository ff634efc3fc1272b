import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from '../../src/ui/testing.ts'

export interface Journeys {
  url: string
  mailbox: string
  browser: Browser
  /** A window of its own, signed in as a demo person (id in country/uz/people.yaml), or as nobody. */
  open(person: string | undefined, options?: BrowserContextOptions & { language?: string }): Promise<Page>
  close(): Promise<void>
}

/** The product started as a newcomer does, with a real browser before it. */
export async function startJourneys(): Promise<Journeys> {
  const root = process.cwd()
  const home = mkdtempSync(join(tmpdir(), 'darcha-journey-'))
  const port = await freeBlock(6)
  const { child, url, log } = await start(root, { PORT: String(port), DARCHA_HOME: home, DATABASE_URL: '' })
  const browser = await openBrowser()
  const contexts: BrowserContext[] = []
  return {
    url, browser, mailbox: /Letters sent: (\S+)/.exec(log())?.[1] ?? '',
    async open(person, { language = 'en', ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options })
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      if (person) {
        await page.goto(`${url}/login?returnTo=/${language}`)
        await page.locator(`button[name="account"][value="${person}"]`).click()
      } else await page.goto(`${url}/${language}`)
      await page.waitForURL(new RegExp(`/${language}$`))
      return page
    },
    async close() {
      for (const context of contexts) await context.close()
      await browser.close()
      await end(child)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function start(root: string, environment: Record<string, string>): Promise<{ child: ChildProcess; url: string; log(): string }> {
  const child = spawn(process.execPath, [join(root, 'bin', 'darcha.js'), 'start'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
  let log = ''
  child.stderr!.on('data', (chunk: Buffer) => { log += chunk })
  const url = await new Promise<string>((resolve, reject) => {
    let out = ''
    child.stdout!.on('data', (chunk: Buffer) => { out += chunk; const open = /Darcha is open: (\S+)/.exec(out); if (open) resolve(open[1]!) })
    child.once('exit', (code) => reject(new Error(`the instance ended with ${code}:\n${log}`)))
  })
  return { child, url, log: () => log }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}

/** A port with free ones after it: the providers take them. */
async function freeBlock(size: number): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 20_000)
    const free = await Promise.all(Array.from({ length: size }, (_, at) => isFree(first + at)))
    if (free.every(Boolean)) return first
  }
}

const isFree = (port: number): Promise<boolean> => new Promise((resolve) => {
  const probe = createServer()
  probe.once('error', () => resolve(false))
  probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
})
