import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { faultsOf } from '../../src/ui/testing.ts'

/** Where pictures of every screen go when somebody wants to look at them. */
const folder = process.env['DARCHA_SCREENSHOTS']
// an instance takes a DARCHA_ name it does not know for a typo
delete process.env['DARCHA_SCREENSHOTS']
if (folder) mkdirSync(folder, { recursive: true })

const WIDTHS = [1280, 320] as const

/** Accessible, and no wider than the screen, on a wide and on the narrowest screen; `name` is the picture's. */
export async function lookAt(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()!
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    if (folder) await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
    expect(await faultsOf(page), `${name} at ${width} px`).toEqual([])
  }
  await page.setViewportSize(before)
}
