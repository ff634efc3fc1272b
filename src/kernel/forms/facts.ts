import { z } from 'zod'
import { COMMON_SIGNS, type NumberSigns } from '../values/index.ts'
import { numberProblem, type Fault } from './check-value.ts'
import type { CompiledField } from './compile-form.ts'
import { kindOf, type FieldKind } from './kinds.ts'
import type { Posted } from './read-posted.ts'
import type { FormChecks } from './validate.ts'

const LEAVES = [
  'text',
  'number',
  'money',
  'date',
  'yesno',
  'district',
  'person-number',
  'organisation-number',
  'phone',
  'email',
  'share',
] as const satisfies readonly FieldKind[]

type FactData =
  | (typeof LEAVES)[number]
  | { choice: string[] }
  | { record: Record<string, FactData> }
  | { rows: Record<string, FactData> }

const Names = z.record(
  z.string().regex(/^[a-z][A-Za-z0-9]*\??$/, 'a name of letters and digits; "?" after it: it may be absent'),
  z.lazy((): z.ZodType<FactData> => FactData),
)
const FactData: z.ZodType<FactData> = z.union([
  z.enum(LEAVES),
  z.strictObject({ choice: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ record: Names }),
  z.strictObject({ rows: Names }),
])

/** What a register tells, each by its kind: a kind of field, one of several words, a record of such, or rows of them. */
export const FactsData = Names

interface Named {
  /** The register's own name for it. */
  of: string
  /** In a record or a row: it is there whenever the record is. */
  needed: boolean
}
export type Fact = Named & ({ field: CompiledField } | { record: readonly Fact[] } | { rows: readonly Fact[] })

/** What is wrong with a fact: the way to it (`objects.0.area`), its name, and the last part of a text `form.error.…`. */
export interface FactFault extends Fault {
  path: string
  of: string
}
export type FactValues = Readonly<Record<string, unknown>>

/** Facts in the order in which they are written down. */
export const compileFacts = (data: z.output<typeof FactsData>): Fact[] =>
  Object.entries(data).map(([name, kind]) => {
    const of = name.replace(/\?$/, '')
    const named = { of, needed: of === name }
    if (typeof kind !== 'string' && 'record' in kind) return { ...named, record: compileFacts(kind.record) }
    if (typeof kind !== 'string' && 'rows' in kind) return { ...named, rows: compileFacts(kind.rows) }
    return { ...named, field: fieldOf(of, kind) }
  })

const fieldOf = (id: string, kind: (typeof LEAVES)[number] | { choice: string[] }): CompiledField => ({
  id,
  kind: typeof kind === 'string' ? kind : 'choice',
  ...(typeof kind === 'string' ? {} : { options: kind.choice }),
  // registers count and measure; none of them tells less than nothing
  ...(kind === 'number' ? { min: 0 } : {}),
  required: false,
  valid: [],
  shown: undefined,
  needed: false,
  rules: [],
  least: undefined,
  most: undefined,
})

/** More rows of a list are typed by nobody. */
export const ROWS_AT_MOST = 30

/**
 * The facts that a browser posts under `<before><name>`, rows as `<name>.0.<name>`. What is empty is left out; what
 * can't be typed stays the text that was given. An amount becomes whole minor units, as registers keep it.
 */
export function readFacts(
  facts: readonly Fact[],
  before: string,
  posted: Posted,
  how: { signs?: NumberSigns; minorUnits?: number } = {},
): Record<string, unknown> {
  const read = (fact: Fact, name: string): unknown => {
    if ('record' in fact) return filled(readFacts(fact.record, `${name}.`, posted, how))
    if ('rows' in fact) {
      const rows = Array.from({ length: ROWS_AT_MOST }, (_, at) =>
        filled(readFacts(fact.rows, `${name}.${at}.`, posted, how)),
      ).filter((row) => row !== undefined)
      return rows.length > 0 ? rows : posted.get(`${name}.${NONE}`) === 'true' ? [] : undefined
    }
    const value = kindOf(fact.field.kind).read!(name, posted, how.signs ?? COMMON_SIGNS)
    return fact.field.kind === 'money' ? inMinor(value, how.minorUnits ?? 2) : value
  }
  return Object.fromEntries(
    facts.flatMap((fact) => {
      const value = read(fact, `${before}${fact.of}`)
      return value === undefined || value === null || value === '' ? [] : [[fact.of, value]]
    }),
  )
}

/** The name of the box that says that a list is empty. */
export const NONE = 'none'

/** Lists of which was said that there are none, and rows were filled in. */
export const contradicted = (
  facts: readonly Fact[],
  before: string,
  posted: Posted,
  data: FactValues,
  way = '',
): FactFault[] =>
  facts.flatMap((fact): FactFault[] => {
    const [value, path] = [data[fact.of], `${way}${fact.of}`]
    if ('record' in fact && isRecord(value))
      return contradicted(fact.record, `${before}${fact.of}.`, posted, value, `${path}.`)
    return 'rows' in fact &&
      Array.isArray(value) &&
      value.length > 0 &&
      posted.get(`${before}${fact.of}.${NONE}`) === 'true'
      ? [{ path, of: fact.of, code: 'none-and-some' }]
      : []
  })

/**
 * Holds facts against what the register tells: names, kinds, and what can't be absent.
 * @param needs names without which the answer would be read as "no"
 * @returns what is wrong, and the facts as they are kept
 */
export function checkFacts(
  facts: readonly Fact[],
  data: FactValues,
  { checks, needs, way = '' }: { checks: FormChecks; needs?: ReadonlySet<string> | undefined; way?: string },
): { faults: FactFault[]; kept: Record<string, unknown> } {
  const faults: FactFault[] = Object.keys(data)
    .filter((name) => !facts.some(({ of }) => of === name))
    .map((of) => ({ path: `${way}${of}`, of, code: 'not-told' }))
  const kept: Record<string, unknown> = {}
  const inner = (of: readonly Fact[], value: unknown, path: string, name: string) => {
    if (!isRecord(value)) {
      faults.push({ path, of: name, code: 'invalid' })
      return value
    }
    const checked = checkFacts(of, value, { checks, way: `${path}.` })
    faults.push(...checked.faults)
    return checked.kept
  }
  for (const fact of facts) {
    const { of } = fact
    const [value, path] = [data[of], `${way}${of}`]
    if (value === undefined || value === null || value === '') {
      const missing = 'field' in fact ? kindOf(fact.field.kind).missing : 'required'
      if (needs ? needs.has(of) : fact.needed) faults.push({ path, of, code: missing })
      else if (value === null) kept[of] = null
    } else if ('record' in fact) kept[of] = inner(fact.record, value, path, of)
    else if ('rows' in fact) {
      const rows = Array.isArray(value) && value.length <= ROWS_AT_MOST ? (value as unknown[]) : undefined
      if (!rows) faults.push({ path, of, code: 'invalid' })
      kept[of] = rows?.map((row, at) => inner(fact.rows, row, `${path}.${at}`, of))
    } else {
      const fault = faultIn(fact.field, value, checks)
      if (fault) faults.push({ path, of, ...fault })
      kept[of] = typeof value === 'string' ? (kindOf(fact.field.kind).kept?.(value, checks) ?? value) : value
    }
  }
  return { faults, kept }
}

function faultIn(field: CompiledField, value: unknown, checks: FormChecks): Fault | undefined {
  if (field.kind !== 'money' || typeof value === 'string') return kindOf(field.kind).check(field, value, {}, checks)
  return numberProblem({ ...field, kind: 'number', whole: true, min: 0 }, value, {}, checks)
}

/** @returns what was given where it is no amount of whole minor units */
function inMinor(value: unknown, minorUnits: number): unknown {
  if (typeof value !== 'number') return value
  return Number(value.toFixed(minorUnits)) === value ? Math.round(value * 10 ** minorUnits) : String(value)
}

const filled = (record: Record<string, unknown>) => (Object.keys(record).length > 0 ? record : undefined)
const isRecord = (value: unknown): value is FactValues =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
