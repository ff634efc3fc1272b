import { afterAll, beforeAll, expect, it } from 'vitest'
import { PDFDocument } from '@cantoo/pdf-lib'
import { refusal } from '../../model/application.ts'
import { DocumentProblem } from '../../../documents/index.ts'
import { caseBench, type CaseBench } from '../../testing.ts'

let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench(['individual-housing-construction-permit'])
})
afterAll(async () => {
  await bench?.close()
})

async function download(path: string, person: string): Promise<Response> {
  const { name, value } = await bench.cookie(person)
  return fetch(`${bench.origin}${path}`, { headers: { cookie: `${name}=${value}` }, redirect: 'manual' })
}

it('gives the receipt as a PDF in the language of the page, to whoever may read the case and nobody else', async () => {
  const { id, number } = await bench.file('individual-housing-construction-permit')
  const receipt = (
    await bench.instance.database.query<{ receipt: string }>(
      'select receipt from casework.application where case_id = $1',
      [id],
    )
  ).rows[0]!.receipt
  for (const [language, title] of [
    ['uz', 'Ariza qabul qilingani toʻgʻrisida tilxat'],
    ['ru', 'Расписка о приёме заявления'],
    ['en', 'Receipt'],
  ] as const) {
    expect((await (await bench.as('dilnoza')).get(`/${language}/applications/${id}/receipt`)).text).toContain(
      `href="/${language}/applications/${id}/receipt/document"`,
    )
    const answer = await download(`/${language}/applications/${id}/receipt/document`, 'dilnoza')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toContain(`${number}.pdf`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    const pdf = await PDFDocument.load(bytes)
    expect(pdf.getTitle()).toContain(title)
    expect(pdf.getKeywords()).toContain(receipt)
    expect(pdf.getPageCount()).toBe(1)
  }
  expect((await download(`/en/applications/${id}/receipt/document`, 'rustam')).status).toBe(403)
})

it('says what to do when a name has a letter that cannot be printed', async () => {
  const { id } = await bench.file('individual-housing-construction-permit')
  const { drawReceipt } = bench.instance.world
  bench.instance.world.drawReceipt = () => Promise.reject(new DocumentProblem('no glyph'))
  const answer = await download(`/en/applications/${id}/receipt/document`, 'dilnoza')
  bench.instance.world.drawReceipt = drawReceipt
  expect(answer.status).toBe(refusal['receipt-not-set'].status)
  expect(await answer.text()).toContain('print the page instead')
})
