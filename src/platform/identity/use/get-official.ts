import { z } from 'zod'
import { general, Refusal, useCase } from '../../use-case/index.ts'
import { findOfficial } from '../roles.ts'

/** What a body's head and administrators may know of a colleague: the name. */
export const getOfficial = useCase({
  name: 'identity.get-official',
  title: 'The name of a person who holds or held a role in a body',
  at: 'GET /bodies/{body}/officials/{person}',
  input: z.object({ body: z.string().max(100), person: z.uuid() }),
  output: z.object({ person: z.uuid(), name: z.string() }),
  may: ['role administrator', 'head of body'],
}).reads(async ({ input, language }, tx) => {
  const found = await findOfficial(tx, input.body, input.person, language)
  if (!found) throw new Refusal(general['not-found'])
  return found
})
