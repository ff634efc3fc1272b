import type { z } from 'zod'
import type { Tx } from '../database/index.ts'
import type { RefusalKind } from './refusal.ts'
import type { Call, Declared, Need, Performable } from './use-case.ts'

/** What a page reads: performed like a use case, in no place of the API, its answer never sent as such. */
export type PageRead<Name extends string, Input extends z.ZodObject, Answer, Needs extends Need> = Performable<
  Name,
  Input,
  z.ZodType<Answer, Answer>,
  Needs
>

/** How what only a page performs differs from the use case whose right it is under. */
export interface OfPage<Input extends z.ZodObject, More extends Need> {
  /** The input with what the page names besides; fields that rights are asked of keep their meaning. */
  input?: Input
  /** What it takes beside what the use case takes. */
  needs?: readonly More[]
  /** What it looks like to whom it is denied; absent: denied. */
  hides?: RefusalKind
}

/**
 * A page that shows more than a use case's answer promises to programs (words made of a case's variables, names beside
 * ids, the bytes behind a link) reads it at once, under that use case's right and name: what the one denies, the
 * other does.
 * @param of whose right it is: a use case, or a declaration of its own where no use case of the API is the same thing
 */
export function pageRead<
  Name extends string,
  Input extends z.ZodObject,
  Output extends z.ZodType,
  Needs extends Need = never,
  Wider extends z.ZodObject = Input,
  const More extends Need = never,
>(of: Declared<Name, Input, Output, Needs>, options: OfPage<Wider, More> = {}) {
  return {
    reads: <Answer>(
      run: (call: Call<z.output<Wider>, Needs | More>, tx: Tx) => Promise<Answer>,
    ): PageRead<Name, Wider, Answer, Needs | More> => ({ ...rightOf(of), ...options, kind: 'reads', run }) as never,
  }
}

/** Who may, of what, under which name: all that a page takes over of a use case. */
export const rightOf = ({ name, title, input, output, may, needs }: Declared<string, any, any, any, any>) => ({
  name,
  title,
  input,
  output,
  may,
  needs,
})
