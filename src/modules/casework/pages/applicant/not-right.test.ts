import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPersonId } from '../../../../platform/identity/index.ts'
import { performer } from '../../../../platform/use-case/index.ts'
import { openBrowser } from '../../../../ui/testing.ts'
import { saveAnswers, startDraft } from '../../index.ts'
import { prefillDraft } from '../../use/prefill-draft.ts'
import { caseBench, type CaseBench } from '../../testing.ts'

const SERVICE = 'individual-housing-construction-permit'
let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([SERVICE]), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const dilnoza = { principal: { personId: demoPersonId('dilnoza'), roles: [] }, language: 'en' as const }
const perform = () => performer(bench.instance.database, bench.instance.rights, bench.instance.world)
const now = () => bench.clock()

/** A draft with the answers of an example, but for what registers say. */
async function begin(): Promise<string> {
  const { id } = await perform().perform(startDraft, { service: SERVICE }, { ...dilnoza, now: now() })
  const {
    district: _district,
    plotNumber: _plot,
    plotArea: _area,
    phone: _phone,
    ...answers
  } = (parse(readFileSync(`services/${SERVICE}/examples.yaml`, 'utf8')) as { answers: Record<string, never> }[])[0]!
    .answers
  await perform().perform(saveAnswers, { draft: id, answers }, { ...dilnoza, now: now() })
  await perform().perform(prefillDraft, { draft: id }, { ...dilnoza, now: now() })
  return id
}

it('keeps a remark that is too long before the eyes of who wrote it, and takes one back that is emptied', async () => {
  const draft = await begin()
  const visitor = await bench.as('dilnoza')
  const at = `/en/drafts/${draft}/plot`
  await visitor.get(at)
  const answers = { district: '1726266', plotNumber: '10:77:61:0520', plotArea: '125' }
  const long = await visitor.post(at, { ...answers, 'not-right.plotArea': 'x'.repeat(301) })
  expect(long.status).toBe(422)
  expect(long.text).toContain('x'.repeat(301))
  expect(long.text).toContain('href="#not-right.plotArea"')

  await visitor.post(at, {
    ...answers,
    'not-right.plotArea': 'too small',
    'not-right.footprint': 'no register said this',
  })
  const remark = async () =>
    (
      await bench.instance.database.query<{ found: Record<string, { remark?: string; value: unknown }> }>(
        'select found from casework.draft where id = $1',
        [draft],
      )
    ).rows[0]!.found
  expect((await remark())['plotArea']).toMatchObject({ remark: 'too small' })
  expect(Object.keys(await remark())).not.toContain('footprint')
  // a window that was opened before and did not touch it leaves it
  await visitor.post(at, { ...answers, 'not-right.plotArea': '' })
  expect((await remark())['plotArea']).toMatchObject({ remark: 'too small' })
  expect((await visitor.get(at)).text).toContain('name="not-right.plotArea.shown" value="too small"')
  await visitor.post(at, { ...answers, 'not-right.plotArea': ' ', 'not-right.plotArea.shown': 'too small' })
  expect((await remark())['plotArea']).not.toHaveProperty('remark')
})
