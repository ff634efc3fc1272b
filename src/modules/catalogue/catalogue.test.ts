import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCountry } from '../../platform/country/index.ts'
import { testDatabase } from '../../platform/database/testing.ts'
import { combineRights, nobody } from '../../platform/rights/index.ts'
import { performer } from '../../platform/use-case/index.ts'
import {
  compileService,
  createServices,
  definitionId,
  getService,
  listServices,
  publishService,
  PublishingRefused,
  readServiceFolder,
  servicesByLifeEvent,
  versionsOf,
  type ServiceFolder,
} from './index.ts'

const now = '2026-03-02T10:00:00.000Z'
const country = readCountry('country/uz')

/** A service that runs, in a folder of its own; `change` alters its files before it is read. */
function folder(change: Record<string, string | ((text: string) => string) | null> = {}): string {
  const path = join(mkdtempSync(join(tmpdir(), 'service-')), 'water-meter')
  mkdirSync(join(path, 'texts'), { recursive: true })
  const files: Record<string, string> = {
    'service.yaml': readFileSync('services/well-meter-sealing/service.yaml', 'utf8')
      .replace('id: well-meter-sealing', 'id: water-meter')
      .replace('legalBasis: []', 'legalBasis:\n  - {id: law-1, kind: Law, number: 269}'),
    'process.bpmn': '<definitions/>',
    'rules.dmn': `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="fee" namespace="urn:x"><decision id="fee" name="fee"><literalExpression><text>{amount: reference.BRV * 0.5, lines: []}</text></literalExpression></decision>
      <decision id="fails" name="fails"><invocation><literalExpression><text>nothing</text></literalExpression></invocation></decision></definitions>`,
    'form.yaml': 'pages:\n  - id: meter\n    fields:\n      - {id: number, kind: text, required: true, why: law-1}\n',
    'texts/uz.yaml':
      'form: {meter: {title: Hisoblagich}}\nresult:\n  body: "Egasi: {applicant.name}, {filedOn}, {fee.amount} soʻm{if applicant.sex = \\"male\\" then \\", {erkak}\\" else \\"\\"}"\n',
    'texts/ru.yaml':
      'form.meter.title: Счётчик\nresult.body: "Владелец: {applicant.name}, {filedOn}, {fee.amount} сум"\n',
    'texts/en.yaml': 'form.meter.title: Meter\nresult.body: "Owner: {applicant.name}, {filedOn}, {fee.amount} soum"\n',
    'examples.yaml':
      '- {name: granted, applicant: business, organisation: "309990017", answers: {number: A1}, expect: {status: completed}}\n',
  }
  for (const [name, text] of Object.entries(change)) {
    if (text === null) delete files[name]
    else files[name] = typeof text === 'string' ? text : text(files[name]!)
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return path
}
const read = (change?: Parameters<typeof folder>[0]): ServiceFolder => {
  const { service, problems } = readServiceFolder(folder(change), country)
  expect(problems).toEqual([])
  return service!
}

describe('the services of the project', () => {
  const names = readdirSync('services')
  it.each(names)('%s reads without problems', (name) =>
    expect(readServiceFolder(`services/${name}`, country).problems).toEqual([]),
  )
  it('are sixty-four or more, each field of every one with its source', () => {
    expect(names.length).toBeGreaterThanOrEqual(64)
    for (const name of names) {
      const passport = readServiceFolder(`services/${name}`, country).service!.passport
      const said = new Set(Object.keys(passport.provenance).map((field) => field.split('.')[0]!))
      for (const field of ['name', 'legalBasis', 'evidence', 'fee', 'term', 'channels'] as const) {
        const value = passport[field]
        if (value !== undefined && !(Array.isArray(value) && value.length === 0))
          expect(said, `${name} ${field}`).toContain(field)
      }
    }
  })
})

describe('a folder with faults says file, line and what to do', () => {
  it.each<[string, Parameters<typeof folder>[0], object]>([
    [
      'another id',
      { 'service.yaml': (text) => text.replace('id: water-meter', 'id: gas-meter') },
      { file: 'service.yaml', line: 1, message: expect.stringContaining('gas-meter') },
    ],
    [
      'a field that is none',
      { 'service.yaml': (text) => `${text}colour: red\n` },
      { file: 'service.yaml', message: expect.stringContaining('colour') },
    ],
    [
      'no Russian name',
      { 'service.yaml': (text) => text.replace(/^ {2}ru: .*\n/m, '') },
      { file: 'service.yaml', line: 3 },
    ],
    [
      'an unknown life event',
      { 'service.yaml': (text) => text.replace('lifeEvent: property', 'lifeEvent: party') },
      { file: 'service.yaml', message: expect.stringContaining('party'), remedy: expect.stringContaining('housing') },
    ],
    [
      'an unknown kind of body',
      { 'service.yaml': (text) => text.replace('kind: utility', 'kind: circus') },
      { message: expect.stringContaining('circus') },
    ],
    [
      'a law that is none',
      { 'form.yaml': (text) => text.replace('why: law-1', 'why: law-2') },
      { file: 'form.yaml', line: 4, message: expect.stringContaining('law-2') },
    ],
    [
      'a form that is none',
      { 'form.yaml': (text) => text.replace('kind: text', 'kind: poem') },
      { file: 'form.yaml', line: 4 },
    ],
    [
      'a text that lacks',
      { 'texts/ru.yaml': (text) => text.replace(/^form.*\n/, '') },
      { file: 'texts/ru.yaml', message: expect.stringContaining('form.meter.title') },
    ],
    [
      'a text that is no FEEL',
      { 'texts/en.yaml': (text) => text.replace('{filedOn}', '{filedOn +}') },
      { file: 'texts/en.yaml', line: 2, remedy: expect.stringContaining('FEEL') },
    ],
    [
      'an open brace',
      { 'texts/en.yaml': (text) => text.replace('{filedOn}', '{filedOn') },
      { file: 'texts/en.yaml', line: 2 },
    ],
    ['a number for a text', { 'texts/en.yaml': (text) => `${text}extra: 12\n` }, { file: 'texts/en.yaml', line: 3 }],
    ['a language that lacks', { 'texts/en.yaml': null }, { file: 'texts/en.yaml', message: 'the file is missing' }],
    ['a process without a form', { 'form.yaml': null }, { file: 'form.yaml' }],
    ['a stranger among the files', { 'run.sh': 'rm' }, { file: 'run.sh' }],
    ['examples that are none', { 'examples.yaml': '- {answers: 3}\n' }, { file: 'examples.yaml', line: 1 }],
    ['YAML that is none', { 'service.yaml': 'id: [' }, { file: 'service.yaml' }],
    ['nothing', { 'service.yaml': null }, { file: 'service.yaml', line: 1 }],
  ])('%s', (_, change, problem) => {
    const { service, problems } = readServiceFolder(folder(change), country)
    expect(service).toBeUndefined()
    expect(problems).toContainEqual(expect.objectContaining(problem))
    for (const serviceProblem of problems) expect(serviceProblem.remedy).not.toBe('')
  })
})

describe('publishing', () => {
  let test: Awaited<ReturnType<typeof testDatabase>>
  beforeAll(async () => {
    test = await testDatabase()
  })
  afterAll(() => test.drop())
  const deployed: unknown[][] = []
  const publish = (service: ServiceFolder) =>
    test.database.transaction((tx) =>
      publishService(tx, service, {
        conventions: country.conventions,
        now,
        deploy: async (...entry) => {
          deployed.push(entry)
        },
      }),
    )
  const version = (number: number) => (text: string) => text.replace('version: 1', `version: ${number}`)

  it('puts a version in once; the same again changes nothing, another text under it is refused', async () => {
    expect(await publish(read())).toBe('published')
    expect(await publish(read())).toBe('unchanged')
    expect(deployed).toEqual([[definitionId('water-meter', 1), '<definitions/>', expect.stringContaining('decision')]])
    await expect(
      publish(
        read({ 'process.bpmn': '<definitions id="x"/>', 'texts/en.yaml': (text) => text.replace('Meter', 'A meter') }),
      ),
    ).rejects.toThrow(
      'services/water-meter/service.yaml:2: version 1 was published before with another text (process.bpmn, texts/en.yaml). Raise version to 2.',
    )
    expect(deployed).toHaveLength(1)
  })
  it('goes forward only, keeps what was', async () => {
    expect(
      await publish(
        read({ 'service.yaml': version(3), 'texts/en.yaml': (text) => text.replace('Meter', 'New meter') }),
      ),
    ).toBe('published')
    await expect(publish(read({ 'service.yaml': version(2) }))).rejects.toBeInstanceOf(PublishingRefused)
    expect(await publish(read())).toBe('unchanged')
    const { titles, versions } = await test.database.transaction(async (tx) => {
      const services = createServices(country.conventions)
      const [current, first] = await Promise.all([services.get(tx, 'water-meter'), services.get(tx, 'water-meter', 1)])
      expect(await services.get(tx, 'water-meter', 3)).toBe(current)
      expect([...(await services.all(tx, ['water-meter', 'no-such', 'water-meter']))]).toEqual([
        ['water-meter', current],
      ])
      expect([...(await services.names(tx, ['water-meter', 'no-such'], 'ru'))]).toEqual([
        ['water-meter', expect.stringContaining('счётчика')],
        ['no-such', 'no-such'],
      ])
      expect((await services.all(tx, [])).size).toBe(0)
      return {
        titles: [current.say('en', 'form.meter.title'), first.say('en', 'form.meter.title')],
        versions: await versionsOf(tx, 'water-meter'),
      }
    })
    expect(titles).toEqual(['New meter', 'Meter'])
    expect(versions.map((item) => item.version)).toEqual([3, 1])
  })
  it('leaves nothing behind when the process can’t be deployed', async () => {
    const service = read({ 'service.yaml': version(4) })
    await expect(
      test.database.transaction((tx) =>
        publishService(tx, service, {
          now,
          conventions: country.conventions,
          deploy: () => Promise.reject(new Error('no process')),
        }),
      ),
    ).rejects.toThrow('no process')
    await expect(publish(read({ 'service.yaml': version(4), 'rules.dmn': '<rubbish' }))).rejects.toThrow()
    expect(await test.database.transaction((tx) => versionsOf(tx, 'water-meter'))).toHaveLength(2)
  })
  it('twice at once ends as once', async () => {
    const service = read({ 'service.yaml': version(5) })
    expect((await Promise.all([publish(service), publish(service), publish(service)])).sort()).toEqual([
      'published',
      'unchanged',
      'unchanged',
    ])
  })

  it('compiles what runs: texts with FEEL, decisions, form', async () => {
    const service = await test.database.transaction((tx) =>
      createServices(country.conventions).get(tx, 'water-meter', 1),
    )
    const variables = {
      applicant: { name: 'Dilnoza {Karimova}', sex: 'female' },
      filedOn: '2026-03-02',
      fee: { amount: 206000 },
      reference: { BRV: 412_000 },
    }
    expect(service).toMatchObject({
      runs: true,
      definition: 'water-meter@1',
      passport: { owner: { kind: 'utility', level: 'region' } },
    })
    expect(service.form?.pages[0]?.fields[0]?.id).toBe('number')
    expect(service.say('en', 'result.body', variables)).toBe('Owner: Dilnoza {Karimova}, 2 March 2026, 206,000 soum')
    expect(service.say('ru', 'result.body', variables).replaceAll('\u00A0', ' ')).toBe(
      'Владелец: Dilnoza {Karimova}, 2 марта 2026 г., 206 000 сум',
    )
    expect(service.say('uz', 'result.body', { ...variables, applicant: { name: 'A', sex: 'male' } })).toContain(
      ', {erkak}',
    )
    expect(service.say('uz-cyrl', 'result.body', variables)).toMatch(/^Эгаси: Dilnoza \{Karimova\}, /)
    expect(service.say('en', 'result.body', {})).toBe('Owner: —, —, — soum')
    expect([service.has('result.body'), service.has('no.such'), service.say('en', 'no.such')]).toEqual([
      true,
      false,
      '⟦no.such⟧',
    ])
    expect(service.decide('fee', variables)).toEqual({ amount: 206_000, lines: [] })
    expect(() => service.decide('no-such', variables)).toThrow('no-such')
  })

  it('of a version that another release took reads what it can: a rule that is refused today fails where it is asked', async () => {
    const odd = '<decision id="odd" name="odd"><literalExpression><text>uuid()</text></literalExpression></decision>'
    const service = await test.database.transaction(async (tx) => {
      await tx.query(
        `insert into catalogue.service_version (id, version, passport, files, published_at)
         select id, 90, passport, jsonb_set(files, '{rules.dmn}', to_jsonb(replace(files ->> 'rules.dmn', '</definitions>', $1::text))), published_at
         from catalogue.service_version where id = 'water-meter' and version = 1`,
        [`${odd}</definitions>`],
      )
      const found = await createServices(country.conventions).get(tx, 'water-meter', 90)
      await tx.query('delete from catalogue.service_version where version = 90', [])
      return found
    })
    expect(service.decide('fee', { reference: { BRV: 412_000 } })).toEqual({ amount: 206_000, lines: [] })
    expect(() => service.decide('odd', {})).toThrow('there is no function "uuid"')
  })

  it('names elements: as said for the diagram, else by a title that speaks of no case', async () => {
    const names = (filed: string, look: string) => (text: string) =>
      `${text}process: {filed: ${filed}, look: ${look}}\ntask: {look.title: "{filedOn}", sign.title: ${look}, pay.title: "{fee.amount}"}\n`
    const { passport, files } = read({
      'texts/uz.yaml': names('Ariza topshirildi', 'Koʻrik'),
      'texts/ru.yaml': names('Подано', 'Осмотр'),
      'texts/en.yaml': names('Filed', 'Inspection'),
    })
    const service = await compileService({ passport, files, publishedAt: now }, country.conventions)
    expect(['uz', 'uz-cyrl', 'ru', 'en'].map((language) => service.nameOfElement(language, 'filed'))).toEqual([
      'Ariza topshirildi',
      'Ариза топширилди',
      'Подано',
      'Filed',
    ])
    expect(['look', 'sign', 'pay', 'no-such'].map((element) => service.nameOfElement('ru', element))).toEqual([
      'Осмотр',
      'Осмотр',
      undefined,
      undefined,
    ])
  })

  const perform = (demo: boolean, input: Record<string, unknown>, language = 'uz') =>
    performer(test.database, combineRights(), { country, services: createServices(country.conventions) }).perform(
      getService(demo),
      input,
      { principal: nobody, language, now },
    )
  it('shows the passport in a language; example answers in a demonstration only', async () => {
    const shown = await perform(true, { id: 'water-meter', language: 'ru' })
    expect(shown).toMatchObject({
      version: 5,
      runs: true,
      name: expect.stringContaining('счётчика'),
      owner: { name: 'Предприятие инженерных сетей' },
      legalBasis: [{ kind: 'Закон', number: '269', date: null }],
      term: null,
      fee: { share: 0.5, base: 'BRV', text: '0,5 БРВ' },
    })
    expect(shown.example).toEqual({ answers: { number: 'A1' }, applicant: 'business', organisation: '309990017' })
    expect(await perform(false, { id: 'water-meter' })).not.toHaveProperty('example')
    expect(getService(true).output.parse(shown)).toEqual(shown)
    expect((await perform(false, { id: 'water-meter', version: 1 }, 'uz-cyrl')).name).toMatch(/\p{Script=Cyrillic}/u)
    for (const input of [{ id: 'no-such' }, { id: 'water-meter', version: 2 }])
      await expect(perform(true, input)).rejects.toMatchObject({ kind: { status: 404 } })
  })
  it('lists passports too, and says that they do not run', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'service-')), 'window-tint-permit')
    cpSync('services/window-tint-permit', path, { recursive: true })
    await publish(readServiceFolder(path, country).service!)
    const { lines, byEvent } = await test.database.transaction(async (tx) => ({
      lines: await listServices(tx),
      byEvent: await servicesByLifeEvent(tx, 'ru'),
    }))
    expect(lines.map((line) => [line.id, line.version, line.runs])).toEqual([
      ['water-meter', 5, true],
      ['window-tint-permit', 1, false],
    ])
    expect([...byEvent.keys()].sort()).toEqual(['car', 'property'])
    expect(await perform(false, { id: 'window-tint-permit' })).toMatchObject({ runs: false })
  })
})
