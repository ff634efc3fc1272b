import {
  CalendarData,
  compileCalendar,
  dueAt,
  legalTerm,
  localDate,
  readClock,
  receivedAt,
} from '../../kernel/terms/index.ts'
import type { z } from 'zod'
import type { Language } from '../i18n/languages.ts'
import { useSpelling } from '../i18n/cyrillic.ts'
import { inLanguage } from '../i18n/localized.ts'
import { BodiesFile, expandOffices, officeServing } from './bodies.ts'
import { CalculationValuesFile, valuesOn } from './calculation-values.ts'
import type { Country } from './country.ts'
import {
  CountryFileData,
  GlossaryFile,
  LawKindsFile,
  LifeEventsFile,
  PortalRulesFile,
  RegistersFile,
  SpellingFile,
  StatusesFile,
} from './lists.ts'
import { Provenance, type Named } from './named.ts'
import { checkOrganisationNumber, checkPersonNumber, NumbersFile } from './numbers.ts'
import { indexPlaces, PlacesFile } from './places.ts'
import { CountryError, readCountryFile, refuseTwice, type CountryProblem } from './read-country-file.ts'

/**
 * Reads a country pack and compiles it; from then on Uzbek is written in Cyrillic by its spelling.
 * @param folder such as `country/uz`
 * @throws CountryError with file and line of everything that is wrong
 */
export function readCountry(folder: string): Country {
  const problems: CountryProblem[] = []
  const read = <Schema extends z.ZodType>(name: string, schema: Schema) =>
    readCountryFile(folder, name, schema, problems)
  const files = {
    about: read('country.yaml', CountryFileData),
    calendar: read('calendar.yaml', CalendarData.extend({ provenance: Provenance.optional() })),
    places: read('places.yaml', PlacesFile),
    bodies: read('bodies.yaml', BodiesFile),
    numbers: read('numbers.yaml', NumbersFile),
    values: read('calculation-values.yaml', CalculationValuesFile),
    lifeEvents: read('life-events.yaml', LifeEventsFile),
    statuses: read('statuses.yaml', StatusesFile),
    spelling: read('spelling.yaml', SpellingFile),
    portalRules: read('portal-rules.yaml', PortalRulesFile),
    glossary: read('glossary.yaml', GlossaryFile),
    lawKinds: read('law-kinds.yaml', LawKindsFile),
    registers: read('registers.yaml', RegistersFile),
  }
  if (!areAllRead(files)) throw new CountryError(problems)
  const { about, numbers, values, lifeEvents, statuses, spelling, portalRules, glossary } = files
  const places = indexPlaces(files.places)
  const offices = expandOffices(files.bodies, places)
  if (!places.has(about.value.homePlace))
    about.wrong(['homePlace'], `${about.value.homePlace} is not a place that is listed`)
  refuseTwice(
    lifeEvents,
    'lifeEvents',
    lifeEvents.value.lifeEvents.map((one) => one.id),
    'the life event',
  )
  refuseTwice(
    statuses,
    'statuses',
    statuses.value.statuses.map((one) => one.code),
    'the status',
  )
  const { provenance: _, ...calendarData } = files.calendar.value
  if (calendarData.zone.name !== about.value.timeZone)
    files.calendar.wrong(['zone', 'name'], `the zone is not that of country.yaml (${about.value.timeZone})`)
  const calendar = compiled(
    () => compileCalendar(calendarData),
    (message) => files.calendar.wrong([], message),
  )
  if (problems.length > 0 || !calendar) throw new CountryError(problems)

  const kinds = files.bodies.value.kinds.map(({ id, name }) => ({ id, name }))
  const names = new Map<string, Named>([
    ...kinds.map((one) => [one.id, one.name] as const),
    ...[...places.values()].map((one) => [one.code, one.name] as const),
    ...[...offices.values()].map((one) => [one.id, one.name] as const),
  ])
  useSpelling(spelling.value.exceptions)
  const lawKinds = new Map(files.lawKinds.value.lawKinds.map((one) => [one.id, one.name] as const))
  const registers = new Map(files.registers.value.registers.map((one) => [one.id, one.name] as const))
  return {
    id: about.value.id,
    name: about.value.name,
    currency: about.value.currency,
    timeZone: about.value.timeZone,
    homePlace: about.value.homePlace,
    calendar,
    calendarData: files.calendar.value,
    registers: files.registers.value.registers,
    localDate: (instant) => localDate(calendar, instant),
    countsFrom: (instant) => receivedAt(calendar, instant).countsFrom,
    receivedAt: (instant) => receivedAt(calendar, instant),
    dueAt: (term, from, pauses = []) =>
      dueAt(
        calendar,
        legalTerm(term.amount, term.unit),
        from,
        pauses.map(({ since, until }) => ({ from: since, to: until })),
      ),
    dueAtTerm: (text, from) => dueAt(calendar, text, from),
    readClock: (running, now) => readClock(calendar, running, now),
    officeFor: (kind, level, place) => officeServing(offices, places, kind, level, place),
    findOffice: (id) => offices.get(id),
    office: (id) => {
      const found = offices.get(id)
      if (!found) throw new Error(`there is no office "${id}" in the country pack`)
      return found
    },
    offices: () => [...offices.values()],
    kinds: () => kinds,
    findPlace: (code) => places.get(code),
    places: () => [...places.values()],
    placeName: (code, language) => (places.has(code) ? inLanguage(places.get(code)!.name, language) : code),
    displayName: (id, language) => nameFrom(names, id, language),
    lawKindName: (kind, language) => nameFrom(lawKinds, kind, language),
    registerName: (register, language) => nameFrom(registers, register, language),
    reference: (date) => valuesOn(values.value, date),
    checkPersonNumber: (number) => checkPersonNumber(numbers.value, number),
    checkOrganisationNumber: (number) => checkOrganisationNumber(numbers.value, number),
    lifeEvents: lifeEvents.value.lifeEvents,
    statuses: statuses.value.statuses,
    spelling: spelling.value,
    portalRules: portalRules.value.rules,
    glossary: glossary.value.terms,
  }
}

const nameFrom = (names: ReadonlyMap<string, Named>, id: string, language: Language): string => {
  const name = names.get(id)
  return name ? inLanguage(name, language) : id
}

type Whole<Files> = { [Name in keyof Files]: Exclude<Files[Name], undefined> }
const areAllRead = <Files extends object>(files: Files): files is Files & Whole<Files> =>
  Object.values(files).every((file) => file !== undefined)

function compiled<Value>(make: () => Value, wrong: (message: string) => void): Value | undefined {
  try {
    return make()
  } catch (error) {
    wrong((error as Error).message)
    return undefined
  }
}
