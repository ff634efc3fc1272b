import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Tx } from '../database/index.ts'
import type { AnyUseCase, Need, UseCase } from './use-case.ts'

/** What of an editable matters to whoever edits it, by name: a page that shows it again says which of these changed. */
export type Parts = Readonly<Record<string, unknown>>

/**
 * Something that two people may edit at once. It is known by a read: that use case's answer is its representation, and the
 * ETag of that
 * is what `If-Match` (RFC 9110, 13.1.1) of a change is held against.
 */
export interface Editable<Input> {
  readonly shows: AnyUseCase
  /** Input of the read, from the input of a change; undefined when the change names none. */
  readonly named: (input: Input) => Record<string, unknown> | undefined
  /**
   * Holds it to the end of the transaction: every change that declares `edits` does it first, so that changes
   * stand in a line.
   */
  readonly lock: (tx: Tx, named: any) => Promise<unknown>
  readonly parts: (answer: any) => Parts
}

interface Description<Input extends z.ZodObject, Output extends z.ZodType> {
  lock(tx: Tx, named: z.output<Input>): Promise<unknown>
  parts(answer: z.input<Output>): Parts
}

/** Known by a read; changes whose input has the read's fields edit it as it is, others through `namedBy`. */
export function editable<Name extends string, Input extends z.ZodObject, Output extends z.ZodType, Needs extends Need>(
  shows: UseCase<Name, Input, Output, Needs>,
  { lock, parts }: Description<Input, Output>,
): Editable<z.output<Input>> {
  const fields = Object.keys(shows.input.shape)
  return {
    shows,
    lock,
    parts,
    named: (input) => Object.fromEntries(fields.map((field) => [field, (input as Record<string, unknown>)[field]])),
  }
}

/** The same for changes that name it otherwise: a task names its case. */
export const namedBy = <Own, Input>(of: Editable<Own>, named: (input: Input) => Own | undefined): Editable<Input> => ({
  ...of,
  named: named as (input: Input) => Record<string, unknown> | undefined,
})

/**
 * The representation that a read's answer is sent as: the schema strips what the declaration does not promise, so
 * nothing leaks by accident.
 */
export const bodyOf = (useCase: AnyUseCase, answer: unknown): string => JSON.stringify(useCase.output.parse(answer))

/** Strong ETag of a representation: it changes when and only when a byte of it does. */
export const tagOf = (body: string): string => `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`

/**
 * Whether a tag stands among those of an `If-Match` or `If-None-Match`; `*` is any. Tags are split as RFC 9110 8.8.3
 * writes them: a comma may stand within one.
 * @param weak compares weakly, as If-None-Match wants it: `W/"a"` is `"a"` then
 */
export function matchesTag(header: string, tag: string, weak: boolean): boolean {
  if (header.trim() === '*') return true
  return [...header.matchAll(/(W\/)?("[^"]*")/g)].some(([, isWeak, item]) => item === tag && (weak || !isWeak))
}

const markOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('base64url')
    .slice(0, 8)
const written = (name: string): string => Buffer.from(name).toString('base64url')

/** Stands for all names together, so that one which comes new is seen; no written name looks like it. */
const ALL = '*'

/**
 * What a form was shown with, for a hidden field: the read's name, then each part with the mark of its content.
 * @param only names of the parts that the form edits; without them all, and new ones count as a change
 */
export function shownOf<Input>({ shows, parts }: Editable<Input>, answer: unknown, only?: readonly string[]): string {
  const all = parts(answer)
  const marks = (only ?? Object.keys(all)).map((name) => `${written(name)}:${markOf(all[name])}`)
  return [shows.name, ...marks, ...(only ? [] : [ALL])].join(' ')
}

/**
 * Names of the parts that are not what the form was shown with: other, gone or new. A field that is not ours says
 * nothing.
 */
export function changedSince<Input>({ shows, parts }: Editable<Input>, answer: unknown, shown: string): string[] {
  const [name, ...marks] = shown.split(' ')
  if (name !== shows.name) return []
  const now = parts(answer)
  const before = new Map(
    marks.flatMap((mark) => {
      const [, part, content] = /^([\w-]*):([\w-]{8})$/.exec(mark) ?? []
      return part !== undefined && content ? [[part, content] as const] : []
    }),
  )
  const other = [...before]
    .map(([part, content]) => [Buffer.from(part, 'base64url').toString(), content] as const)
    .filter(([part, content]) => markOf(now[part]) !== content)
    .map(([part]) => part)
  const come = marks.includes(ALL) ? Object.keys(now).filter((part) => !before.has(written(part))) : []
  return [...other, ...come]
}
