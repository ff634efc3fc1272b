import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { saidOf } from '../../src/modules/documents/index.ts'
import { pdfText } from '../journeys/pdf-text.ts'

const SERVICE = 'tree-felling-permit'
let bench: CaseBench
let draft: string
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  draft = (await bench.api('designer', 'POST', '/studio/drafts', { body: 'ministry-digital', service: SERVICE })).body
    .id
})
afterAll(() => bench?.close())

async function paper(person: string, query: string, language = 'en') {
  const { name, value } = await bench.cookie(person)
  const answer = await fetch(`${bench.origin}/${language}/studio/${draft}/paper?${query}`, {
    headers: { cookie: `${name}=${value}` },
  })
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    bytes: Buffer.from(await answer.arrayBuffer()),
  }
}

it('a press shows the paper of a draft as a PDF that says it is a sample, and that nothing here takes for a real one', async () => {
  const part = await (await bench.as('kamola')).get(`/en/studio/${draft}/result`)
  expect(part.text).toContain('See the paper (PDF)')
  for (const [name, language, mark] of [
    ['result', 'en', 'issued to nobody'],
    ['refusal', 'ru', 'никому не выдан'],
    ['result', 'uz-cyrl', 'ҳеч кимга берилмаган'],
  ] as const) {
    const made = await paper('kamola', `name=${name}&example=1`, language)
    expect(made, language).toMatchObject({ status: 200, type: 'application/pdf' })
    // `darcha verify` and the page that checks know a document of ours by what it says of itself
    expect(await saidOf(made.bytes)).toBeUndefined()
    const text = pdfText(made.bytes)
    if (text !== undefined) {
      expect(text).toContain(mark)
      expect(text).not.toContain(bench.origin)
      expect(text).not.toContain('Draft')
    }
  }
  // filled from the example that was chosen
  const text = pdfText((await paper('kamola', 'name=result&example=0')).bytes)
  if (text !== undefined) expect(text).toContain('Amir Temur koʻchasi, 20-uy hovlisi')
})

it('says why a paper can’t be set, beside its words, and shows it to nobody else', async () => {
  await bench.api('designer', 'POST', `/studio/drafts/${draft}/changes`, {
    changes: [{ kind: 'text', key: 'result.body', texts: { en: 'It ends { in the middle' } }],
  })
  const broken = await paper('kamola', 'name=result')
  expect(broken.status).toBe(422)
  expect(broken.bytes.toString()).toContain('a brace is not closed')
  expect(broken.bytes.toString()).toContain('It ends { in the middle')
  await bench.api('designer', 'POST', `/studio/drafts/${draft}/changes`, {
    changes: [{ kind: 'text', key: 'result.body', texts: { en: 'word '.repeat(25_000) } }],
  })
  expect((await paper('kamola', 'name=result')).bytes.toString()).toContain('more than 100000 letters')
  expect((await paper('kamola', 'name=nothing&example=99')).status).toBe(200)
  expect((await paper('dilnoza', 'name=result')).status).toBe(403)
})

it('examples that say nothing that can be read keep no page from being shown', async () => {
  const designer = await bench.as('kamola')
  const found: string[] = []
  for (const text of [
    '- name: {toString: 1}\n',
    '- answers: {a: {toString: 1}}\n',
    '- 1\n- null\n',
    '- tasks: [1]\n',
    'x: [',
  ])
    for (const page of ['result', 'examples', 'paper?name=result', 'overview']) {
      await bench.api('designer', 'POST', `/studio/drafts/${draft}/changes`, {
        changes: [{ kind: 'file', file: 'examples.yaml', text }],
      })
      const { status } = await designer.get(`/ru/studio/${draft}/${page}`)
      if (status >= 500) found.push(`${status} ${page} ${text}`)
    }
  expect(found).toEqual([])
})
