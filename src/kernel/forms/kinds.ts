import { bare, datePart, plainHyphens, withoutHidden } from '../text/index.ts'
import { readShare, typedNumber, type NumberChecked, type NumberSigns } from '../values/index.ts'
import { dateProblem, isEmail, numberProblem, optionProblem, textProblem, type Fault } from './check-value.ts'
import type { CompiledField } from './compile-form.ts'
import type { Posted } from './read-posted.ts'
import type { FormChecks } from './validate.ts'
import type { FormVariables } from './visible.ts'

/** Views of `src/ui/fields`: a new kind takes one that fits, or brings its own. */
export type FieldView =
  | 'text'
  | 'number'
  | 'money'
  | 'phone'
  | 'email'
  | 'person-number'
  | 'organisation-number'
  | 'textarea'
  | 'date'
  | 'choice'
  | 'choices'
  | 'yesno'
  | 'file'
  | 'district'
  | 'declaration'

/** How an answer is written where it is read: on pages, in lists, on papers. */
export type ShownAs = 'text' | 'option' | 'options' | 'yes-no' | 'date' | 'money' | 'number' | 'place' | 'files'

/**
 * All that a kind of field is: how it is typed, read, checked and shown. An entry here (and the texts `form.error.<code>` of
 * faults of its own) is a new kind; one that is no line of text needs a view in `src/ui/fields` besides.
 */
export interface FieldKindRules {
  view: FieldView
  /** The answer from what a browser posts; what can't be typed stays the text that was given. Absent: it comes another way. */
  read?(name: string, posted: Posted, signs: NumberSigns): unknown
  /** @param value an answer that is there */
  check(field: CompiledField, value: unknown, scope: FormVariables, checks: FormChecks): Fault | undefined
  /** As an answer that is right is kept: without what people type between the digits. Absent: as it was given. */
  kept?(value: string, checks: FormChecks): string | undefined
  /** Said when it is needed and not there. */
  missing: 'required' | 'choose' | 'attach' | 'declaration'
  shownAs: ShownAs
  /** What a form must say of such a field. */
  needs?: 'options' | 'accept'
}

const line = (name: string, posted: Posted): string | null => clean(posted.get(name))
const digits = (name: string, posted: Posted): string | null => {
  const given = line(name, posted)
  return given === null ? null : bare(given)
}
/** What can't be read, or can mean two numbers, stays the text that was given. */
const number = (name: string, posted: Posted, signs: NumberSigns): number | string | null => {
  const given = line(name, posted)
  return given === null ? null : typedNumber(given, signs)
}
const isTyped = (value: unknown, right: boolean, code: string): Fault | undefined =>
  typeof value === 'string' && right ? undefined : { code }

const numberOfRead = (read: NumberChecked | undefined): string | undefined => (read?.ok ? read.number : undefined)

/** A fault told with how such a value looks in the country. */
const said = (kind: string, code: string, { examples }: FormChecks): Fault => ({ code, params: examples?.[kind] ?? {} })

/** A line of text whose form is checked after its length. */
const text = (view: FieldView, fault?: (value: string, checks: FormChecks) => Fault | undefined): FieldKindRules => ({
  view,
  read: line,
  check(field, value, _scope, checks) {
    const long = textProblem(field, value)
    if (long) return long
    return fault?.(value as string, checks)
  },
  missing: 'required',
  shownAs: 'text',
})

const choice: Pick<FieldKindRules, 'check' | 'missing' | 'needs'> = {
  check: (field, value) => optionProblem(field, value),
  missing: 'choose',
  needs: 'options',
}

export const KINDS = {
  text: text('text'),
  textarea: text('textarea'),
  number: {
    view: 'number',
    read: number,
    check: numberProblem,
    missing: 'required',
    shownAs: 'number',
  },
  money: {
    view: 'money',
    read: number,
    check: numberProblem,
    missing: 'required',
    shownAs: 'money',
  },
  date: {
    view: 'date',
    read: (name, posted) => dateOf(posted, name) ?? writtenDate(line(name, posted)),
    check: dateProblem,
    missing: 'required',
    shownAs: 'date',
  },
  choice: { view: 'choice', read: line, ...choice, shownAs: 'option' },
  choices: {
    view: 'choices',
    read: (name, posted) => posted.getAll(name).filter((word) => word !== ''),
    ...choice,
    shownAs: 'options',
  },
  yesno: {
    view: 'yesno',
    read: (name, posted) => ({ true: true, false: false })[String(line(name, posted))] ?? null,
    check: (_field, value) => (typeof value === 'boolean' ? undefined : { code: 'choose' }),
    missing: 'choose',
    shownAs: 'yes-no',
  },
  file: {
    view: 'file',
    check: (_field, value) =>
      Array.isArray(value) && value.every((candidate) => typeof (candidate as { id?: unknown } | null)?.id === 'string')
        ? undefined
        : { code: 'invalid' },
    missing: 'attach',
    shownAs: 'files',
    needs: 'accept',
  },
  'person-number': {
    ...text('person-number', (value, checks) => {
      const read = checks.personNumber?.(value)
      if (!read || read.ok) return undefined
      const shape = read.problem === 'digits' || read.problem === 'length'
      return said('person-number', shape ? 'person-number-digits' : 'person-number-check', checks)
    }),
    read: digits,
    kept: (value, checks) => numberOfRead(checks.personNumber?.(value)),
  },
  'organisation-number': {
    ...text('organisation-number', (value, checks) =>
      checks.organisationNumber?.(value).ok === false
        ? said('organisation-number', 'organisation-number', checks)
        : undefined,
    ),
    read: digits,
    kept: (value, checks) => numberOfRead(checks.organisationNumber?.(value)),
  },
  phone: {
    ...text('phone', (value, checks) =>
      checks.phone && checks.phone(value) === undefined ? said('phone', 'phone', checks) : undefined,
    ),
    kept: (value, checks) => checks.phone?.(value),
  },
  share: {
    ...text('text', (value) => (readShare(value) === undefined ? { code: 'share' } : undefined)),
    kept: (value) => readShare(value),
  },
  email: text('email', (value) => (isEmail(value) ? undefined : { code: 'email' })),
  district: {
    view: 'district',
    read: line,
    check: (_field, value, _scope, checks) =>
      isTyped(value, checks.districts?.(String(value)) ?? true, 'not-an-option'),
    missing: 'choose',
    shownAs: 'place',
  },
  declaration: {
    view: 'declaration',
    read: (name, posted) => ['true', 'on'].includes(String(line(name, posted))),
    check: () => undefined,
    missing: 'declaration',
    shownAs: 'yes-no',
  },
} as const satisfies Record<string, FieldKindRules>

export type FieldKind = keyof typeof KINDS

/** Kinds of field, in the order of the handbook (docs/handbook/service-format.md). */
export const FIELD_KINDS = Object.keys(KINDS) as [FieldKind, ...FieldKind[]]

export const kindOf = (kind: FieldKind): FieldKindRules => KINDS[kind]

/** Empty text is no answer; line ends as one sort, hidden and bidirectional characters away. */
export function clean(value: string | null): string | null {
  const plain = withoutHidden((value ?? '').replace(/\r\n?/g, '\n')).trim()
  return plain === '' ? null : plain
}

/** Day, month and year from three inputs; a real date as `2026-03-14`, else what was typed in that order. */
function dateOf(posted: Posted, name: string): string | null {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => datePart(posted.get(`${name}.${part}`) ?? '')) as [
    string,
    string,
    string,
  ]
  if (!day && !month && !year) return null
  const two = (part: string) => (/^\d$/.test(part) ? `0${part}` : part)
  return /^\d{1,2}$/.test(day) && /^\d{1,2}$/.test(month) && /^\d{4}$/.test(year)
    ? `${year}-${two(month)}-${two(day)}`
    : `${year}-${month}-${day}`
}

/** A date in one input, as every language of the product writes it short: `14.03.2026`. */
function writtenDate(given: string | null): string | null {
  const text = plainHyphens(given ?? '').replace(/\s/g, '')
  const [, day, month, year] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text) ?? []
  if (day) return `${year}-${month!.padStart(2, '0')}-${day.padStart(2, '0')}`
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text : given
}
