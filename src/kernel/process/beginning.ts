import { nextDue, timerOf, type TimerDue } from './due.ts'
import type { CompiledGraph, StartEvent } from './graph.ts'
import type { Environment, Graph, Json, Variables } from './types.ts'

/** When a start event's timer goes off, and how its cycle goes on. Plain data: it can be kept. */
export type StartTimer = TimerDue

/** What begins a case of a process without anybody who starts it. */
export type BeginningKind = 'message' | 'signal' | 'timer' | 'condition'
const KINDS: readonly string[] = ['message', 'signal', 'timer', 'condition'] satisfies BeginningKind[]

/** A start event that waits for something; messages and signals by a name that is known beforehand. */
export type Beginning = StartEvent & { type: BeginningKind }

/** The start events by which a process begins by itself, in document order. */
export const beginningsOf = (graph: Graph): Beginning[] =>
  (graph as CompiledGraph).starts.filter(
    (start): start is Beginning =>
      KINDS.includes(start.type) && (start.name !== undefined || start.type === 'timer' || start.type === 'condition'),
  )

/** The first time a timer start goes off, counted from the environment's instant. @throws when it can't be counted */
export function firstStart(graph: Graph, element: string, environment: Environment): StartTimer | undefined {
  const occurrence = (graph as CompiledGraph).nodes.get(element)?.occurrence
  return occurrence?.type === 'timer' ? timerOf(occurrence, {}, environment, element) : undefined
}

/** The next time of a cycle that has just begun a case; undefined when that was the last. */
export const nextStart = (timer: StartTimer, environment: Environment, element: string): StartTimer | undefined =>
  nextDue(timer, environment, element)

/** Whether what a start event waits for holds with these variables; one that is no condition waits for no such thing. */
export function startHolds(graph: Graph, element: string, variables: Variables, now: string | null): boolean {
  const occurrence = (graph as CompiledGraph).nodes.get(element)?.occurrence
  return (
    occurrence?.type !== 'condition' || occurrence.test.evaluate(variables as Record<string, Json>, { now }) === true
  )
}
