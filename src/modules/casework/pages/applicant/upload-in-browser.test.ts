import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { samplePdf } from '../../model/sample-pdf.ts'
import { demoPersonId } from '../../../../platform/identity/index.ts'
import { performer } from '../../../../platform/use-case/index.ts'
import { faultsOf, openBrowser } from '../../../../ui/testing.ts'
import { startDraft } from '../../index.ts'
import { caseBench, type CaseBench } from '../../testing.ts'
import { browse } from '../testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
// slow lines on a machine that does much else
vi.setConfig({ testTimeout: 120_000 })
const folder = mkdtempSync(join(tmpdir(), 'darcha-upload-'))
let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([SERVICE]), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
  rmSync(folder, { recursive: true })
})

/** A document of this many bytes on the person's machine. */
function document(name: string, bytes: number): { path: string; sha256: string } {
  const content = Buffer.concat([
    samplePdf(),
    Buffer.from('\n%'),
    Buffer.from(randomBytes(bytes / 2).toString('hex')),
    Buffer.from('\n%%EOF'),
  ])
  const path = join(folder, name)
  writeFileSync(path, content)
  return { path, sha256: createHash('sha256').update(content).digest('hex') }
}

async function openForm({ width = 1280 } = {}): Promise<{ page: Page; draft: string; sent: () => number }> {
  await bench.instance.database.query('delete from casework.draft where person = $1', [demoPersonId('dilnoza')])
  const { id } = await performer(bench.instance.database, bench.instance.rights, bench.instance.world).perform(
    startDraft,
    { service: SERVICE },
    { principal: { personId: demoPersonId('dilnoza'), roles: [] }, language: 'en', now: bench.clock() },
  )
  const page = await browse(bench, browser, 'dilnoza', { width })
  let bytes = 0
  page.on('requestfinished', (request) => {
    if (request.method() === 'PATCH') bytes += Number(request.headers()['content-length'] ?? 0)
  })
  await page.goto(`/en/drafts/${id}/family`)
  return { page, draft: id, sent: () => bytes }
}
/** One session a page: another's line is another line. */
const lines = new WeakMap<Page, CDPSession>()
/** A line that carries so many bytes a second, or nothing. */
async function line(page: Page, bytesPerSecond: number | 'gone'): Promise<void> {
  let devtools = lines.get(page)
  if (!devtools) {
    lines.set(page, (devtools = await page.context().newCDPSession(page)))
    await devtools.send('Network.enable')
  }
  await devtools.send('Network.emulateNetworkConditions', {
    offline: bytesPerSecond === 'gone',
    latency: 5,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond === 'gone' ? 0 : bytesPerSecond,
  })
}
const filesOf = async (draft: string) =>
  (
    await bench.instance.database.query<{ name: string; sha256: string }>(
      'select name, sha256 from casework.attachment where owner = $1',
      [draft],
    )
  ).rows
const WHILE = { timeout: 60_000, interval: 20 }
const percent = async (page: Page) =>
  Number(await page.locator('.upload progress').getAttribute('value', { timeout: 60_000 }))

it('sends a file over a line that is cut in the middle: once, whole, and the form waits for it', async () => {
  const { page, draft } = await openForm()
  const { path, sha256 } = document('consent.pdf', 4_000_000)
  await line(page, 400_000)
  await page.setInputFiles('[name=familyConsent]', path)
  await expect.poll(() => percent(page), WHILE).toBeGreaterThan(10)
  await line(page, 'gone')
  await page.locator('.upload[data-state=waiting]').waitFor()
  expect(await page.locator('.uploads [role=status]').innerText()).toMatch(
    /^No connection\. \d+ % of consent\.pdf has arrived/,
  )
  expect(await faultsOf(page)).toEqual([])
  if (process.env['PICTURES'])
    await page.screenshot({ path: `${process.env['PICTURES']}/upload-waiting-1280.png`, fullPage: true })
  // the person goes on meanwhile: nothing is lost, and nothing is posted without the file
  await page.fill('[name=phone]', '+998 90 123 45 67')
  await page.locator('main form .buttons button.ds-button').last().click()
  expect(await page.locator('.uploads [role=status]').innerText()).toContain('still on its way')
  await line(page, 50_000_000)
  await page.waitForURL(/\/agree$/)
  expect(await filesOf(draft)).toEqual([{ name: 'consent.pdf', sha256 }])
  await page.context().close()
})

it('goes on after the page was loaded anew, when the same file is chosen', async () => {
  const { page, draft, sent } = await openForm({ width: 320 })
  const { path, sha256 } = document('ozim.pdf', 4_000_000)
  await line(page, 400_000)
  await page.setInputFiles('[name=familyConsent]', path)
  await expect.poll(() => percent(page), WHILE).toBeGreaterThan(10)
  if (process.env['PICTURES'])
    await page.screenshot({ path: `${process.env['PICTURES']}/upload-320.png`, fullPage: true })
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.locator('.upload[data-state=paused]').waitFor()
  await page.reload()
  expect(await page.locator('[data-unfinished]').innerText()).toMatch(
    /^\d+ % of ozim\.pdf has arrived\. Choose the same file again/,
  )
  if (process.env['PICTURES'])
    await page.screenshot({ path: `${process.env['PICTURES']}/upload-unfinished-320.png`, fullPage: true })
  await line(page, 50_000_000)
  await page.setInputFiles('[name=familyConsent]', path)
  await page.locator('ul.files li', { hasText: 'ozim.pdf' }).waitFor()
  expect(await page.locator('.upload, [data-unfinished]').count()).toBe(0)
  expect(await page.inputValue('[name=familyConsent]')).toBe('')
  expect(await filesOf(draft)).toEqual([{ name: 'ozim.pdf', sha256 }])
  // what had arrived was not sent again, but for the piece that was cut
  expect(sent()).toBeLessThan(4_200_000)
  if (process.env['PICTURES'])
    await page.screenshot({ path: `${process.env['PICTURES']}/upload-done-320.png`, fullPage: true })
  await page.context().close()
})

it('says what is wrong with a file beside the field, and lets one be given up', async () => {
  const { page, draft } = await openForm()
  const path = join(folder, 'photo.png')
  writeFileSync(path, samplePdf())
  await page.setInputFiles('[name=familyConsent]', path)
  expect(await page.locator('#familyConsent-error').innerText()).toContain(
    'The file photo.png is not what its name says',
  )
  expect(await faultsOf(page)).toEqual([])
  await line(page, 300_000)
  await page.setInputFiles('[name=familyConsent]', document('wrong.pdf', 4_000_000).path)
  expect(await page.locator('#familyConsent-error').count()).toBe(0)
  await page.locator('.upload').waitFor()
  await page.getByRole('button', { name: 'Do not send wrong.pdf' }).click()
  await page.locator('.upload').waitFor({ state: 'detached' })
  expect(await filesOf(draft)).toEqual([])
  expect(
    (
      await bench.instance.database.query('select id from files.upload where outcome is null and target like $1', [
        `${draft}%`,
      ])
    ).rows,
  ).toEqual([])
  await page.context().close()
})

it('leaves nothing of a file that is given up while it is being begun', async () => {
  const { page, draft } = await openForm()
  const begun = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  await page.route('**/files', async (route) => {
    const answer = await route.fetch()
    begun.resolve()
    await answered.promise
    // the page may have stopped waiting for it
    await route.fulfill({ response: answer }).catch(() => undefined)
  })
  await page.setInputFiles('[name=familyConsent]', document('early.pdf', 400_000).path)
  await begun.promise
  await page.getByRole('button', { name: 'Do not send early.pdf' }).click()
  answered.resolve()
  await page.locator('.upload').waitFor({ state: 'detached' })
  expect(await filesOf(draft)).toEqual([])
  expect((await bench.instance.database.query('select id from files.upload where outcome is null')).rows).toEqual([])
  await page.context().close()
})

it('weighs little on a citizen’s phone', async () => {
  const { page } = await openForm()
  const { gzipSync } = await import('node:zlib')
  const parts = await Promise.all(
    [page.url(), '/assets/main.css', '/assets/send-file.js'].map(
      async (address) => gzipSync(await page.evaluate(async (text) => (await fetch(text)).text(), address)).length,
    ),
  )
  if (process.env['PICTURES']) console.log('bytes compressed: page, style, island', parts)
  expect(parts[2]).toBeLessThan(4_000)
  expect(parts.reduce((sum, part) => sum + part)).toBeLessThan(30_000)
  await page.context().close()
})
