import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { faultsOf, openBrowser } from '../../../../ui/testing.ts'
import { caseBench, type CaseBench } from '../../testing.ts'
import { browse } from '../testing.ts'

let bench: CaseBench
let browser: Browser
beforeAll(async () => { [bench, browser] = await Promise.all([caseBench(['guardianship-incapacitated-adult', 'individual-housing-construction-permit', 'tree-felling-permit']), openBrowser()]) })
afterAll(async () => { await browser.close(); await bench.close() })

it('looks', async () => {
  const one = await bench.file('guardianship-incapacitated-adult')
  const two = await bench.file('individual-housing-construction-permit')
  await bench.work()
  await bench.instance.database.query("update process.task set due_at = now() - interval '2 days' where case_id = $1 and element = 'plotOpinion'", [two.id])
  const three = await bench.file('individual-housing-construction-permit')
  await bench.work()
  const shots: [string, string, string][] = [
    ['jasur', '/en/desk', 'desk'], ['jasur', `/en/desk/tasks/${await bench.task(three.id, 'plotOpinion')}`, 'task'], ['nargiza', '/en/desk/team', 'team'], ['nargiza', '/en/desk', 'head'],
    ['shahnoza', `/en/desk/tasks/${await bench.task(one.id, 'healthOpinion')}`, 'opinion'],
    ['malika', '/en/counter', 'counter'],
  ]
  for (const width of [320, 1280]) for (const [person, path, name] of shots) {
    const page = await browse(bench, browser, person, { width })
    const response = await page.goto(path)
    console.log(name, width, response?.status(), await faultsOf(page))
    await page.screenshot({ path: `/tmp/looks/${name}-${width}.png`, fullPage: true })
    await page.context().close()
  }
}, 120000)
