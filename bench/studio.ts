import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Benchmark, Measure } from '../src/commands/benchmark.ts'
import { composeWeb } from '../src/commands/compose-web.ts'
import { beginDraft, changeDraft } from '../src/modules/studio/index.ts'
import { cookieNames, demoPersonId, openSession, readPeople } from '../src/platform/identity/index.ts'
import { performer } from '../src/platform/use-case/index.ts'
import { openBrowser } from '../src/ui/testing.ts'
import { compare, median } from './compare.ts'
import { seed } from './seed.ts'
import { benchServer } from './server.ts'

const ORIGIN = 'http://localhost'

/** A row of tasks of people, not drawn yet. */
const tasksInARow = (count: number): string => {
  const ids = Array.from({ length: count - 2 }, (_, at) => `t${at}`)
  const all = ['s', ...ids, 'e']
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" id="d" targetNamespace="urn:bench">
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"/>
${ids.map((id) => `    <bpmn:userTask id="${id}" name="Step ${id}" darcha:act="examine"/>`).join('\n')}
    <bpmn:endEvent id="e" darcha:status="completed"/>
${all
  .slice(1)
  .map((id, at) => `    <bpmn:sequenceFlow id="f${at}" sourceRef="${all[at]}" targetRef="${id}"/>`)
  .join('\n')}
  </bpmn:process>
</bpmn:definitions>
`
}
const form = (fields: number): string => `pages:
${Array.from({ length: fields / 10 }, (_page, page) => {
  const lines = Array.from({ length: 10 }, (_, at) => `      - {id: field${page}x${at}, kind: text, maxLength: 200}`)
  return `  - id: page${page}\n    fields:\n${lines.join('\n')}`
}).join('\n')}
`
const rules = (count: number): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="r" name="r" namespace="urn:bench">
  <decision id="fee" name="fee"><variable name="fee"/><decisionTable hitPolicy="FIRST">
    <input><inputExpression><text>answers.area</text></inputExpression></input>
    <output name="fee"/>
${Array.from({ length: count }, (_, at) => `    <rule id="r${at}"><inputEntry><text>[${at}..${at + 1})</text></inputEntry><outputEntry><text>${at}</text></outputEntry></rule>`).join('\n')}
  </decisionTable></decision>
</definitions>
`

/** How long a designer waits for the parts of a large service, in a real browser with an empty cache. */
export const studio: Benchmark = {
  name: 'studio',
  summary: 'opening a large service in the studio: form, process and rules in a browser',
  async run({ rounds, home, tell }) {
    const server = await benchServer(join(home, 'pg'))
    const browser = await openBrowser()
    try {
      const { instance } = await seed(server.database, home)
      const now = new Date().toISOString()
      const designer = readPeople(join(instance.country.folder, 'people.yaml')).find(({ id }) => id === 'kamola')!
      const as = {
        principal: { personId: demoPersonId(designer.id), number: designer.number, roles: designer.roles },
        language: 'en',
        now,
      }
      const { perform } = performer(server.database, instance.rights, instance.world)
      const draft = async (service: string, elements: number) => {
        const { id } = await perform(
          beginDraft,
          { body: 'ministry-digital', service, template: 'certificate-from-register' },
          as,
        )
        const files = { 'process.bpmn': tasksInARow(elements), 'form.yaml': form(60), 'rules.dmn': rules(200) }
        await perform(
          changeDraft,
          { draft: id, changes: Object.entries(files).map(([file, text]) => ({ kind: 'file' as const, file, text })) },
          as,
        )
        return id
      }
      const [usual, large] = [await draft('bench-usual', 80), await draft('bench-large', 300)]
      const token = await server.database.transaction((tx) =>
        openSession(tx, demoPersonId(designer.id), undefined, now),
      )
      const app = composeWeb(instance, ORIGIN)
      /** Opens a page in a browser that has seen none, and looks when it can be used. */
      const opened = async (path: string, look: (page: Page) => Promise<number>): Promise<number> => {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
        const headers = { cookie: `${cookieNames(ORIGIN).session}=${token}` }
        await context.route('**/*', async (route) => {
          const answer = await app.fetch(new Request(route.request().url(), { headers }))
          await route.fulfill({
            status: answer.status,
            headers: Object.fromEntries(answer.headers),
            body: Buffer.from(await answer.arrayBuffer()),
          })
        })
        const page = await context.newPage()
        await page.addInitScript(() => {
          const looked = setInterval(() => {
            if (!document.querySelector('[data-part="status"]')?.textContent) return
            clearInterval(looked)
            ;(window as unknown as { canvasAt: number }).canvasAt = performance.now()
          }, 2)
        })
        const answer = await page.goto(`${ORIGIN}${path}`)
        if (answer?.status() !== 200) throw new Error(`${path} answers ${answer?.status()}`)
        const time = await look(page)
        await context.close()
        return time
      }
      const loaded = (page: Page) =>
        page.evaluate(() => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).loadEventEnd)
      const canvasAt = async (page: Page): Promise<number> => {
        await page.waitForFunction(() => 'canvasAt' in window)
        return page.evaluate(() => (window as unknown as { canvasAt: number }).canvasAt)
      }
      const sinceScript = async (page: Page): Promise<number> => {
        const at = await canvasAt(page)
        const script = await page.evaluate(
          () =>
            (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).find(({ name }) =>
              name.includes('process-canvas.js'),
            )?.responseEnd ?? Number.NaN,
        )
        return at - script
      }
      const shown = (page: Page) =>
        page.evaluate(() => {
          const { responseEnd, domContentLoadedEventEnd } = performance.getEntriesByType(
            'navigation',
          )[0] as PerformanceNavigationTiming
          return domContentLoadedEventEnd - responseEnd
        })
      const measures: Measure[] = []
      for (const [name, path, look, goal] of [
        ['form of 60 fields', `/en/studio/${usual}/form`, loaded, 1_000],
        ['process of 80 elements', `/en/studio/${usual}/process`, canvasAt, 1_000],
        ['process of 300 elements, after the script', `/en/studio/${large}/process`, sinceScript, 300],
        ['table of 200 rules, once it is there', `/en/studio/${usual}/rules`, shown, 100],
      ] as const) {
        const times: number[] = []
        for (let round = 0; round < Math.max(3, rounds); round++) times.push(await opened(path, look))
        tell(`${name}: ${times.map((time) => time.toFixed(0)).join(', ')} ms`)
        measures.push(
          compare({
            name: `studio: ${name}`,
            value: median(times),
            unit: 'ms',
            reference: { name: 'what it may take', value: goal },
            goal: 1,
            better: 'lower',
          }),
        )
      }
      return { measures, versions: { postgresql: server.version, chromium: browser.version() } }
    } finally {
      await browser.close()
      await server.end()
    }
  },
}
