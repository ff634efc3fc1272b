import { asText, equality, isEmpty, comparison } from './coerce.ts'
import { bound, term, type Names, type Term } from './term.ts'
import { Untranslatable } from './untranslatable.ts'

/** Prefixes under which Flowable has functions of variables: `variables:get(name)`. */
export const VARIABLE_FUNCTIONS = new Set(['variables', 'vars', 'var'])

/** Flowable's comparing functions by their operator; with null they are false. */
const COMPARING: Record<string, string> = {
  equals: '==',
  eq: '==',
  notEquals: '!=',
  ne: '!=',
  lessThan: '<',
  lowerThan: '<',
  lt: '<',
  lessThanOrEquals: '<=',
  lowerThanOrEquals: '<=',
  lte: '<=',
  greaterThan: '>',
  gt: '>',
  greaterThanOrEquals: '>=',
  gte: '>=',
}

const not = (value: Term): Term => term(`not(${value.feel})`, 'boolean')
const textIn = ({ feel, type }: Term): string | undefined =>
  type === 'string' && feel.startsWith('"') ? (JSON.parse(feel) as string) : undefined

/** A function of a variable, whose name stands in quotes or without. @throws Untranslatable */
export function ofVariable(name: string, [named, value]: readonly Term[], names: Names): Term {
  const variable = named && (textIn(named) ?? named.feel)
  if (variable === undefined || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(variable))
    throw new Untranslatable(`the function ${name} names no variable`)
  const read = term(variable)
  const sign = Object.hasOwn(COMPARING, name) ? (COMPARING[name] as string) : undefined
  if (sign && value !== undefined) {
    if (sign === '==') return equality(read, value, names)
    return sign === '!=' ? not(equality(read, value, names)) : comparison(sign, read, value, names)
  }
  if (name === 'get' && value === undefined) return read
  if (name === 'getOrDefault' && value !== undefined)
    return term(`(if ${variable} = null then ${value.feel} else ${variable})`)
  if (name === 'exists') return term(`(${variable} != null)`, 'boolean')
  if (name === 'isEmpty' || name === 'empty') return isEmpty(read, names)
  if (name === 'isNotEmpty' || name === 'notEmpty') return not(isEmpty(read, names))
  if (name === 'contains' && value !== undefined) return callOf(read, 'contains', [value], names)
  throw new Untranslatable(`the function ${name} has no equal in FEEL`)
}

/** What is added to a time, as ISO 8601. */
const PLUS: Record<string, string> = {
  plusSeconds: 'T#S',
  plusMinutes: 'T#M',
  plusHours: 'T#H',
  plusDays: '#D',
  plusWeeks: '#W',
  plusMonths: '#M',
  plusYears: '#Y',
}

type Method = (value: string, operands: readonly string[], names: Names) => Term | undefined

/** Methods whose meaning FEEL has by another name, by how many operands they take. */
const METHODS: ReadonlyMap<string, readonly [operands: number, method: Method]> = new Map<
  string,
  readonly [operands: number, method: Method]
>([
  ['equals', [1, (value, [other]) => term(`((${value} = ${other}) = true)`, 'boolean')]],
  [
    'equalsIgnoreCase',
    [1, (value, [other]) => term(`((lower case(${value}) = lower case(${other})) = true)`, 'boolean')],
  ],
  ['isEmpty', [0, (value, _, names) => isEmpty(term(value), names)]],
  ['isBlank', [0, (value) => term(`(trim(${value}) = "")`, 'boolean')]],
  [
    'size',
    [0, (value) => term(`(if ${value} instance of list<Any> then count(${value}) else count(get entries(${value})))`)],
  ],
  ['length', [0, (value) => term(`string length(${value})`)]],
  ['startsWith', [1, (value, [other]) => term(`(starts with(${value}, ${other}) = true)`, 'boolean')]],
  ['endsWith', [1, (value, [other]) => term(`(ends with(${value}, ${other}) = true)`, 'boolean')]],
  ['containsKey', [1, (value, [key]) => term(`(get value(${value}, ${key}) != null)`, 'boolean')]],
  ['containsValue', [1, (value, [other]) => term(`list contains(get entries(${value}).value, ${other})`)]],
  ['concat', [1, (value, [other]) => term(`(${value} + ${other})`)]],
  ['toUpperCase', [0, (value) => term(`upper case(${value})`)]],
  ['toLowerCase', [0, (value) => term(`lower case(${value})`)]],
  ['trim', [0, (value) => term(`trim(${value})`)]],
  ['toString', [0, (value, _, names) => asText(term(value), names)]],
  ['booleanValue', [0, (value) => term(value)]],
  ['intValue', [0, (value) => term(`(if ${value} < 0 then ceiling(${value}) else floor(${value}))`)]],
  ['longValue', [0, (value) => term(`(if ${value} < 0 then ceiling(${value}) else floor(${value}))`)]],
  ['doubleValue', [0, (value) => term(value)]],
])

/** A call of a method; any other than those FEEL has would run foreign code. @throws Untranslatable */
export function callOf(value: Term, method: string, operands: readonly Term[], names: Names): Term {
  const [first, second] = operands
  if (
    (value.feel === 'execution' || value.feel === 'task') &&
    first &&
    textIn(first) !== undefined &&
    /^(getVariable|hasVariable)(Local)?$/.test(method)
  ) {
    const name = textIn(first) as string
    return method.startsWith('has') ? term(`(${name} != null)`, 'boolean') : term(name)
  }
  const unit = Object.hasOwn(PLUS, method) ? PLUS[method] : undefined
  if (unit && first && /^\d+$/.test(first.feel))
    return term(`(${value.feel} + duration("P${unit.replace('#', first.feel)}"))`)
  if (method === 'contains' && first && !second)
    return term(
      bound(
        [value, first],
        names,
        (v, o) => `((if ${v} instance of string then contains(${v}, ${o}) else list contains(${v}, ${o})) = true)`,
      ),
      'boolean',
    )
  if (method === 'get' && first && !second) return elementOf(value, first, names)
  // places are counted from 0 there, from 1 in FEEL, and the end is not part of the text
  if (method === 'substring' && first && operands.length <= 2)
    return term(`substring(${value.feel}, ${first.feel} + 1${second ? `, ${second.feel} - ${first.feel}` : ''})`)
  const [count, make] = METHODS.get(method) ?? [-1, undefined]
  let made: Term | undefined
  if (make && count === operands.length) {
    let type: Term['type'] = 'any'
    const feel = bound([value, ...operands], names, (v, ...rest) => {
      const found = make(v, rest, names)
      type = found?.type ?? 'any'
      return found?.feel ?? ''
    })
    made = term(feel, type)
  }
  if (!made) throw new Untranslatable(`the call of ${method}() has no equal in FEEL`)
  return made
}

/** An element of a list by its place from 0, or of a map by its key. */
export function elementOf(value: Term, index: Term, names: Names): Term {
  if (index.type === 'string') return term(`get value(${value.feel}, ${index.feel})`)
  if (/^\d+$/.test(index.feel)) return term(`${atom(value)}[${Number(index.feel) + 1}]`)
  return term(
    bound(
      [value, index],
      names,
      (v, i) => `(if ${i} instance of string then get value(${v}, ${i}) else ${v}[${i} + 1])`,
    ),
  )
}

const atom = ({ feel }: Term): string => (/^[\p{L}_][\p{L}\p{N}_.[\]]*$/u.test(feel) ? feel : `(${feel})`)
