import { nameIn } from '../../model/names-in-letters.ts'
import { attributeText, sayFlag, valueText, type Words } from './register-words.ts'

/** One thing that a register says, in the reader's words: "Judgment: 2-4861/2024, 23 March 2024, in force". */
export interface RegisterFact {
  /** The attribute as the register writes it. */
  of: string
  /** What it is called; absent where the text says it all ("in the register"). */
  name?: string
  text: string
  /** The same in the few words of a line. */
  brief: string
}
export type RegisterData = Readonly<Record<string, unknown>>
interface Told {
  context: Words
  /** Number of the person it is about: it is not said again. */
  about: string | undefined
  /** Only what names a thing. */
  brief?: boolean
}

/** More than this of one answer is no longer read by a person. */
const FACTS_AT_MOST = 40
/** Values that say by themselves what they are, in the order in which they are read. */
const PLAIN = ['name', 'kind', 'of', 'model', 'plate', 'number', 'date', 'birthDate', 'address']
/** What a line says of a record; of a person the name alone. */
const BRIEF = new Set(['name', 'kind', 'of', 'model', 'plate', 'number', 'date', 'address'])
/** So many letters are still a line. */
const LINE = 72
const ADDRESS = ['street', 'house', 'flat', 'district']

/**
 * What a register's answer about one person says: facts, not the tree in which it came. What the register's own list
 * names (`tells`, country/…/registers.yaml) stands first.
 * @param about number of the person, which is not said again
 */
export function registerFacts(
  context: Words,
  { data, tells, about }: { data: RegisterData; tells: readonly string[]; about?: string | undefined },
): RegisterFact[] {
  const told = { context, about }
  const place = ({ of }: RegisterFact) => (tells.includes(of) ? tells.indexOf(of) : tells.length)
  return entriesOf(told, data)
    .filter(([of, value]) => !standsInside(data, of, value))
    .map(([of, value]): RegisterFact => {
      const said = sayFlag(context, of, value)
      if (said) return { of, text: said, brief: said }
      const [name, text] = [attributeText(context, of), textOf(told, of, value)]
      const brief = textOf({ ...told, brief: true }, of, value)
      return { of, name, text, brief: saysItself(of, value) ? brief : `${name}: ${brief}` }
    })
    .sort((a, b) => place(a) - place(b))
    .slice(0, FACTS_AT_MOST)
}

/** Facts of a register's answer as `registerFacts` has them, each with what it is called. */
export function namedFacts(
  context: Words,
  { register, data, about }: { register: string; data: RegisterData; about: string | undefined },
): (RegisterFact & { name: string })[] {
  const tells = context.world.country.registers.find(({ id }) => id === register)?.tells ?? []
  return registerFacts(context, { data, tells, about }).map((fact) => ({
    ...fact,
    name: fact.name ?? attributeText(context, fact.of),
  }))
}

/** A fact as one text. */
export const factText = ({ name, text }: RegisterFact): string => (name ? `${name}: ${text}` : text)

/**
 * The answer in a few words: the same yes or no about several things is said once ("not in the register: Tuberculosis,
 * Drug treatment clinic"), else the one or two facts that stand first.
 */
export function headline(context: Words, data: RegisterData, facts: readonly RegisterFact[]): string {
  const merged = new Map<string, string[]>()
  for (const [of, value] of Object.entries(data)) {
    const flags = isData(value) ? Object.entries(value).filter(([, inner]) => typeof inner === 'boolean') : []
    const said = flags.length === 1 ? sayFlag(context, ...flags[0]!) : undefined
    if (said) merged.set(said, [...(merged.get(said) ?? []), attributeText(context, of)])
  }
  if ([...merged.values()].flat().length < 2) {
    const [first, second] = facts.map(({ brief }) => brief)
    return [first, second].filter(Boolean).join(' · ').length > LINE
      ? (first ?? '')
      : [first, second].filter(Boolean).join(' · ')
  }
  // what is so of few is what one looks for
  return [...merged]
    .sort(([, few], [, many]) => few.length - many.length)
    .map(([said, names]) => `${said}: ${names.join(', ')}`)
    .join(' · ')
}

/** What of a record is said: an address in one, a name in the page's letters, nothing that is empty or known. */
function entriesOf({ context, about }: Told, data: RegisterData): [string, unknown][] {
  const { speech } = context
  const name = nameIn(data, speech.language)
  const address = data['street'] !== undefined && data['house'] !== undefined
  return [
    ...(address ? [['address', addressText(context, data)] as [string, string]] : []),
    ...Object.entries(data).map(([of, value]): [string, unknown] => [of, of === 'name' && name ? name : value]),
  ].filter(
    ([of, value]) =>
      value !== null &&
      value !== undefined &&
      value !== about &&
      !(of === 'nameRu' && data['name'] !== undefined) &&
      !(address && ADDRESS.includes(of)),
  )
}

/** `Amir Temur koʻchasi 20-37, Yunusabad district` */
function addressText(context: Words, data: RegisterData): string {
  const [street, house, flat, district] = ADDRESS.map((of) => (data[of] ? valueText(context, of, data[of]) : ''))
  return [`${street} ${[house, flat].filter(Boolean).join('-')}`, district].filter(Boolean).join(', ')
}

function textOf(told: Told, of: string, value: unknown): string {
  if (!Array.isArray(value)) return isData(value) ? recordText(told, value) : valueText(told.context, of, value)
  if (value.length === 0) return told.context.speech.t('casework.none')
  return value.map((item) => textOf(told, of, item)).join('; ')
}

/** A record inside an answer, in one line. */
function recordText(told: Told, data: RegisterData): string {
  const { context } = told
  const place = ([of, value]: [string, unknown]) =>
    PLAIN.includes(of) ? PLAIN.indexOf(of) : PLAIN.length + (isFlag(value) ? 0 : 1)
  return entriesOf(told, data)
    .filter(([of, value]) => !told.brief || (BRIEF.has(of) && !(of === 'number' && data['name'])) || isFlag(value))
    .sort((a, b) => place(a) - place(b))
    .map(([of, value]) => {
      const text = textOf(told, of, value)
      return sayFlag(context, of, value) ?? (PLAIN.includes(of) ? text : `${attributeText(context, of)}: ${text}`)
    })
    .join(', ')
}

/** Said again in a record of a list: the register repeats it above so that a form can be filled in. */
const standsInside = (data: RegisterData, of: string, value: unknown): boolean =>
  !isData(value) &&
  !Array.isArray(value) &&
  Object.values(data).some((list) => Array.isArray(list) && list.some((item) => isData(item) && item[of] === value))

const isFlag = (value: unknown): boolean => typeof value === 'boolean'

/** A record and an address need no name before them; persons and empty lists do. */
const saysItself = (of: string, value: unknown): boolean =>
  of === 'address' ||
  (Array.isArray(value)
    ? value.length > 0 && value.every((item) => isData(item) && item['name'] === undefined)
    : isData(value))

const isData = (value: unknown): value is RegisterData =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
