import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  id: string
  nodes: { html: string; any: { data?: { messageKey?: string; contrastRatio?: number } }[] }[]
}

/**
 * What an open page gets wrong: WCAG 2.2 A and AA and good practice by axe, text whose colour equals its ground
 * (axe calls that "unsure"), and content wider than the screen. Empty when all is well.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  // once a page: the whole of axe is long
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const { violations, incomplete } = (await page.evaluate(() =>
    (
      globalThis as unknown as {
        axe: { run(where: Document, options: object): Promise<{ violations: Finding[]; incomplete: Finding[] }> }
      }
    ).axe.run(document, {
      resultTypes: ['violations', 'incomplete'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  )) as { violations: Finding[]; incomplete: Finding[] }
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  for (const { id, nodes } of incomplete) {
    for (const { html, any } of nodes)
      if (id === 'color-contrast' && any[0]?.data?.messageKey === 'equalRatio')
        faults.push(`invisible text: ${html.slice(0, 160)}`)
  }
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  if (tooWide > 0) faults.push(`the page is ${tooWide} px wider than the screen`)
  return faults
}
