import { createHash } from 'node:crypto'
import { nameIn, type DemoPerson } from '../../src/platform/identity/people-file.ts'

/** What a register holds about a number, or nothing. */
export type Register = (
  subject: { number: string },
  evidence: string | undefined,
  people: readonly DemoPerson[],
) => Record<string, unknown> | undefined

/**
 * A whole number from 0 to `below - 1` that is always the same for the same words: made-up facts must not change
 * between two looks.
 */
function pick(below: number, ...words: string[]): number {
  return createHash('sha256').update(words.join('\n')).digest().readUInt32BE(0) % below
}
const digits = (length: number, ...words: string[]) =>
  Array.from({ length }, (_, at) => pick(10, ...words, String(at))).join('')
/** A date between two years, always the same for the same words. */
const date = (from: number, to: number, ...words: string[]) =>
  `${from + pick(to - from + 1, ...words, 'year')}-${String(1 + pick(12, ...words, 'month')).padStart(2, '0')}-${String(1 + pick(28, ...words, 'day')).padStart(2, '0')}`

const byNumber = (people: readonly DemoPerson[], number: string) => people.find((person) => person.number === number)
/** A register of people: about nobody else than the people of the demonstration. */
const ofPerson =
  (
    answer: (
      person: DemoPerson,
      evidence: string,
      people: readonly DemoPerson[],
    ) => Record<string, unknown> | undefined,
  ): Register =>
  (subject, evidence, people) => {
    const person = byNumber(people, subject.number)
    return person && answer(person, evidence ?? '', people)
  }

const names = (person: DemoPerson) => ({ name: nameIn(person.name, 'uz'), nameRu: nameIn(person.name, 'ru') })
const streets = ['Amir Temur', 'Bobur', 'Mustaqillik', 'Navoiy', 'Furqat', 'Mirobod', 'Oybek', 'Bunyodkor']
const addressOf = (person: DemoPerson) => ({
  district: person.district,
  street: `${streets[pick(streets.length, person.id, 'street')]} koʻchasi`,
  house: String(1 + pick(90, person.id, 'house')),
  flat: String(1 + pick(60, person.id, 'flat')),
})
const idOf = (value: unknown, people: readonly DemoPerson[]) => people.find((person) => person.id === value)
const parentsOf = (person: DemoPerson, people: readonly DemoPerson[]) =>
  ((person['parents'] ?? []) as unknown[]).map((id) => idOf(id, people)).filter((candidate) => candidate !== undefined)

/** The spouse of whom the marriage still binds: neither divorced, nor has one of the two died. */
function spouseOf(person: DemoPerson, people: readonly DemoPerson[]): DemoPerson | undefined {
  const spouse = idOf(person['spouse'], people)
  const isOver = [person, spouse].some((each) => each?.['divorcedOn'] !== undefined || each?.['diedOn'] !== undefined)
  return isOver ? undefined : spouse
}

const population = ofPerson((person) => ({
  ...names(person),
  number: person.number,
  birthDate: person.birthDate,
  sex: person.sex,
  citizenship: 'UZB',
  district: person.district,
  document: {
    kind: 'id-card',
    number: `AD${digits(7, person.id, 'document')}`,
    issuedOn: date(2021, 2024, person.id, 'issued'),
  },
  ...(person.phone ? { phone: person.phone } : {}),
  ...(person.email ? { email: person.email } : {}),
}))

const address = ofPerson((person) => ({
  ...addressOf(person),
  registeredSince: date(2005, 2020, person.id, 'address'),
  residents: 1 + pick(6, person.id, 'residents'),
}))

const civilRegistry = ofPerson((person, evidence, people) => {
  const parents = parentsOf(person, people)
  const children = people.filter((candidate) => ((candidate['parents'] ?? []) as unknown[]).includes(person.id))
  const spouse = spouseOf(person, people)
  if (/death/.test(evidence))
    return person['incapacitated'] === true
      ? {
          deaths: ['mother', 'father'].map((of) => ({
            of,
            record: digits(6, person.id, of),
            date: date(2010, 2020, person.id, of),
          })),
        }
      : undefined
  return {
    birth: { record: digits(6, person.id, 'birth'), date: person.birthDate, district: person.district },
    parents: parents.map((parent) => ({ number: parent.number, ...names(parent) })),
    children: children.map((child) => ({ number: child.number, ...names(child), birthDate: child.birthDate })),
    spouse: spouse ? { number: spouse.number, ...names(spouse) } : null,
    marriage: spouse
      ? {
          record: digits(6, ...[person.id, spouse.id].sort(), 'marriage'),
          date: date(2015, 2020, ...[person.id, spouse.id].sort(), 'marriage'),
        }
      : null,
  }
})

const cadastre: Register = (subject, evidence, people) => {
  const person = byNumber(people, subject.number)
  const firm = person ? undefined : organisationIn(people, subject.number)
  const key = person?.id ?? firm?.number
  if (key === undefined || (person && Number(person.birthDate.slice(0, 4)) > 2007)) return undefined
  const where = person ? addressOf(person) : { district: firm!.district ?? '' }
  const area = 38 + pick(90, key, 'area')
  const number = `10:${digits(2, key, 'c1')}:${digits(2, key, 'c2')}:${digits(4, key, 'c3')}`
  return {
    // of the first object, so that a form can be filled in from it
    number,
    area,
    ...('street' in where ? { street: `${where.street}, ${where.house}-uy` } : {}),
    ownerNumber: subject.number,
    objects: [
      {
        number,
        kind: /land|plot/.test(evidence ?? '') ? 'land' : 'dwelling',
        area,
        rooms: 1 + Math.floor(area / 25),
        address: where,
        right: 'ownership',
        share: 1,
        since: date(2004, 2019, key, 'since'),
        encumbrance: null,
      },
    ],
  }
}

const tax: Register = (subject, _evidence, people) => {
  const person = byNumber(people, subject.number)
  const key = person?.id ?? organisationIn(people, subject.number)?.number
  if (key === undefined) return undefined
  return {
    taxpayerNumber: person ? digits(9, key, 'inn') : key,
    debtTiyin: 0,
    incomeTiyin:
      person && !(Number(person.birthDate.slice(0, 4)) > 2007) ? (2_000_000 + pick(8_000_000, key, 'income')) * 100 : 0,
    registeredOn: date(2008, 2018, key, 'tax'),
  }
}

const court = ofPerson((person, evidence) => {
  const judgment = { number: `2-${digits(4, person.id, 'court')}/2024`, date: date(2023, 2024, person.id, 'court') }
  if (person['incapacitated'] === true)
    return { incapacitated: true, judgment: { ...judgment, kind: 'incapacity', inForce: true } }
  if (/incapac|judg/.test(evidence)) return undefined
  return { incapacitated: false, convictions: [], disputes: [] }
})

const health = ofPerson((person, evidence) => {
  const clean = (kind: string) => ({ registered: false, checkedOn: date(2024, 2025, person.id, kind) })
  const all = {
    psychiatric:
      person['incapacitated'] === true
        ? { registered: true, checkedOn: date(2024, 2025, person.id, 'psychiatric') }
        : clean('psychiatric'),
    narcology: clean('narcology'),
    tuberculosis: clean('tuberculosis'),
    dermatology: clean('dermatology'),
  }
  if (/dwelling/.test(evidence))
    return {
      act: `SES-${digits(5, person.id, 'dwelling')}`,
      inspectedOn: date(2025, 2025, person.id, 'dwelling'),
      fit: true,
    }
  const clinic = {
    clinic: `${1 + pick(40, person.district, person.id)}-oilaviy poliklinika`,
    fit: person['incapacitated'] !== true,
  }
  for (const [part, value] of Object.entries(all))
    if (evidence.includes(part.slice(0, 6))) return { ...value, ...clinic }
  return { ...all, ...clinic }
})

const medicalExpertise = ofPerson((person) =>
  person.disabilityGroup === undefined
    ? undefined
    : {
        disabilityGroup: person.disabilityGroup,
        certificate: `MSE-${digits(6, person.id, 'mse')}`,
        since: date(2018, 2023, person.id, 'mse'),
        until: person['disabilityUntil'] ?? null,
      },
)

const socialProtection = ofPerson((person) => ({
  inRegister: person.socialRegister === true,
  benefits: person.disabilityGroup ? [{ kind: 'disability-pension' }] : [],
  ...(person.socialRegister ? { since: date(2021, 2024, person.id, 'social') } : {}),
}))

const pensionFund = ofPerson((person) => {
  const born = Number(person.birthDate.slice(0, 4))
  if (born > 2007) return undefined
  const worked = Math.max(0, Math.min(40, 2025 - born - 20 - pick(8, person.id, 'worked')))
  return {
    serviceYears: worked,
    averageWageTiyin: (3_000_000 + pick(4_000_000, person.id, 'wage')) * 100,
    pension: born < 1966 ? { amountTiyin: (900_000 + pick(1_500_000, person.id, 'pension')) * 100 } : null,
  }
})

const vehicles = ofPerson((person) => {
  if (Number(person.birthDate.slice(0, 4)) > 2005 || pick(3, person.id, 'has car') === 0) return undefined
  const letters = 'ABCDEFHJKLMNOPQRSTUVXYZ'
  const letter = (word: string) => letters[pick(letters.length, person.id, word)]
  return {
    vehicles: [
      {
        plate: `01${letter('1')}${digits(3, person.id, 'plate')}${letter('2')}${letter('3')}`,
        model: ['Cobalt', 'Nexia', 'Spark', 'Damas'][pick(4, person.id, 'model')],
        year: 2008 + pick(16, person.id, 'year'),
        pledged: false,
      },
    ],
  }
})

const businessRegister: Register = (subject, _evidence, people) => {
  const firm = organisationIn(people, subject.number)
  if (firm)
    return {
      number: firm.number,
      name: nameIn(firm.name, 'uz'),
      status: 'active',
      district: firm.district ?? null,
      director: { number: firm.director.number, ...names(firm.director) },
      registeredOn: date(2012, 2022, firm.number, 'firm'),
      activity: ['47.11', '41.20', '56.10', '62.01'][pick(4, firm.number, 'activity')],
    }
  const person = byNumber(people, subject.number)
  return (
    person && {
      organisations: person.organisations.map((organisation) => ({
        number: organisation.number,
        name: nameIn(organisation.name, 'uz'),
        as: organisation.as ?? 'director',
      })),
      soleProprietor: false,
    }
  )
}

function organisationIn(people: readonly DemoPerson[], number: string) {
  for (const director of people) {
    const found = director.organisations.find((organisation) => organisation.number === number)
    if (found) return { ...found, director }
  }
  return undefined
}

/** Contracts and inheritance as notaries keep them. */
const notary: Register = (subject, _evidence, people) => {
  const person = byNumber(people, subject.number)
  const key = person?.id ?? organisationIn(people, subject.number)?.number
  if (key === undefined || (person && Number(person.birthDate.slice(0, 4)) > 2007)) return undefined
  return {
    deed: {
      kind: ['sale', 'gift', 'inheritance'][pick(3, key, 'deed')],
      number: `2026-${digits(6, key, 'deed')}`,
      date: `2026-02-${String(1 + pick(27, key, 'deed day')).padStart(2, '0')}`,
      notary: `${1 + pick(80, key, 'notary')}-notarius idorasi`,
    },
  }
}

/** Work since one was twenty or so, at two places that are made up. */
function periodsOf(person: DemoPerson) {
  const born = Number(person.birthDate.slice(0, 4))
  const began = born + 20 + pick(6, person.id, 'worked')
  const changed = Math.max(began + 1, 2005 + pick(8, person.id, 'changed'))
  if (began > 2024) return []
  const employer = (which: string) => `“${['Bahor', 'Chinor', 'Zarafshon', 'Nihol'][pick(4, person.id, which)]}” (demo)`
  return [
    { employer: employer('first'), from: `${began}-09-01`, until: `${changed}-06-30` },
    { employer: employer('second'), from: `${changed}-07-01`, until: null },
  ].filter(({ from, until }) => until === null || from < until)
}

const labour = ofPerson((person) =>
  Number(person.birthDate.slice(0, 4)) > 2007
    ? undefined
    : {
        employed: pick(4, person.id, 'employed') > 0,
        since: date(2012, 2024, person.id, 'employed'),
        periods: periodsOf(person),
      },
)

/** The demo registers by name: what each holds is made up and always the same. */
export const REGISTERS: Readonly<Record<string, Register>> = {
  population,
  address,
  'civil-registry': civilRegistry,
  cadastre,
  tax,
  court,
  health,
  'medical-expertise': medicalExpertise,
  'social-protection': socialProtection,
  'pension-fund': pensionFund,
  vehicles,
  'business-register': businessRegister,
  labour,
  notary,
}
