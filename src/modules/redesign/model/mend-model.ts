import {
  diagnose,
  keyOf,
  repair,
  tryFix,
  type Finding,
  type Lived,
  type ServiceFacts,
} from '../../../kernel/diagnosis/index.ts'

/** A model after a fix, or after all that hold. */
export interface Mended {
  bpmn: string
  done: Finding[]
  left: Finding[]
  /** Why a single fix does not hold. */
  refused: string | null
}

/**
 * Tries the fix of one finding, or all.
 * @param key of a finding, or `all`
 * @param lived what a log tells, where the findings are of one
 * @returns undefined when no finding with a fix has this key
 */
export async function mendModel(
  bpmn: string,
  facts: ServiceFacts,
  findings: readonly Finding[],
  key: string,
  lived?: Lived,
): Promise<Mended | undefined> {
  if (key === 'all') return { ...(await repair(bpmn, facts, undefined, lived)), refused: null }
  const finding = findings.find((each) => keyOf(each) === key)
  if (!finding?.fix) return undefined
  const tried = await tryFix(bpmn, finding.fix)
  return 'bpmn' in tried
    ? { bpmn: tried.bpmn, done: [finding], left: diagnose(tried.bpmn, facts, lived), refused: null }
    : { bpmn, done: [], left: [...findings], refused: tried.refused }
}
