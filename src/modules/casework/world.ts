import type { CompiledForm } from '../../kernel/forms/index.ts'
import type { Json, Variables } from '../../kernel/process/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import type { Passport } from '../catalogue/index.ts'

/** A service version ready to be asked for: compiled once and kept. */
export interface RunnableService {
  id: string
  version: number
  passport: Passport
  /** False for a passport only: it is listed but can't be applied for here. */
  runs: boolean
  form: CompiledForm | undefined
  /** Id under which its process is deployed. */
  definition: string
  /** A text of the service in a language; FEEL in braces is filled from the variables. */
  say(language: string, key: string, variables?: Variables): string
  has(key: string): boolean
  /** Evaluates a decision of its rules. */
  decide(decision: string, variables: Variables): Json
}

/** What casework asks of the country: legal time, offices, amounts of the day. */
export interface CaseCountry {
  timeZone: string
  /** The local date of an instant, `2026-03-02`. */
  localDate(instant: string): string
  /** The instant from which what came at `instant` counts in law. */
  countsFrom(instant: string): string
  /** The end of a service's term, with its clock's pauses. */
  dueAt(term: { amount: number; unit: string }, from: string, pauses: readonly { since: string; until: string | null }[]): string
  /** The office of a kind for a district, or of a higher level above it. */
  officeFor(kind: string, level: string, district: string): string | undefined
  /** BRV, MZP … in force on a day, in soum. */
  reference(date: string): Record<string, number>
}

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    country: CaseCountry
    services: { get(tx: Tx, id: string, version?: number): Promise<RunnableService> }
  }
}
export type {}
