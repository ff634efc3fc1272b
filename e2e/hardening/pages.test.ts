import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../rights/open-stage.ts'
import { findForms, visitor, type FoundForm, type Visitor } from './browse.ts'
import { judge } from './judge.ts'
import { awkward, LONG, oddTexts } from './odd-values.ts'

let stage: Stage
let forms: FoundForm[]
const people = new Map<string, Visitor>()
beforeAll(async () => {
  stage = await openStage()
  const { application, correction, slot, confirmation, draft, task, definition } = stage.real
  const { database, world } = stage.bench.instance
  const { form } = await database.transaction((tx) => world.services.get(tx, stage.real.service))
  const starts: Record<string, string[]> = {
    dilnoza: [
      '/en',
      '/en/cabinet',
      `/en/applications/${application}`,
      `/en/tasks/${correction}`,
      `/en/tasks/${slot}`,
      `/en/tasks/${confirmation}`,
      ...form!.pages.map((page) => `/en/drafts/${draft}/${page.id}`),
      `/en/drafts/${draft}/check`,
      '/en/services/housing-availability-certificate/start',
    ],
    malika: [
      '/en/counter',
      `/en/counter/applications/${application}`,
      `/en/counter/applications/${slot.split('.')[0]}`,
      `/en/counter/people/${stage.real.applicant}?office=${stage.real.counter}`,
    ],
    jasur: ['/en/desk', `/en/desk/tasks/${task}`],
    nargiza: ['/en/desk', '/en/desk/team'],
    shahnoza: ['/en/desk'],
    aziza: [
      '/en/administration',
      '/en/administration/incidents',
      `/en/administration/cases/${application}`,
      `/en/administration/services/${encodeURIComponent(definition)}`,
      '/en/administration/bodies/khokimiyat-1726266',
      `/en/redesign/${stage.real.service}/simulation`,
    ],
    kamola: ['/en/studio', '/en/studio/services/zip', '/en/studio/services/round'],
  }
  forms = []
  for (const [person, paths] of Object.entries(starts)) {
    const who = await visitor(stage, person)
    people.set(person, who)
    forms.push(...(await findForms(who, person, paths)))
  }
  people.set('nobody', await visitor(stage))
})
afterAll(async () => {
  await stage?.close()
})

const odd: string[] = []
async function attack(
  form: FoundForm,
  fields: [string, string][],
  what: string,
  body?: string | Uint8Array,
  type?: string,
) {
  const answer = await people.get(form.who)!.post(form.action, body ?? new URLSearchParams(fields).toString(), type)
  odd.push(
    ...judge(answer, what).map(
      (wrong) => `${form.action} (${form.who}) with ${JSON.stringify(what.slice(0, 40))}: ${wrong}`,
    ),
  )
  return answer
}
const replaced = (form: FoundForm, text: string, at?: number): [string, string][] =>
  form.fields.map(([name, value], index) => [
    name,
    name === 'key' ? value : at === undefined || at === index ? text : value,
  ])

describe('every form of the product', () => {
  it('is found', () => {
    const kinds = [
      ...new Set(
        forms.map((form) => form.action.replace(/[0-9a-f]{8}-[0-9a-f-]{27}(\.\d+)?/g, ':id').replace(/\?.*/, '')),
      ),
    ].sort()
    process.stdout.write(`${forms.length} forms of ${kinds.length} kinds\n`)
    expect(kinds.length).toBeGreaterThan(25)
  })

  it('takes odd texts, or says why not, and shows them as text', async () => {
    odd.length = 0
    for (const form of forms) {
      for (const text of oddTexts) if (text.isWellFormed()) await attack(form, replaced(form, text), text)
      for (const [at, [name]] of form.fields.entries())
        if (name !== 'key')
          for (const text of ['<img src=x onerror=boom>', '" onmouseover="boom', 'a\u0000b'])
            await attack(form, replaced(form, text, at), text)
    }
    expect(odd.slice(0, 30)).toEqual([])
  }, 300_000)

  it('refuses what is no form of ours', async () => {
    odd.length = 0
    for (const form of forms) {
      await attack(form, [], 'nothing')
      for (const [at] of form.fields.entries())
        await attack(
          form,
          form.fields.filter((_field, index) => index !== at),
          'a field missing',
        )
      await attack(form, [...form.fields, ...form.fields], 'each field twice')
      await attack(
        form,
        [...form.fields, ['__proto__', 'x'], ['constructor.prototype.x', 'x'], ['toString', 'x']],
        'foreign fields',
      )
      await attack(form, replaced(form, LONG), 'a megabyte')
      await attack(form, [], 'bytes that are no UTF-8', '%ff%fe=%ff&a=%E0%A4%A')
      await attack(form, [], 'bytes', new Uint8Array([0xff, 0xfe, 0x00, 0x3d, 0x00]))
      await attack(form, [], 'another type', '{"a":1}', 'application/json')
      await attack(form, [], 'no type', 'a=b', 'text/plain')
      await attack(
        form,
        [],
        'a broken multipart',
        '--x\r\ncontent-disposition: form-data; name="a"',
        'multipart/form-data; boundary=x',
      )
      await attack(form, [], 'a multipart without boundary', 'x', 'multipart/form-data')
    }
    expect(odd.slice(0, 30)).toEqual([])
  }, 300_000)

  it.skipIf(!awkward)(
    'conformance: awkward strings in forms',
    async () => {
      odd.length = 0
      for (const [at, text] of awkward!.entries())
        for (const form of [forms[at % forms.length]!, forms[(at * 7 + 3) % forms.length]!])
          await attack(form, replaced(form, text), text)
      expect(odd.slice(0, 30)).toEqual([])
    },
    300_000,
  )

  it('says no in the language of the person', async () => {
    for (const [language, letters] of [
      ['ru', /[а-яё]{4}/i],
      ['uz-cyrl', /[а-яқғҳў]{4}/i],
      ['uz', /[a-zʻ]{4}/i],
      ['en', /[a-z]{4}/i],
    ] as const) {
      for (const form of forms.slice(0, 40)) {
        const answer = await people
          .get(form.who)!
          .post(form.action.replace(/^\/en/, `/${language}`), new URLSearchParams(replaced(form, '')).toString())
        if (answer.status < 400 || !answer.type.includes('html')) continue
        const said = /<main[\s\S]*<\/main>/.exec(answer.text)?.[0] ?? ''
        expect(/<html lang="([^"]+)"/.exec(answer.text)?.[1]).toMatch(
          { ru: /^ru/, 'uz-cyrl': /^uz-Cyrl/, uz: /^uz(-Latn)?$/, en: /^en/ }[language],
        )
        expect(said.replace(/<[^>]+>/g, ''), form.action).toMatch(letters)
      }
    }
  }, 60_000)
})

it('answers odd addresses and queries with a page', async () => {
  odd.length = 0
  const { application, draft, code } = stage.real
  const places = [
    '/en/services?q=',
    '/en/services?query=',
    '/en/services/',
    '/en/results/',
    '/en/verify?code=',
    '/en/applications/',
    '/en/tasks/',
    `/en/drafts/${draft}/`,
    '/en/drafts/',
    '/en/counter?q=',
    '/en/desk?q=',
    '/en/desk?office=',
    '/en/desk?after=',
    '/en/desk/cases/',
    '/en/administration/cases?number=',
    '/en/administration/bodies?query=',
    '/en/administration/bodies/',
    '/en/administration/services/',
    '/en/administration/incidents/',
    `/cases/${application}/`,
    '/cases/',
    '/',
    '/assets/',
    `/en/results/${code}/`,
    '/en/cabinet/data?after=',
    '/en/kept-form?x=',
    '/en/administration/calendar?year=',
    '/en/administration/audit?before=',
  ]
  const texts = [
    ...oddTexts.filter((text) => text.isWellFormed()).map(encodeURIComponent),
    '%ff',
    '%',
    '%00',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '..;/',
    '%252e',
    'x'.repeat(9000),
    ...(awkward ?? []).filter((text, at) => text.isWellFormed() && at % 4 === 0).map(encodeURIComponent),
  ]
  const names = [...people.keys()]
  for (const [at, text] of texts.entries()) {
    for (const [index, place] of places.entries()) {
      if (at > oddTexts.length + 7 && (at + index) % 5 !== 0) continue
      const who = names[(at + index) % names.length]!
      const answer = await people.get(who)!.get(place + text)
      odd.push(...judge(answer, decoded(text)).map((wrong) => `${place}${text.slice(0, 60)} (${who}): ${wrong}`))
    }
  }
  expect(odd.slice(0, 30)).toEqual([])
}, 300_000)

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
