import { z } from 'zod'
import { useCase } from '../../use-case/index.ts'

/** Organisations that the person may act for now. */
export const listOrganisations = useCase({
  name: 'identity.list-organisations',
  title: 'The organisations you may act for',
  at: 'GET /me/organisations',
  input: z.object({}),
  output: z.object({
    items: z.array(z.object({ number: z.string(), name: z.string(), district: z.string().optional() })),
    next: z.null(),
  }),
  may: 'signed in',
  needs: ['people'],
}).reads(async ({ principal, world }, tx) => ({
  items: await world.people.organisationsOf(tx, principal.personId!),
  next: null,
}))
