import type { z } from 'zod'
import type { Tx } from '../database/index.ts'
import { rightOf, type OfPage, type PageRead } from './page-read.ts'
import type { Call, Changed, Declared, Need, UseCase } from './use-case.ts'

/**
 * A use case that a page does with more than a program sends: under the same right and name, and recorded as the same.
 * @param of the change it is
 */
export function pageChange<
  Name extends string,
  Input extends z.ZodObject,
  Output extends z.ZodType,
  Needs extends Need,
  Wider extends z.ZodObject = Input,
  const More extends Need = never,
>(of: UseCase<Name, Input, Output, Needs>, options: OfPage<Wider, More> = {}) {
  const { edits, records } = of
  return {
    does: (
      run: (call: Call<z.output<Wider>, Needs | More>, tx: Tx) => Promise<Changed<z.input<Output>>>,
    ): PageRead<Name, Wider, z.input<Output>, Needs | More> =>
      ({ ...rightOf(of), edits, records, ...options, kind: 'does', run }) as never,
  }
}

/**
 * A step on the way to a change: the bytes of a file that will be part of a draft. It is one transaction under the
 * right of that change, and is recorded by nothing: the change is, when it is done.
 * @param of where it leads to, or a declaration of its own where no one change is meant
 */
export function pageStep<
  Name extends string,
  Input extends z.ZodObject,
  Output extends z.ZodType,
  Needs extends Need = never,
  Wider extends z.ZodObject = Input,
  const More extends Need = never,
>(of: Declared<Name, Input, Output, Needs>, options: OfPage<Wider, More> = {}) {
  return {
    does: <Answer>(
      run: (call: Call<z.output<Wider>, Needs | More>, tx: Tx) => Promise<Answer>,
    ): PageRead<Name, Wider, Answer, Needs | More> =>
      ({
        ...rightOf(of),
        ...options,
        kind: 'does',
        unrecorded: true,
        run: async (call: Call<z.output<Wider>, Needs | More>, tx: Tx) => ({ answer: await run(call, tx) }),
      }) as never,
  }
}
