import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeTurtle } from '../../src/kernel/linked-data/index.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { describeCatalogue } from '../../src/modules/catalogue/index.ts'
import { PREFIXES } from '../../src/modules/catalogue/model/linked-terms.ts'
import { readableServices } from '../../src/modules/catalogue/testing.ts'
import { readCountry } from '../../src/platform/country/index.ts'
import { loadTexts } from '../../src/platform/i18n/index.ts'
import { SHAPES } from './cpsv-shapes.ts'
import { lacks, outside } from './outside.ts'

interface Triple {
  subject: string
  predicate: string
  object: string
  literal: boolean
  language: string | null
  datatype: string | null
  ill: boolean
}
const SERVICES = ['housing-availability-certificate', 'old-age-pension-proactive', 'advertising-material-permit']
const LANGUAGES = ['en', 'ru', 'uz-Cyrl', 'uz-Latn']
const whole = (name: string) => {
  const [prefix, local] = name.split(':') as [keyof typeof PREFIXES, string]
  return `${PREFIXES[prefix]}${local}`
}
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'

let bench: CaseBench
const folder = mkdtempSync(join(tmpdir(), 'darcha-linked-'))
beforeAll(async () => {
  bench = await caseBench(SERVICES)
}, 60_000)
afterAll(async () => {
  await bench?.close()
  rmSync(folder, { recursive: true, force: true })
})

const get = (path: string, accept?: string) =>
  fetch(`${bench.origin}${path}`, { redirect: 'manual', ...(accept ? { headers: { accept } } : {}) })

/** Both forms of an address, read by rdflib. */
async function read(path: string): Promise<{ same: boolean; triples: Triple[] }> {
  for (const [type, ending] of [
    ['text/turtle', 'ttl'],
    ['application/ld+json', 'jsonld'],
  ] as const) {
    const answer = await get(path, type)
    expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, type])
    writeFileSync(join(folder, `given.${ending}`), await answer.text())
  }
  return JSON.parse(
    await outside('/usr/bin/python3', [
      resolve(import.meta.dirname, 'read-graphs.py'),
      join(folder, 'given.ttl'),
      join(folder, 'given.jsonld'),
    ]),
  ) as { same: boolean; triples: Triple[] }
}

/** What a graph lacks of the profile: one line a fault. */
function faultsOf(triples: readonly Triple[]): string[] {
  const classes = Map.groupBy(
    triples.filter(({ predicate }) => predicate === TYPE),
    ({ subject }) => subject,
  )
  const isA = (thing: string, type: string) => classes.get(thing)?.some(({ object }) => object === whole(type)) ?? false
  const said = Map.groupBy(triples, ({ subject, predicate }) => `${subject} ${predicate}`)
  const faults = triples.filter(({ ill }) => ill).map(({ object, datatype }) => `"${object}" is no ${datatype}`)
  for (const [thing, own] of classes)
    for (const { object } of own)
      for (const [name, shape] of Object.entries(SHAPES)) {
        if (object !== whole(name)) continue
        for (const [property, { least, most, class: of, text, type }] of Object.entries(shape)) {
          const values = said.get(`${thing} ${whole(property)}`) ?? []
          const fault = (what: string) => faults.push(`${thing} (${name}) ${property}: ${what}`)
          if (values.length < least) fault('is not there')
          if (most !== undefined && values.length > most) fault(`stands ${values.length} times`)
          for (const value of values) {
            if (of && !isA(value.object, of)) fault(`${value.object} is no ${of}`)
            if (type && value.datatype !== whole(type)) fault(`${value.object} is no ${type}`)
          }
          const spoken = [...new Set(values.map(({ language }) => language))].sort()
          if (text && values.length > 0 && JSON.stringify(spoken) !== JSON.stringify(LANGUAGES))
            fault(`is said in ${spoken.join(', ')}`)
        }
      }
  return faults
}

describe.skipIf(lacks('/usr/bin/python3'))('the catalogue as linked data', () => {
  it('is read by a program that is not ours, the same in both forms, whole by CPSV-AP 3.2', async () => {
    const { same, triples } = await read('/catalogue')
    expect(same).toBe(true)
    expect(faultsOf(triples)).toEqual([])
    const ofClass = (type: string) =>
      triples.filter(({ predicate, object }) => predicate === TYPE && object === whole(type)).map((of) => of.subject)
    expect(ofClass('cpsv:PublicService').sort()).toEqual(
      SERVICES.map((id) => `${bench.origin}/catalogue/services/${id}`).sort(),
    )
    for (const name of Object.keys(SHAPES)) expect([name, ofClass(name).length > 0]).toEqual([name, true])
  })

  it('says what the passport says, and nothing that has no source', async () => {
    const [id] = SERVICES as [string]
    const { passport } = readableServices().find((service) => service.passport.id === id)!
    const { triples } = await read(`/catalogue/services/${id}`)
    const of = (subject: string, property: string) =>
      triples.filter((triple) => triple.subject === subject && triple.predicate === whole(property))
    const service = `${bench.origin}/catalogue/services/${id}`
    expect(of(service, 'dct:title').find(({ language }) => language === 'ru')?.object).toBe(passport.name['ru'])
    expect(of(service, 'cv:hasLegalResource')).toHaveLength(passport.legalBasis.length)
    for (const piece of passport.evidence)
      expect(of(`${service}#evidence-${piece.id}`, 'dct:title').map(({ object }) => object)).toContain(piece.name['en'])
    const demo = Object.keys(passport.provenance).filter((field) => passport.provenance[field] === 'demo')
    const written = { term: 'cv:processingTime', conditions: 'cv:holdsRequirement', fee: 'cv:hasCost' } as const
    for (const [field, property] of Object.entries(written))
      if (demo.includes(field)) expect(of(service, property)).toEqual([])
  })

  it('survives whatever a passport holds', async () => {
    const odd = 'a "quote" \\ back\nline\ttab \u0001 <b> ^^ @en . ; 😀'
    const { passport } = readableServices()[0]!
    const country = readCountry('country/uz')
    const texts = loadTexts('texts', country.conventions)
    const named = Object.fromEntries(country.languages.written.map((language) => [language, odd]))
    const document = describeCatalogue(
      { country, origin: bench.origin, speak: (language) => texts.in(language) },
      [{ ...passport, name: named as typeof passport.name }],
      true,
    )
    writeFileSync(join(folder, 'odd.ttl'), writeTurtle(document))
    writeFileSync(join(folder, 'odd.jsonld'), JSON.stringify(document))
    const { same, triples } = JSON.parse(
      await outside('/usr/bin/python3', [
        resolve(import.meta.dirname, 'read-graphs.py'),
        join(folder, 'odd.ttl'),
        join(folder, 'odd.jsonld'),
      ]),
    ) as { same: boolean; triples: Triple[] }
    expect(same).toBe(true)
    expect(triples.some(({ object, language }) => object === odd && language === 'en')).toBe(true)
  })
})

it('people are led to the page, programs are given data by what they accept or by the ending', async () => {
  const browser = await get('/catalogue', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8')
  expect([browser.status, browser.headers.get('location')]).toEqual([303, '/uz/services'])
  const about = await get(`/catalogue/services/${SERVICES[0]}`, 'text/html')
  expect([about.status, about.headers.get('location')]).toEqual([303, `/uz/services/${SERVICES[0]}`])
  const types = async (path: string, accept?: string) => (await get(path, accept)).headers.get('content-type')
  expect(await types('/catalogue')).toBe('application/ld+json')
  expect(await types('/catalogue', 'text/turtle;q=0.9, application/ld+json;q=0.1')).toBe('text/turtle; charset=utf-8')
  expect(await types('/catalogue.ttl', 'text/html')).toBe('text/turtle; charset=utf-8')
  expect(await types(`/catalogue/services/${SERVICES[0]}.jsonld`)).toBe('application/ld+json')
  expect((await get('/catalogue/services/no-such-service', 'text/turtle')).status).toBe(404)
  expect((await get('/catalogue/bodies/khokimiyat')).headers.get('location')).toBe(`${bench.origin}/catalogue`)
  const api = await get('/api/v1/catalogue')
  expect(((await api.json()) as { '@graph': unknown[] })['@graph'].length).toBeGreaterThan(20)
})
