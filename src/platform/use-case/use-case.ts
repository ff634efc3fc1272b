import type { z } from 'zod'
import type { NewJob } from '../jobs/index.ts'
import type { May, Principal } from '../rights/index.ts'
import type { Tx } from '../database/index.ts'
import type { Thing } from './thing.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * What the rooms have in common beside the database: the engine, the country, the texts. Each room that offers
 * something
 * adds it here by declaration merging, `main.ts` furnishes it once, and tests furnish their own; nothing is global.
 */
export interface World {}

/** What a use case is told. */
export interface Call<Input> {
  input: Input
  world: World
  principal: Principal
  /** The instant of the call, RFC 3339 in UTC; the only clock a use case has. */
  now: string
  /** `uz`, `uz-cyrl`, `ru` or `en`. */
  language: string
}

/** What a use case changed: one commit. */
export interface Changed<Answer> {
  answer: Answer
  /** Whose audit chain records it: a case id, a person id; absent = the acting person, else the system. */
  subject?: string
  /** Facts for the audit, without names or national numbers. */
  facts?: Record<string, unknown>
  jobs?: NewJob[]
}

export interface Declaration<Name extends string, Input extends z.ZodObject, Output extends z.ZodType> {
  /** `room.verb-noun`: audit kind and OpenAPI operation id. */
  name: Name
  /** One sentence for the interface document. */
  title: string
  /** Place in the API below /api/v1; `{field}` names a field of the input. */
  at: `${Method} /${string}`
  input: Input
  output: Output
  /** Who may; several rules are joined by "or". A wrong field name is a compile error. */
  may: May<Extract<keyof z.output<Input>, string>> | readonly May<Extract<keyof z.output<Input>, string>>[]
  /**
   * What the change edits that another may edit at once: it is locked first, and `If-Match` is held against it. A thing
   * that the input can't name is a compile error.
   */
  edits?: Thing<z.output<Input>> | readonly Thing<z.output<Input>>[]
  /** HTTP status of success; 200 unless said. */
  status?: 200 | 201 | 202 | 204
}

type Does<Input extends z.ZodObject, Output extends z.ZodType> = (
  call: Call<z.output<Input>>,
  tx: Tx,
) => Promise<Changed<z.input<Output>>>
type Reads<Input extends z.ZodObject, Output extends z.ZodType> = (
  call: Call<z.output<Input>>,
  tx: Tx,
) => Promise<z.input<Output>>

export interface UseCase<
  Name extends string = string,
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
> extends Declaration<Name, Input, Output> {
  kind: 'does' | 'reads'
  run: Does<Input, Output> | Reads<Input, Output>
}

/** Any use case, for lists. */
// eslint-disable-next-line -- the list is heterogeneous: each keeps its own types where it is declared
export type AnyUseCase = UseCase<string, any, any>

/**
 * Declares a use case once: page, API, OpenAPI, audit, idempotency and rights all come from this.
 * Curried, so that literal types of the answer are kept.
 */
export function useCase<const Name extends string, Input extends z.ZodObject, Output extends z.ZodType>(
  declaration: Declaration<Name, Input, Output>,
) {
  return {
    /** A change: runs in one transaction, is recorded, honours Idempotency-Key. */
    does: (run: Does<Input, Output>): UseCase<Name, Input, Output> => ({ ...declaration, kind: 'does', run }),
    /** A look: runs in a read-only way, is not recorded. */
    reads: (run: Reads<Input, Output>): UseCase<Name, Input, Output> => ({ ...declaration, kind: 'reads', run }),
  }
}

/** What a change edits, as a list. */
export const editedBy = (one: AnyUseCase): readonly Thing<any>[] =>
  one.edits === undefined ? [] : ([one.edits].flat() as Thing<any>[])

/** The rules of `may` as a list. */
export const rulesOf = (one: AnyUseCase): readonly string[] => (typeof one.may === 'string' ? [one.may] : one.may)
