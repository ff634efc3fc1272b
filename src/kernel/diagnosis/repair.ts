import { compile, runToEnd } from '../process/index.ts'
import { applyFix } from './edit.ts'
import type { Finding, Fix, ServiceFacts } from './finding.ts'
import { diagnose } from './diagnose.ts'
import type { Lived } from './lived.ts'
import { lostSteps } from './flow.ts'
import { mapProcess } from './process-map.ts'

/** A fix that was tried: the new model, or why there is none. */
export type Tried = { bpmn: string } | { refused: string }

/**
 * Carries a fix out and checks what came of it: it compiles, every step lies between start and end, and a case runs
 * through it as it did before.
 */
export async function tryFix(bpmn: string, fix: Fix): Promise<Tried> {
  const next = applyFix(bpmn, fix)
  const { graphs, problems } = await compile(next)
  const error = problems.find((problem) => problem.severity === 'error')
  if (error) return { refused: error.message }
  const known = new Set(lostSteps(mapProcess(bpmn)))
  const lost = lostSteps(mapProcess(next)).filter((id) => !known.has(id))
  if (lost.length > 0) return { refused: `${lost.join(', ')} would lie on no way from start to end` }
  const before = runOf((await compile(bpmn)).graphs)
  const after = runOf(graphs)
  if (before !== after) return { refused: `a case that was "${before}" would be "${after}"` }
  return { bpmn: next }
}

/** How a case goes whose tasks are completed by themselves. */
function runOf(graphs: Awaited<ReturnType<typeof compile>>['graphs']): string {
  const [process] = Object.keys(graphs)
  return process === undefined ? 'no process' : runToEnd({ graphs, process }).outcome
}

/** What a repair did. */
export interface Repaired {
  bpmn: string
  /** Fixes in the order in which they were carried out. */
  done: Finding[]
  /** What is left for a person. */
  left: Finding[]
}

const FIXES_AT_MOST = 500

/**
 * Carries out one fix after another until none is left that holds.
 * @param take which findings may be mended; absent: all
 * @param lived what a log tells of the model's steps
 */
export async function repair(
  bpmn: string,
  facts?: ServiceFacts,
  take: (finding: Finding) => boolean = () => true,
  lived?: Lived,
): Promise<Repaired> {
  const done: Finding[] = []
  const refused = new Set<string>()
  let now = bpmn
  for (let turn = 0; turn < FIXES_AT_MOST; turn++) {
    const found = diagnose(now, facts, lived)
    const next = found.find((finding) => finding.fix && take(finding) && !refused.has(keyOf(finding)))
    if (!next?.fix) return { bpmn: now, done, left: found }
    const tried = await tryFix(now, next.fix)
    if ('bpmn' in tried) {
      now = tried.bpmn
      done.push(next)
    } else refused.add(keyOf(next))
  }
  return { bpmn: now, done, left: diagnose(now, facts, lived) }
}

/** A finding by what it is about: the same after other fixes. */
export const keyOf = ({ rule, elements }: Finding): string => `${rule}:${elements.join('+')}`
