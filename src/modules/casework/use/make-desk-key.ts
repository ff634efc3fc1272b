import { z } from 'zod'
import { pageRead, useCase } from '../../../platform/use-case/index.ts'
import { findDeskKey, makeDeskKeyOf } from '../store/desk-keys.ts'

export const makeDeskKey = useCase({
  name: 'casework.make-desk-key',
  title: "Make an operator's key for what a browser keeps while the line is away; asked again, the same one",
  at: 'POST /counters/{office}/desk-key',
  input: z.object({ office: z.string().max(100) }),
  output: z.object({ key: z.string() }),
  may: 'counter operator of office',
  records: { about: 'person', facts: z.object({ office: z.string() }), readers: 'subject' },
}).does(async ({ input, principal }, tx) => ({
  answer: { key: await makeDeskKeyOf(tx, principal.personId!) },
  facts: { office: input.office },
}))

/** The key that is there; a look makes none. */
export const readDeskKey = pageRead(makeDeskKey).reads(({ principal }, tx) => findDeskKey(tx, principal.personId!))
