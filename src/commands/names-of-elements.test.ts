import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { textsOf } from '../modules/catalogue/index.ts'
import { caseBench, type CaseBench, type Visitor } from '../modules/casework/testing.ts'
import { readDrawing } from '../modules/process/index.ts'
import { cyrillicText, languages } from '../platform/i18n/testing.ts'

const RUNNING = readdirSync('services').filter((id) => existsSync(`services/${id}/process.bpmn`))
const GUARDIANSHIP = 'guardianship-incapacitated-adult'
/** Every language but the one in which the models are written. */
const OTHERS = ['uz', 'uz-cyrl', 'ru'] as const

interface Named {
  en: string
  names: Record<(typeof OTHERS)[number], string>
}

/** What a service's drawn elements are called by its model and by its texts. */
async function namesOf(id: string): Promise<Named[]> {
  const file = (name: string) => readFileSync(`services/${id}/${name}`, 'utf8')
  const { uz, ru } = textsOf(
    {
      'texts/uz.yaml': file('texts/uz.yaml'),
      'texts/ru.yaml': file('texts/ru.yaml'),
      'texts/en.yaml': file('texts/en.yaml'),
    },
    languages,
  )
  const { shapes, edges } = await readDrawing(file('process.bpmn'))
  return [...shapes, ...edges]
    .filter((shape) => shape.name !== '')
    .map((shape) => {
      const [latin, russian] = [uz![`process.${shape.id}`]!, ru![`process.${shape.id}`]!]
      return { en: shape.name, names: { uz: latin, 'uz-cyrl': cyrillicText(latin), ru: russian } }
    })
}

const versions = new Map(
  RUNNING.map((id) => [id, /^version: (\d+)$/m.exec(readFileSync(`services/${id}/service.yaml`, 'utf8'))![1]]),
)
const servicePage = (language: string, id: string) => `/${language}/administration/services/${id}%40${versions.get(id)}`
const plain = (html: string) => html.replace(/<[^>]*>/g, '\n').replace(/&#39;/g, "'")
/** Labels of the drawing, with their lines joined. */
const labels = (html: string) =>
  [...html.matchAll(/<text text-anchor="middle"[^>]*>(.*?)<\/text>/g)]
    .map(([, lines]) => [...lines!.matchAll(/>([^<]+)<\/tspan>/g)].map(([, line]) => line).join(' '))
    .filter((text) => text !== '')

let bench: CaseBench
let administrator: Visitor
let application: string
beforeAll(async () => {
  bench = await caseBench(RUNNING)
  administrator = await bench.as('aziza')
  application = (await bench.file(GUARDIANSHIP)).id
  await bench.work()
})
afterAll(() => bench.close())

it.each(RUNNING)('%s is drawn in the words of its reader, and every word has room', async (id) => {
  const named = await namesOf(id)
  expect(named.length).toBeGreaterThan(25)
  for (const language of OTHERS) {
    const { status, text } = await administrator.get(servicePage(language, id))
    expect(status).toBe(200)
    expect(labels(text).sort()).toEqual(named.map((item) => item.names[language]).sort())
  }
})

it.each([
  ['a case', () => `cases/${application}`],
  ['what a version measures', () => servicePage('', GUARDIANSHIP).replace(/^\/\/administration\//, '')],
])('%s names elements as its reader does, in drawing, lists and choices', async (_, path) => {
  const named = await namesOf(GUARDIANSHIP)
  const passed = named.find((candidate) => candidate.en === 'Ask registers for fifteen papers')!
  for (const language of OTHERS) {
    const words = plain((await administrator.get(`/${language}/administration/${path()}`)).text)
      .split('\n')
      .map((line) => line.trim())
    // drawn in lines, told whole in the table
    expect(words).toContain(passed.names[language])
    const foreign = named
      .filter((candidate) => !Object.values(candidate.names).includes(candidate.en))
      .map((item) => item.en)
    expect(words.filter((word) => foreign.some((name) => word === name || word.startsWith(`${name} (`)))).toEqual([])
  }
  expect(plain((await administrator.get(`/en/administration/${path()}`)).text)).toContain(passed.en)
})

it('a log for process mining keeps the names of the model, whoever asks', async () => {
  const { text } = await administrator.get(`/cases/${application}/history.xes`)
  expect(text).toContain('<string key="concept:name" value="Ask registers for fifteen papers"/>')
})

it('a gateway without a name is called by what it parts or joins', async () => {
  const { text } = await administrator.get(`/ru/administration/cases/${application}`)
  expect(plain(text)).toContain('→ Заключение о жилье и здоровье, Заключение соцзащиты об опекуне')
})
