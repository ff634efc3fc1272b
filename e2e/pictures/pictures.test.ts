import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MODULES } from '../../src/commands/modules.ts'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { openBrowser } from '../../src/ui/testing.ts'
import { FRONT, writeFront } from './front-picture.ts'
import { openStage } from './open-stage.ts'
import { SCREENS } from './screens.ts'
import { sketchOf, writeShown } from './shown-words.ts'
import { takePicture } from './take-picture.ts'

const FOLDER = 'docs/pictures'
/** Set by `npm run pictures`: where pictures are written, and how screens are shown. */
const asked = process.env['DARCHA_PICTURES']
  ? (JSON.parse(process.env['DARCHA_PICTURES']) as {
      folder: string
      width: number
      language: string
      dark: boolean
      print: boolean
      only: string[]
    })
  : undefined
/** All pictures together: the repository stays light. */
const MOST_BYTES = 4_000_000

/** Any name where the stage has one: only addresses without names are compared. */
const nowhere = new Proxy({} as never, { get: () => '' })
const pictures = readdirSync(FOLDER)

// one or the other: what nobody asked for is no skipped test
if (asked === undefined)
  describe('pictures of the main screens', () => {
    it('are there for each of them, and for nothing else', () => {
      expect([...pictures].sort()).toEqual([...SCREENS.map(({ name }) => `${name}.webp`), FRONT].sort())
    })

    it('are there for whatever a menu leads to', () => {
      const led = MODULES.flatMap(({ navigation = [], administration = [] }) => [...navigation, ...administration]).map(
        ({ path }) => path,
      )
      expect(led.length).toBeGreaterThan(8)
      const shown = SCREENS.map(({ at }) => at(nowhere).replace(/[?#].*/, ''))
      for (const path of led) expect(shown, `${path} has a picture: add it to e2e/pictures/screens.ts`).toContain(path)
    })

    it('are light', () => {
      const bytes = pictures.map((name) => statSync(join(FOLDER, name)).size)
      expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES)
    })

    it('begin the README', () => {
      const [, picture] = /!\[[^\]]+\]\(([^)]+)\)/.exec(readFileSync('README.md', 'utf8'))!
      expect(picture).toBe(`${FOLDER}/${FRONT}`)
      expect(existsSync(picture!)).toBe(true)
    })
  })
else
  describe('npm run pictures', () => {
    it('writes them', { timeout: 600_000 }, async () => {
      const { folder, width, language, dark, print, only } = asked!
      mkdirSync(folder, { recursive: true })
      const [stage, browser] = await Promise.all([openStage(), openBrowser()])
      const { bench } = stage
      const failed: string[] = []
      const taken = new Map<string, string[]>()
      for (const { name, person, at, height } of SCREENS.filter(
        (screen) => only.length === 0 || only.includes(screen.name),
      )) {
        const page = await browse(bench, browser, person, { width })
        await page.emulateMedia({
          colorScheme: dark ? 'dark' : 'light',
          media: print ? 'print' : 'screen',
          reducedMotion: 'reduce',
        })
        const answer = await page.goto(`/${language}${at(stage)}`, { waitUntil: 'networkidle' })
        if (answer?.status() !== 200) failed.push(`${name}: ${answer?.status()} ${page.url()}`)
        taken.set(name, sketchOf((await answer?.text()) ?? ''))
        if (print) await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true })
        writeFileSync(
          join(folder, `${name}.webp`),
          await takePicture(page, height ?? (folder === FOLDER ? undefined : 20_000)),
        )
        await page.context().close()
      }
      if (folder === FOLDER && (only.length === 0 || only.includes(FRONT))) await writeFront(browser, stage, folder)
      if (folder === FOLDER)
        writeShown(
          taken,
          SCREENS.map(({ name }) => name),
        )
      if (folder === FOLDER && only.length === 0) {
        const names = new Set([...SCREENS.map(({ name }) => `${name}.webp`), FRONT])
        for (const old of readdirSync(folder)) if (!names.has(old)) rmSync(join(folder, old))
      }
      await browser.close()
      await bench.close()
      expect(failed).toEqual([])
    })
  })
