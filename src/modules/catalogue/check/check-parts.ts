import type { Json } from '../../../kernel/process/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { DemoPerson } from '../../../platform/identity/index.ts'
import type { ServiceProblem } from '../model/problem.ts'

/** What checking a service needs from outside. */
export interface CheckParts {
  country: Country
  /** People that examples name. */
  people: readonly DemoPerson[]
  /** What a register holds about a number; null = nothing. Examples that give answers of their own don't come here. */
  ask(register: string, number: string, evidence: string): Json
  /** Told how each example went that was run. */
  ran?(run: ExampleRan): void
}

/** How an example went: its last status, the activities in the order they began, and what still waits. */
export interface ExampleRan {
  name: string
  status: string
  path: string[]
  waiting: string[]
}

/** What was found in one service; `file` is relative to its folder. */
export interface ServiceCheck {
  id: string
  ok: boolean
  errors: ServiceProblem[]
  /** What the model says and is not run, or may not be meant so; a service with warnings can be published. */
  warnings: ServiceProblem[]
}

export type Report = (problem: ServiceProblem) => void
