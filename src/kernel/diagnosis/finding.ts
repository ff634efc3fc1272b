import type { Lived } from './lived.ts'
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
  /** Attributes of steps, their flows as they were. */
  | { kind: 'set'; steps: string[]; attributes: Record<string, string> }
  /** A step goes from where it stands onto another flow. */
  | { kind: 'move'; step: string; onto: string }
  /** Tests, each with the gateway behind it, stand in another order. */
  | { kind: 'reorder'; tests: Test[] }
  /** Cases of which a condition holds go through a short copy of the step. */
  | { kind: 'triage'; step: string; condition: string; name: string; attributes: Record<string, string> }
  /** A step is done by who does another: in the same office and role, or in the same lane. */
  | { kind: 'give'; step: string; like: string }
  /** A step on a way back goes with that way; the gateways that only served it go too. */
  | { kind: 'unloop'; step: string; attributes: Record<string, string> }
  /** Steps of a chain go into a sub-process of their own. */
  | { kind: 'enclose'; steps: string[]; name: string }

/** A step that looks at something, the gateway that asks what it found, and the flow on which the case goes on. */
export interface Test {
  step: string
  gateway: string
  on: string
}

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
export type Look = (map: ProcessMap, facts: ServiceFacts | undefined, lived?: Lived) => Finding[]

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
  'done-again': { pattern: 3, source: `${PRACTICES}: control relocation` },
  'done-in-vain': { pattern: 8, source: `${PRACTICES}: resequencing` },
  'tests-out-of-order': {
    pattern: 9,
    source: `${PRACTICES}: knock-out; van der Aalst, Decision Support Systems 30 (2001)`,
  },
  'two-kinds': { pattern: 10, source: `${PRACTICES}: triage, order types` },
  'done-in-batches': { pattern: 11, source: `${PRACTICES}: case-based work` },
  'approval-changes-nothing': { pattern: 12, source: `${PRACTICES}: empower` },
  'rare-way': { pattern: 13, source: `${PRACTICES}: exception` },
  'too-few-hands': { pattern: 15, source: `${PRACTICES}: extra resources, flexible assignment` },
  'many-bodies': { pattern: 15, source: `${PRACTICES}: numerical involvement` },
} as const satisfies Record<string, Rule>
export type RuleId = keyof typeof RULES

/** Patterns that are looked for only where a log is at hand; without one a model does not show them. */
const NEEDS_LOG = [
  { pattern: 9, needs: 'a log: how often each test refuses' },
  { pattern: 10, needs: 'a log: times that fall into groups' },
  { pattern: 12, needs: 'a log: how often an approval changes anything' },
  { pattern: 13, needs: 'a log: how often each way is taken' },
] as const

/** What a diagnosis did not look for, and what it would need. */
export const notLookedFor = (lived: Lived | undefined): { pattern: number; needs: string }[] =>
  lived ? [] : NEEDS_LOG.map((each) => ({ ...each }))
