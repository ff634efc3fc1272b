import { bound, term, type Names, type Term } from './term.ts'

// Jakarta Expression Language 3.0, 1.8 (equality and comparison) and 1.23 (coercion)

/** As boolean: null and an empty text are false, a text is true when it says so. */
export function asBoolean(value: Term, names: Names): Term {
  if (value.type === 'boolean') return value
  if (value.type === 'null') return term('false', 'boolean')
  return term(
    bound(
      [value],
      names,
      (v) => `(if ${v} instance of string then lower case(${v}) = "true" else (${v} = true) = true)`,
    ),
    'boolean',
  )
}

/** As number: null and an empty text are 0. What is no number, such as a time, stays what it is. */
export function asNumber(value: Term, names: Names): Term {
  if (value.type === 'number') return value
  if (value.type === 'null') return term('0', 'number')
  return term(
    bound(
      [value],
      names,
      (v) => `(if ${v} = null or ${v} = "" then 0 else if ${v} instance of string then number(${v}) else ${v})`,
    ),
  )
}

/** As text: null is empty. */
export function asText(value: Term, names: Names): Term {
  if (value.type === 'string') return value
  if (value.type === 'null') return term('""', 'string')
  if (value.type !== 'any') return term(`string(${value.feel})`, 'string')
  return term(
    bound([value], names, (v) => `(if ${v} = null then "" else string(${v}))`),
    'string',
  )
}

/** True or false whatever the value is: null, an empty text, an empty list, an empty map. */
export const isEmpty = (value: Term, names: Names): Term =>
  term(
    bound(
      [value],
      names,
      (v) =>
        `((if ${v} = null then true else if ${v} instance of list<Any> then count(${v}) = 0 else if ${v} instance of string then ${v} = "" else count(get entries(${v})) = 0) = true)`,
    ),
    'boolean',
  )

const NEVER_EQUAL: readonly [Term['type'], Term['type']][] = [
  ['number', 'null'],
  ['boolean', 'null'],
]

/** `==`: null equals null only; a number, then a boolean, makes the other side one; else texts are compared as texts. */
export function equality(left: Term, right: Term, names: Names): Term {
  if (left.type === 'null' || right.type === 'null') {
    const never = NEVER_EQUAL.some(([type]) => type === left.type || type === right.type)
    return never ? term('false', 'boolean') : term(`(${left.feel} = ${right.feel})`, 'boolean')
  }
  if (left.type === right.type && left.type !== 'any') return term(`(${left.feel} = ${right.feel})`, 'boolean')
  return term(
    bound([left, right], names, (l, r) => {
      const cases = [
        converted(l, left, r, right, 'number', (text) => `number(${text})`),
        converted(l, left, r, right, 'boolean', (text) => `lower case(${text}) = "true"`),
      ].filter((each) => each !== '')
      return `((${cases.map((each) => `${each} else `).join('')}${l} = ${r}) = true)`
    }),
    'boolean',
  )
}

/** The cases in which one side is of a type and the other a text. */
function converted(
  l: string,
  left: Term,
  r: string,
  right: Term,
  type: 'number' | 'boolean',
  convert: (text: string) => string,
): string {
  const can = (value: Term, wanted: Term['type']) => value.type === 'any' || value.type === wanted
  const is = (feel: string, value: Term, wanted: string) =>
    value.type === 'any' ? `${feel} instance of ${wanted}` : 'true'
  const cases: string[] = []
  if (can(left, 'string') && can(right, type))
    cases.push(`if ${is(l, left, 'string')} and ${is(r, right, type)} then (${convert(l)}) = ${r}`)
  if (can(right, 'string') && can(left, type))
    cases.push(`if ${is(r, right, 'string')} and ${is(l, left, type)} then ${l} = (${convert(r)})`)
  return cases.join(' else ')
}

/** `<`, `>`, `<=`, `>=`: with null false; a number makes the other side one; texts are compared as texts. */
export function comparison(operator: string, left: Term, right: Term, names: Names): Term {
  if (left.type === 'number' && right.type === 'number')
    return term(`(${left.feel} ${operator} ${right.feel})`, 'boolean')
  return term(
    bound([left, right], names, (l, r) => {
      const cases: string[] = []
      const number = (feel: string) => `(if ${feel} = "" then 0 else number(${feel}))`
      if (left.type !== 'number' && right.type !== 'string')
        cases.push(
          `if ${l} instance of string and ${right.type === 'number' ? 'true' : `${r} instance of number`} then ${number(l)} ${operator} ${r} else `,
        )
      if (right.type !== 'number' && left.type !== 'string')
        cases.push(
          `if ${r} instance of string and ${left.type === 'number' ? 'true' : `${l} instance of number`} then ${l} ${operator} ${number(r)} else `,
        )
      // what equals itself is neither less nor greater: null too
      if (operator.length === 2 && left.type !== 'number' && right.type !== 'number')
        cases.push(`if ${l} = null and ${r} = null then true else `)
      return `((${cases.join('')}${l} ${operator} ${r}) = true)`
    }),
    'boolean',
  )
}

/** `+`, `-`, `*`, `/` and the remainder, whose sign is that of the dividend. */
export function arithmetic(operator: string, left: Term, right: Term, names: Names): Term {
  const [l, r] = [asNumber(left, names), asNumber(right, names)]
  const type = l.type === 'number' && r.type === 'number' ? 'number' : 'any'
  if (operator !== '%') return term(`(${l.feel} ${operator} ${r.feel})`, type)
  return term(
    bound(
      [l, r],
      names,
      (a, b) => `(${a} - ${b} * (if ${a} / ${b} < 0 then ceiling(${a} / ${b}) else floor(${a} / ${b})))`,
    ),
    type,
  )
}
