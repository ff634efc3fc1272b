import type { z } from 'zod'
import type { NewJob } from '../jobs/index.ts'
import type { DomainEvent, Happened } from '../events/domain-event.ts'
import type { May, Principal } from '../rights/index.ts'
import type { Database, Tx } from '../database/index.ts'
import type { Look } from './look.ts'
import type { Editable } from './editable.ts'
import type { RefusalKind } from './refusal.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Everything that rooms furnish each other beside the database: the engine, the country, the texts. Each room that
 * offers something adds it here by declaration merging. Nobody is handed all of it: whoever needs something names it
 * (`needs`), is given just that, and the compiler refuses a name too few; nothing is global.
 */
export interface World {}

/** Name of something that a room furnishes. */
export type Need = keyof World

/** What a use case is told. */
export interface Call<Input, Needs extends Need = never> {
  input: Input
  /** What the use case named in `needs`, and nothing else. */
  world: Pick<World, Needs>
  principal: Principal
  /** The instant of the call, RFC 3339 in UTC; the only clock a use case has. */
  now: string
  /** The language of who asks, as `platform/i18n` lists them. */
  language: string
  /** Says whom the answer tells about: a look of an official is recorded and shown to that person. */
  looked(look: Look): void
}

/** What a use case changed: one commit. */
export interface Changed<Answer, Facts = Record<string, unknown>> {
  answer: Answer
  /** What is kept for a repeat of the same request in the answer's place: an answer with a secret in it is given once. */
  keptAnswer?: Answer
  /** Whose audit chain records it: a case id, a person id; absent = the acting person, else the system. */
  subject?: string
  /** Facts for the history, without names or national numbers; typed by `records`. */
  facts?: Facts
  /** What else happened by it, each in the history of its own subject. */
  events?: readonly Happened[]
  jobs?: NewJob[]
}

/** What is declared of everything that is performed, but for its place in the API. */
export interface Declared<
  Name extends string,
  Input extends z.ZodObject,
  Output extends z.ZodType,
  Needs extends Need = never,
  Facts extends z.ZodObject = z.ZodObject,
> {
  /** `room.verb-noun`: audit kind and OpenAPI operation id. */
  name: Name
  /** One sentence for the interface document. */
  title: string
  input: Input
  output: Output
  /** Who may; several rules are joined by "or". A wrong field name is a compile error. */
  may: May<Extract<keyof z.output<Input>, string>> | readonly May<Extract<keyof z.output<Input>, string>>[]
  /** What it takes of what the rooms furnish; absent: nothing but the database. */
  needs?: readonly Needs[]
  /**
   * What the change edits that another may edit at once: it is locked first, and `If-Match` is held against it. One
   * that the input can't name is a compile error.
   */
  edits?: Editable<z.output<Input>> | readonly Editable<z.output<Input>>[]
  /** What its own event says, under the name of the use case; other rooms may listen to it. */
  records?: Omit<DomainEvent<Name, Facts>, 'kind'>
  /** HTTP status of success; 200 unless said. */
  status?: 200 | 201 | 202 | 204
  /** Statuses of refusals that its input and rights don't tell. */
  refuses?: readonly (410 | 429)[]
  /** One call and what it answered, for the interface document. */
  example?: { input?: Partial<z.input<Input>>; output?: z.input<Output> }
}

export interface Declaration<
  Name extends string,
  Input extends z.ZodObject,
  Output extends z.ZodType,
  Needs extends Need = never,
  Facts extends z.ZodObject = z.ZodObject,
> extends Declared<Name, Input, Output, Needs, Facts> {
  /** Place in the API below /api/v1; `{field}` names a field of the input. */
  at: `${Method} /${string}`
}

type Does<Input extends z.ZodObject, Output extends z.ZodType, Needs extends Need, Facts = Record<string, unknown>> = (
  call: Call<z.output<Input>, Needs>,
  tx: Tx,
) => Promise<Changed<z.input<Output>, Facts>>
type Reads<Input extends z.ZodObject, Output extends z.ZodType, Needs extends Need> = (
  call: Call<z.output<Input>, Needs>,
  tx: Tx,
) => Promise<z.input<Output>>

/** What a performer runs: a use case, or what a page reads. */
export interface Performable<
  Name extends string = string,
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
  Needs extends Need = any,
> extends Declared<Name, Input, Output, Needs> {
  kind: 'does' | 'reads'
  /** What it looks like to whom it is denied: a thing of another is not even said to be there. Absent: denied. */
  hides?: RefusalKind
  /** Only a step on the way to a change that is recorded when it is done. */
  unrecorded?: true
  /** What is asked of others before a change, outside its transaction; the answer stands in the call as `asked`. */
  asks?: (call: Call<z.output<Input>, Needs>, database: Database) => Promise<unknown>
  run: Does<Input, Output, Needs> | Reads<Input, Output, Needs>
}

export interface UseCase<
  Name extends string = string,
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
  Needs extends Need = any,
> extends Performable<Name, Input, Output, Needs> {
  at: `${Method} /${string}`
}

/** Any use case, for lists: each keeps its own types where it is declared. */
export type AnyUseCase = UseCase<string, any, any, any>

/**
 * Declares a use case once: page, API, OpenAPI, audit, idempotency and rights all come from this.
 * Curried, so that literal types of the answer are kept.
 */
export function useCase<
  const Name extends string,
  Input extends z.ZodObject,
  Output extends z.ZodType,
  const Needs extends Need = never,
  Facts extends z.ZodObject = z.ZodObject,
>(declaration: Declaration<Name, Input, Output, Needs, Facts>) {
  return {
    /** A change: runs in one transaction, is recorded, honours Idempotency-Key. */
    does: (run: Does<Input, Output, Needs, z.input<Facts>>): UseCase<Name, Input, Output, Needs> => ({
      ...(declaration as unknown as Declaration<Name, Input, Output, Needs>),
      kind: 'does',
      run: run as Does<Input, Output, Needs>,
    }),
    /**
     * A change that rests on what another system answers: it is asked when the right is known and before the transaction
     * begins, so that its silence holds no connection and no lock. That it was asked is so, whatever becomes of the
     * change: `ask` records that by itself.
     */
    asking: <Asked>(ask: (call: Call<z.output<Input>, Needs>, database: Database) => Promise<Asked>) => ({
      does: (
        run: (
          call: Call<z.output<Input>, Needs> & { asked: Asked },
          tx: Tx,
        ) => Promise<Changed<z.input<Output>, z.input<Facts>>>,
      ): UseCase<Name, Input, Output, Needs> => ({
        ...(declaration as unknown as Declaration<Name, Input, Output, Needs>),
        kind: 'does',
        asks: ask,
        run: run as unknown as Does<Input, Output, Needs>,
      }),
    }),
    /** A read: runs read-only; only whom it looked at is recorded (`looked`). */
    reads: (run: Reads<Input, Output, Needs>): UseCase<Name, Input, Output, Needs> => ({
      ...(declaration as unknown as Declaration<Name, Input, Output, Needs>),
      kind: 'reads',
      run,
    }),
  }
}

/** Anything that is performed. */
export type AnyPerformable = Performable<string, any, any, any>

/** What a change edits, as a list. */
export const editedBy = (useCase: AnyPerformable): readonly Editable<any>[] =>
  useCase.edits === undefined ? [] : ([useCase.edits].flat() as Editable<any>[])

/** The event of a change that declares what it records. */
export const eventOf = (useCase: AnyPerformable): DomainEvent | undefined =>
  useCase.records && { kind: useCase.name, ...useCase.records }

/** The rules of `may` as a list. */
export const rulesOf = (useCase: AnyPerformable): readonly string[] =>
  typeof useCase.may === 'string' ? [useCase.may] : useCase.may
