import { subjectsOf } from '../../../kernel/case/index.ts'
import { checkFacts, compileFacts, type Fact, type FactFault, type FactValues } from '../../../kernel/forms/index.ts'
import type { Variables } from '../../../kernel/process/index.ts'
import { Refusal, type FieldProblem, type World } from '../../../platform/use-case/index.ts'
import type { Passport, RunnableService } from '../../catalogue/index.ts'
import { refusal } from './application.ts'

/** What the register of a piece of evidence tells, for an official who says it in its place. */
export interface Told {
  /** Names that say the most, the first first. */
  tells: readonly string[]
  /** All of them by kind. */
  facts: readonly Fact[]
  /** Names that rules of the service read of it: without them they would take the answer for "no". */
  needs: ReadonlySet<string>
}

export function toldBy(
  country: Pick<World['country'], 'registers'>,
  service: Pick<RunnableService, 'passport' | 'readsOfEvidence'>,
  evidence: string,
): Told {
  const { register } = pieceOf(service.passport, evidence) ?? {}
  const facts = factsOf(country, register)
  const read = service.readsOfEvidence(evidence)
  return {
    tells: country.registers.find(({ id }) => id === register)?.tells ?? [],
    facts,
    // of several people rules go through `each`: which facts they read there is not known
    needs: new Set(facts.flatMap(({ of, needed }) => ((read.has('each') ? needed : read.has(of)) ? [of] : []))),
  }
}

/** What a register tells by kind; where a country does not say, what it tells first is text. */
export function factsOf(country: Pick<World['country'], 'registers'>, register: string | undefined): readonly Fact[] {
  const { facts = [], tells = [] } = country.registers.find(({ id }) => id === register) ?? {}
  return facts.length > 0 ? facts : compileFacts(Object.fromEntries(tells.map((of) => [of, 'text'])))
}

const pieceOf = (passport: Pick<Passport, 'evidence'>, evidence: string) =>
  passport.evidence.find(({ id }) => id === evidence)

/** Numbers of the several people whom a piece of evidence is about; empty: of one only. */
export function severalAbout(
  passport: Pick<Passport, 'evidence'>,
  evidence: string,
  variables: Variables,
  applicant: string,
): readonly string[] {
  const { numbers, several } = subjectsOf(pieceOf(passport, evidence)?.about, variables, applicant)
  return several ? numbers : []
}

/** The empty answer of an official: what was asked is not shown. */
export const isNotShown = (data: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(data).every((name) => name === 'number')

interface Said {
  data?: FactValues | undefined
  shown?: boolean | undefined
}

/**
 * The facts of an answer that stands for a register's. Words alone are no answer: rules read facts, and a fact that is not
 * there would count as "no". About several people each is told apart under `each`, with their number; who is not
 * there is not shown.
 * @param several numbers of the people it is about; empty: of one
 * @returns none where it is not shown
 * @throws Refusal official-facts-needed, official-facts-wrong, with all that is wrong
 */
export function factsFor(
  country: Pick<World['country'], 'formChecks'>,
  told: Told,
  { data, shown }: Said,
  several: readonly string[],
): Record<string, unknown> {
  if (several.length === 0) {
    if (shown === false && Object.keys(data ?? {}).length > 0) refuse([wanted('shown', 'official-facts-both')])
    if (shown === false) return {}
    const { kept, problems } = checked(country, told, data ?? {}, '')
    refuse(problems)
    return kept
  }
  if (shown === false && data === undefined) return {}
  const each: readonly unknown[] = Array.isArray(data?.['each']) ? (data['each'] as unknown[]) : []
  if (each.length === 0) refuse([wanted('shown')])
  const said = each.map((item, at) => {
    const { number, shown: itsShown, ...facts } = (item ?? {}) as Record<string, unknown>
    const way = `each.${at}.`
    if (!several.includes(String(number)) || each.findIndex((other) => numberOf(other) === number) !== at)
      return { kept: {}, problems: [problemOf({ path: `${way}number`, of: 'number', code: 'not-an-option' })] }
    if (itsShown === false)
      return Object.keys(facts).length > 0
        ? { kept: undefined, problems: [wanted(`data.each.${at}`, 'official-facts-both')] }
        : { kept: undefined, problems: [] }
    const { kept, problems } = checked(country, told, facts, way)
    return { kept: { number, ...kept }, problems }
  })
  refuse(said.flatMap(({ problems }) => problems))
  const kept = said.flatMap((item) => item.kept ?? [])
  return kept.length > 0 ? { each: kept } : {}
}

function checked(
  country: Pick<World['country'], 'formChecks'>,
  { tells, facts, needs }: Told,
  data: FactValues,
  way: string,
) {
  const names = Object.keys(data)
  if (names.length === 0 || (tells.length > 0 && !names.some((name) => tells.includes(name) || needs.has(name))))
    return { kept: {}, problems: [wanted(way === '' ? 'shown' : `data.${way.slice(0, -1)}`)] }
  if (facts.length === 0) return { kept: { ...data }, problems: [] }
  const { kept, faults } = checkFacts(facts, data, { checks: country.formChecks, needs, way })
  return { kept, problems: faults.map(problemOf) }
}

const numberOf = (item: unknown): unknown => (item as { number?: unknown } | null)?.number

const WANTED = 'casework.problem.'
const wanted = (
  path: string,
  which: 'official-facts-needed' | 'official-facts-both' = 'official-facts-needed',
): FieldProblem => ({ path, text: `${WANTED}${which}` })

/** All that is wrong at once. */
function refuse(problems: FieldProblem[]): void {
  if (problems.length === 0) return
  const known = problems.every(({ text }) => text.startsWith(WANTED))
  throw new Refusal(refusal[known ? 'official-facts-needed' : 'official-facts-wrong'], { problems })
}

/** A fault as whoever reads the interface sees it; pages say what the fact is called (`label`) in words. */
export const problemOf = ({ path, of, code, params }: FactFault): FieldProblem => ({
  path: `data.${path}`,
  text: `form.error.${code}`,
  parameters: { label: of, ...params },
})
