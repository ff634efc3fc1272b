import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { GUARDIAN, type Stage } from './open-stage.ts'
import { takePicture } from './take-picture.ts'

/** The first picture of the README: the same case as the person, the officer and the citizen's telephone see it. */
export const FRONT = 'one-window.webp'

const [WIDTH, HEIGHT] = [1600, 820]

interface Shot {
  person: string | undefined
  path: string
  width: number
  height: number
  says: string
  /** Where it stands, and how wide. */
  at: { left: number; top: number; width: number }
}

const shots = (stage: Stage): Shot[] => [
  {
    person: undefined,
    path: `/en/services/${GUARDIAN}`,
    width: 1180,
    height: 1045,
    says: 'Of sixteen papers the state has fifteen: it asks for one',
    at: { left: 56, top: 216, width: 610 },
  },
  {
    person: 'jasur',
    path: `/en/desk/tasks/${stage.decides}`,
    width: 1280,
    height: 1192,
    says: 'What decides stands on top, beside the decision',
    at: { left: 694, top: 216, width: 580 },
  },
  {
    person: 'dilnoza',
    path: `/en/applications/${stage.guardian}`,
    width: 430,
    height: 1010,
    says: 'Where it stands now',
    at: { left: 1302, top: 216, width: 242 },
  },
]

export async function writeFront(browser: Browser, stage: Stage, folder: string): Promise<void> {
  const frames: string[] = []
  for (const { person, path, width, height, says, at } of shots(stage)) {
    const page = await browse(stage.bench, browser, person, { width })
    await page.goto(path, { waitUntil: 'networkidle' })
    const shot = (await takePicture(page, height, 92)).toString('base64')
    await page.context().close()
    frames.push(
      `<figure style="left:${at.left}px;top:${at.top}px;width:${at.width}px"><figcaption>${says}</figcaption><div style="height:${Math.round((height * at.width) / width)}px"><img src="data:image/webp;base64,${shot}"></div></figure>`,
    )
  }
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } })
  const tile =
    "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='32' height='32'%3E%3Cpath d='M16 2 30 16 16 30 2 16z' fill='none' stroke='%23fff' stroke-opacity='.35' stroke-width='2'/%3E%3Cpath d='M16 10 22 16 16 22 10 16z' fill='%23fff' fill-opacity='.35'/%3E%3C/svg%3E\")"
  await page.setContent(`<style>
    body { margin: 0; height: ${HEIGHT}px; position: relative; overflow: hidden; background: #eef4f4; color: #10292c; font: 18px/1.35 "Noto Sans", sans-serif }
    header { height: 132px; background: ${tile} 0 100% / 32px repeat-x, #00616b; color: #fff; padding: 0 56px; display: flex; align-items: baseline; gap: 24px; box-sizing: border-box; padding-top: 30px }
    h1 { font-size: 40px; margin: 0 } header p { margin: 0; font-size: 22px; opacity: .92 }
    figure { position: absolute; margin: 0 } figcaption { height: 52px; display: flex; align-items: end; padding-bottom: 10px; margin-top: -62px; font-weight: 650 }
    figure div { overflow: hidden; border-radius: 12px; background: #fff; box-shadow: 0 2px 4px rgb(0 40 45 / .12), 0 18px 48px rgb(0 40 45 / .2) }
    figure:last-of-type div { border-radius: 26px; border: 8px solid #10292c; box-sizing: border-box }
    img { display: block; width: 100% }
  </style><header><h1>Darcha</h1><p>One window between a person and the state: asked once, decided by law, checked by anyone</p></header>${frames.join('')}`)
  await page.waitForFunction(() => [...document.images].every((image) => image.complete))
  writeFileSync(join(folder, FRONT), await takePicture(page, HEIGHT, 84))
  await page.close()
}
