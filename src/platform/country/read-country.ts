import {
  CalendarData,
  compileCalendar,
  dayOf,
  dueAt,
  legalTerm,
  localDate,
  readClock,
  receivedAt,
} from '../../kernel/terms/index.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { compileFacts } from '../../kernel/forms/index.ts'
import { fromMajor } from '../../kernel/money/index.ts'
import { readOfficialNumber, readPhone } from '../../kernel/values/index.ts'
import { inLanguage, languagesOf, type Conventions, type Language, type Languages } from '../i18n/index.ts'
import { amended } from './amended.ts'
import { BodiesFile, expandOffices, officesAbove, officeServing } from './bodies.ts'
import { contactOf, ContactsFile, refuseUnknownOffices } from './contacts.ts'
import { CalculationValuesFile, valuesOn } from './calculation-values.ts'
import type { Country } from './country.ts'
import {
  CountryFileData,
  GlossaryFile,
  LanguagesFile,
  LawKindsFile,
  LifeEventsFile,
  PortalRulesFile,
  RegistersFile,
  ScriptsFile,
  SpellingFile,
  StatusesFile,
} from './lists.ts'
import { nameShapes, type Named } from './named.ts'
import { examplesOf, NumbersFile, refuseWrongExamples } from './numbers.ts'
import { indexPlaces, PlacesFile } from './places.ts'
import { NO_PROCEDURE, ProcedureFile } from './procedure.ts'
import {
  CountryError,
  readCountryFile,
  refuseTwice,
  type CountryFile,
  type CountryProblem,
} from './read-country-file.ts'

/**
 * Reads a country pack and compiles it.
 * @param folder such as `country/uz`
 * @throws CountryError with file and line of everything that is wrong
 */
export function readCountry(folder: string): Country {
  const problems: CountryProblem[] = []
  const read = <Schema extends z.ZodType>(name: string, schema: Schema) =>
    readCountryFile(folder, name, schema, problems)
  const spelling = read('spelling.yaml', SpellingFile)
  const languages = readLanguages(read('languages.yaml', LanguagesFile), read('scripts.yaml', ScriptsFile), spelling)
  // without its languages nothing can be said of the names in the other files
  if (!languages || !spelling) throw new CountryError(problems)
  const shapes = nameShapes(languages)
  const files = {
    about: read('country.yaml', CountryFileData(shapes)),
    calendar: read(
      'calendar.yaml',
      CalendarData.extend({
        // a sentence stands in the languages of the country, an address as it is
        provenance: z.record(z.string(), z.union([z.string(), shapes.NamedInSome])).optional(),
      }),
    ),
    places: read('places.yaml', PlacesFile(shapes)),
    bodies: read('bodies.yaml', BodiesFile(shapes)),
    numbers: read('numbers.yaml', NumbersFile(shapes)),
    values: read('calculation-values.yaml', CalculationValuesFile),
    lifeEvents: read('life-events.yaml', LifeEventsFile(shapes)),
    statuses: read('statuses.yaml', StatusesFile(shapes)),
    portalRules: read('portal-rules.yaml', PortalRulesFile),
    glossary: read('glossary.yaml', GlossaryFile(shapes)),
    lawKinds: read('law-kinds.yaml', LawKindsFile(shapes)),
    registers: read('registers.yaml', RegistersFile(shapes)),
  }
  // a pack may say nothing of it
  const procedureFile = existsSync(join(folder, 'procedure.yaml'))
    ? read('procedure.yaml', ProcedureFile(shapes))
    : undefined
  const procedure = existsSync(join(folder, 'procedure.yaml')) ? procedureFile?.value : NO_PROCEDURE
  const contacts = existsSync(join(folder, 'contacts.yaml'))
    ? read('contacts.yaml', ContactsFile(shapes))
    : { value: { offices: {} }, wrong: () => undefined }
  if (!areAllRead(files) || !procedure || !contacts) throw new CountryError(problems)
  const { about, numbers, values, lifeEvents, statuses, portalRules, glossary } = files
  refuseWrongExamples(numbers)
  const places = indexPlaces(files.places)
  const offices = expandOffices(files.bodies, places)
  procedure.discussion.appeals.forEach((body, at) => {
    if (!offices.has(body)) procedureFile?.wrong(['discussion', 'appeals', at], `"${body}" is not a body`)
  })
  refuseUnknownOffices(contacts, offices)
  if (!places.has(about.value.homePlace))
    about.wrong(['homePlace'], `${about.value.homePlace} is not a place that is listed`)
  refuseTwice(
    lifeEvents,
    'lifeEvents',
    lifeEvents.value.lifeEvents.map((lifeEvent) => lifeEvent.id),
    'the life event',
  )
  refuseTwice(
    statuses,
    'statuses',
    statuses.value.statuses.map((status) => status.code),
    'the status',
  )
  const { provenance: _, ...calendarData } = files.calendar.value
  if (calendarData.zone.name !== about.value.timeZone)
    files.calendar.wrong(['zone', 'name'], `the zone is not that of country.yaml (${about.value.timeZone})`)
  const written = compiled(
    () => compileCalendar(calendarData),
    (message) => files.calendar.wrong([], message),
  )
  if (problems.length > 0 || !written) throw new CountryError(problems)

  const levels = files.bodies.value.levels.map((level) => level.id)
  const levelNames = new Map(files.bodies.value.levels.map((level) => [level.id, level.name] as const))
  const kinds = files.bodies.value.kinds.map(({ id, name }) => ({ id, name }))
  const names = new Map<string, Named>([
    ...kinds.map((kind) => [kind.id, kind.name] as const),
    ...[...places.values()].map((place) => [place.code, place.name] as const),
    ...[...offices.values()].map((office) => [office.id, office.name] as const),
  ])
  const conventions: Conventions = {
    languages,
    timeZone: about.value.timeZone,
    currency: about.value.currency,
  }
  const text: Country['text'] = (localized, language) => inLanguage(localized, language, conventions.languages)
  const nameFrom = (known: ReadonlyMap<string, Named>, id: string, language: Language): string => {
    const name = known.get(id)
    return name ? text(name, language) : id
  }
  const lawNumberLetters = new Map(
    files.lawKinds.value.numberLetters.map((letters) => [letters.id, letters.name] as const),
  )
  const lawKinds = new Map(files.lawKinds.value.lawKinds.map((lawKind) => [lawKind.id, lawKind.name] as const))
  const exchange = files.registers.value.exchange ?? {
    instance: about.value.id.toUpperCase(),
    memberClass: 'GOV',
    member: 'darcha',
    subsystem: 'darcha',
  }
  const registers = new Map(files.registers.value.registers.map((register) => [register.id, register.name] as const))
  let calendar = written
  let calendarNow = files.calendar.value
  let amendedWith = '[]'
  return {
    id: about.value.id,
    folder,
    name: about.value.name,
    currency: about.value.currency,
    timeZone: about.value.timeZone,
    languages,
    conventions,
    shapes,
    paymentProtocol: about.value.paymentProtocol,
    homePlace: about.value.homePlace,
    get calendar() {
      return calendar
    },
    get calendarData() {
      return calendarNow
    },
    amendCalendar(days) {
      const told = JSON.stringify(days)
      if (told === amendedWith) return
      const { provenance: _told, ...data } = (calendarNow = amended(files.calendar!.value, days))
      calendar = compileCalendar(data)
      amendedWith = told
    },
    registers: files.registers.value.registers.map((register) => ({
      ...register,
      facts: compileFacts(register.facts),
      address: {
        instance: exchange.instance,
        memberClass: exchange.memberClass,
        memberCode: register.member ?? register.id,
        subsystem: register.id,
      },
    })),
    ownLook: files.registers.value.ownLook,
    exchange: {
      instance: exchange.instance,
      memberClass: exchange.memberClass,
      memberCode: exchange.member,
      subsystem: exchange.subsystem,
    },
    isAmount: (attribute) => {
      const { amountsEnd } = files.registers.value
      return amountsEnd !== undefined && attribute.endsWith(amountsEnd)
    },
    localDate: (instant) => localDate(calendar, instant),
    beginOf: (date, after = 0) => new Date(calendar.instantAt(dayOf(date) + after, 0)).toISOString(),
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
    officeFor: (kind, level, place) => officeServing(offices, places, levels, kind, level ?? levels[0]!, place),
    officesAbove: (id) => officesAbove(offices, places, levels, id),
    levels,
    levelName: (level, language) => nameFrom(levelNames, level, language),
    findOffice: (id) => offices.get(id),
    findContact(id) {
      const office = offices.get(id)
      return office && contactOf(contacts.value, office, places, about.value.name)
    },
    office: (id) => {
      const found = offices.get(id)
      if (!found) throw new Error(`there is no office "${id}" in the country pack`)
      return found
    },
    offices: () => [...offices.values()],
    kinds: () => kinds,
    findPlace: (code) => places.get(code),
    places: () => [...places.values()],
    placeName: (code, language) => (places.has(code) ? text(places.get(code)!.name, language) : code),
    displayName: (id, language) => nameFrom(names, id, language),
    lawKindName: (kind, language) => nameFrom(lawKinds, kind, language),
    lawNumber: (number, language) => {
      const [letters = '', ...rest] = number.split('-')
      return [nameFrom(lawNumberLetters, letters, language), ...rest].join('-')
    },
    registerName: (register, language) => nameFrom(registers, register, language),
    feedName: (register, feed, language) => {
      const found = files.registers.value.registers
        .find(({ id }) => id === register)
        ?.feeds.find(({ id }) => id === feed)
      return found ? text(found.name, language) : feed
    },
    reference: (date) => valuesOn(values.value, date),
    referenceNames: [...new Set(values.value.values.map((value) => value.kind))],
    money: (major) => fromMajor(major, about.value.currency, about.value.shareRounding),
    text,
    numbers: numbers.value,
    checkPersonNumber: (number) => readOfficialNumber(numbers.value.person, number),
    checkOrganisationNumber: (number) => readOfficialNumber(numbers.value.organisation, number),
    readPhone: (typed) => readPhone(numbers.value.phone, typed),
    formChecks: {
      personNumber: (typed) => readOfficialNumber(numbers.value.person, typed),
      organisationNumber: (typed) => readOfficialNumber(numbers.value.organisation, typed),
      phone: (typed) => readPhone(numbers.value.phone, typed),
      districts: (code) => places.has(code),
      minorUnits: about.value.currency.minorUnits,
      examples: examplesOf(numbers.value),
    },
    lifeEvents: lifeEvents.value.lifeEvents,
    statuses: statuses.value.statuses,
    spelling: spelling.value,
    portalRules: portalRules.value.rules,
    procedure,
    glossary: glossary.value.terms,
  }
}

/** Languages with their scripts; notes a language that is written by letters or from a language that are not there. */
function readLanguages(
  list: CountryFile<z.output<typeof LanguagesFile>> | undefined,
  scripts: CountryFile<z.output<typeof ScriptsFile>> | undefined,
  spelling: CountryFile<z.output<typeof SpellingFile>> | undefined,
): Languages | undefined {
  if (!list || !scripts || !spelling) return undefined
  return compiled(
    () => languagesOf(list.value.languages, scripts.value.scripts, spelling.value.exceptions),
    (message) => list.wrong(['languages'], message),
  )
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
