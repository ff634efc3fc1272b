import { isDeepStrictEqual } from 'node:util'
import type { RuleTask, Variables } from '../../../kernel/process/index.ts'
import type { DecisionTrace } from '../../../kernel/rules/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import type { CaseEvent } from '../store/events.ts'
import type { Evidence } from '../store/evidence.ts'

/** How a rule of a case came to its result. */
export interface ExplainedRule {
  /** The task that asked. */
  element: string
  /** The variable that holds the result. */
  writes: string
  /** When it was worked out, RFC 3339. */
  at: string
  /** The chain of decisions, what is required first; undefined when what the rule saw has changed since. */
  decisions: ExplainedDecision[] | undefined
}

/** A decision of the chain; `withheld` where it rests on what the reader may not see: then it says only that. */
export type ExplainedDecision = DecisionTrace & { withheld?: true }

/** A register's answer, as far as it is asked here when it came. */
type Fetched = Pick<Evidence, 'evidence' | 'fetchedAt'>

interface ToExplain {
  rules: readonly RuleTask[]
  events: readonly CaseEvent[]
  evidence: readonly Fetched[]
  variables: Variables
  service: Pick<RunnableService, 'explain'>
  localNow(instant: string): string
}

/**
 * Works out again how each rule that has run came to its result: from the variables of the case, by the version and at
 * the instant of then.
 * Nothing is kept for it. Where what was read came or was corrected later, or something else comes out than then, no
 * way is shown rather than a wrong one.
 */
export function explainRules({ rules, events, evidence, variables, service, localNow }: ToExplain): ExplainedRule[] {
  return rules.flatMap(({ element, decision, writes }) => {
    const at = lastRun(events, element)
    if (at === undefined || decision === undefined || variables[writes] === undefined) return []
    const { [writes]: result, ...seen } = variables
    const explained = service.explain(decision, seen, localNow(at))
    const same =
      explained !== undefined &&
      isDeepStrictEqual(explained.result, result) &&
      !explained.trace.some((decisionTrace) =>
        decisionTrace.reads.some(({ path }) => changedAfter(at, path, events, evidence)),
      )
    return [{ element, writes, at, decisions: same ? explained.trace : undefined }]
  })
}

/**
 * Whether a variable that was read got its value only after an instant: answers corrected, a register asked again, a
 * task done again.
 */
function changedAfter(
  at: string,
  [root, name]: readonly string[],
  events: readonly CaseEvent[],
  evidence: readonly Fetched[],
): boolean {
  const later = (instant: string) => Date.parse(instant) > Date.parse(at)
  if (root === 'evidence')
    return evidence.some((piece) => (name === undefined || piece.evidence === name) && later(piece.fetchedAt))
  return events.some(
    (event) =>
      later(event.at) &&
      (root === 'answers'
        ? event.kind === 'casework.correct-application'
        : event.kind === 'casework.complete-task' && event.facts['element'] === root),
  )
}

/** The instant at which a token last came to an element, by the history. */
function lastRun(events: readonly CaseEvent[], element: string): string | undefined {
  return events.findLast(({ moves }) => moves.some(([id, , move]) => id === element && move === 'entered'))?.at
}

/**
 * The same way without what its reader may not see: a decision that read it, and each that rests on such a one, tells
 * nothing of how it was reached. What the whole chain came to stays: it is what the case goes by.
 * @param unseen whether a path that was read, such as `['evidence', 'work']`, is not for this reader
 */
export function withholdUnseen(rule: ExplainedRule, unseen: (path: readonly string[]) => boolean): ExplainedRule {
  const withheld = new Set<string>()
  const last = rule.decisions?.at(-1)
  return {
    ...rule,
    decisions: rule.decisions?.map((item) => {
      if (!item.reads.some(({ path }) => unseen(path)) && !item.requires.some((required) => withheld.has(required)))
        return item
      withheld.add(item.decision)
      return { ...item, reads: [], tables: [], entries: [], value: item === last ? item.value : null, withheld: true }
    }),
  }
}

/**
 * The rules that concern the applicant: where a rule decided, not a person. That is a rule whose result says granted or
 * refused,
 * and every rule of a case in which nobody decided.
 */
export function rulesThatDecided(
  explained: readonly ExplainedRule[],
  events: readonly CaseEvent[],
  variables: Variables,
): ExplainedRule[] {
  const byPerson = events.some(({ kind, facts }) => kind === 'casework.complete-task' && facts['act'] === 'decide')
  return explained.filter(({ writes }) => !byPerson || saysOutcome(variables[writes]))
}

const saysOutcome = (result: unknown): boolean =>
  typeof result === 'object' &&
  result !== null &&
  ['grant', 'refuse'].includes(String((result as { outcome?: unknown }).outcome))
