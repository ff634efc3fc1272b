import type { z } from 'zod'
import type { Tx } from '../database/index.ts'
import type { Call, Need, Performable, UseCase } from './use-case.ts'

/** What a page reads: performed like a use case, in no place of the API, its answer never sent as such. */
export type PageRead<Name extends string, Input extends z.ZodObject, Answer, Needs extends Need> = Performable<
  Name,
  Input,
  z.ZodType<Answer, Answer>,
  Needs
>

/**
 * A page that shows more than a use case's answer promises to programs (words made of a case's variables, names beside
 * ids, the bytes behind a link) reads it at once, under that use case's right and name: what the one denies, the
 * other does.
 * @param of the read whose right it is
 * @param options.input the input with what the page names besides; fields of `of` keep their meaning
 * @param options.needs what it takes beside what `of` takes
 */
export function pageRead<
  Name extends string,
  Input extends z.ZodObject,
  Output extends z.ZodType,
  Needs extends Need,
  Wider extends z.ZodObject = Input,
  const More extends Need = never,
>(of: UseCase<Name, Input, Output, Needs>, options: { input?: Wider; needs?: readonly More[] } = {}) {
  const { at: _at, output, ...declared } = of
  return {
    reads: <Answer>(
      run: (call: Call<z.output<Wider>, Needs | More>, tx: Tx) => Promise<Answer>,
    ): PageRead<Name, Wider, Answer, Needs | More> =>
      ({ ...declared, output, input: options.input ?? of.input, kind: 'reads', run }) as never,
  }
}
