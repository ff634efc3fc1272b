import type { ProcessMap } from './process-map.ts'

/** An edit of the model that does away with what was found. */
export type Fix =
  /** The step goes; what led to it leads on to what came behind it. */
  | { kind: 'remove'; step: string }
  /** The step becomes another kind of work in the same place. */
  | {
      kind: 'replace'
      step: string
      type: string
      name?: string
      attributes: Record<string, string>
      without: string[]
    }
  /** Steps one behind the other stand beside each other, between a split and a join. */
  | { kind: 'parallel'; steps: string[] }
  /** The second step goes into the first. */
  | { kind: 'merge'; first: string; second: string; name: string; attributes: Record<string, string> }

/** What was found in a model. */
export interface Finding {
  rule: RuleId
  /** Ids of the steps it is about; empty: of the process as a whole. */
  elements: string[]
  /** What the sentences of people are filled with. */
  values: Record<string, string>
  /** What in the model or the passport shows it, as `element.attribute = value`. */
  evidence: string[]
  /** Absent: only a person can mend it. */
  fix?: Fix
}

/** What is known of a service beside its model. */
export interface ServiceFacts {
  evidence: readonly {
    id: string
    name: string
    heldByState: boolean
    register?: string | undefined
    /** The form's file field by which the applicant brings it. */
    field?: string | undefined
  }[]
  /** Ids of the laws that the passport names. */
  laws: readonly string[]
  /** Texts and rules that may read the result of a step. */
  readers: readonly string[]
}

/** Looks for one pattern. */
export type Look = (map: ProcessMap, facts: ServiceFacts | undefined) => Finding[]

/** A pattern of re-engineering, and where it comes from. */
export interface Rule {
  /** Number of the pattern in the list of fifteen that the project keeps. */
  pattern: number
  source: string
}

const PRACTICES = 'Reijers, Liman Mansar: Best practices in business process redesign, Omega 33 (2005)'

/** The rules that are looked for, each with its source. */
export const RULES = {
  'held-by-state': { pattern: 2, source: `${PRACTICES}: integration, interfacing` },
  'asked-twice': { pattern: 1, source: `${PRACTICES}: task elimination` },
  'visit-for-paper': { pattern: 4, source: `${PRACTICES}: contact reduction` },
  'opinions-in-series': { pattern: 7, source: `${PRACTICES}: parallelism` },
  'ping-pong': { pattern: 6, source: `${PRACTICES}: case manager, order assignment` },
  'decided-by-table': { pattern: 14, source: `${PRACTICES}: task automation` },
  'no-law': { pattern: 1, source: `${PRACTICES}: task elimination` },
  'same-hands': { pattern: 5, source: `${PRACTICES}: task composition` },
  'returned-to-applicant': { pattern: 3, source: `${PRACTICES}: control relocation` },
} as const satisfies Record<string, Rule>
export type RuleId = keyof typeof RULES

/** Patterns that are not looked for yet, and what they need. */
export const NOT_LOOKED_FOR = [
  { pattern: 8, needs: 'minutes of work for each step' },
  { pattern: 9, needs: 'a log: how often each test refuses' },
  { pattern: 10, needs: 'a log: times that fall into groups' },
  { pattern: 11, needs: 'a log: work that is done in bursts' },
  { pattern: 12, needs: 'a log: how often an approval changes anything' },
  { pattern: 13, needs: 'a log: how often each way is taken' },
  { pattern: 15, needs: 'a log: how busy each unit is' },
] as const
