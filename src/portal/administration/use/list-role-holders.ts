import { z } from 'zod'
import { formerHolders, lockRoles, roleHolders } from '../../../platform/identity/index.ts'
import { general, Refusal, editable, useCase } from '../../../platform/use-case/index.ts'

/** Of those who held roles before, so many: who looks further back reads the log. */
const FORMER_AT_MOST = 50

export const listRoleHolders = useCase({
  name: 'identity.list-role-holders',
  title: 'Who holds roles in a body now, and who held them',
  at: 'GET /bodies/{body}/roles',
  input: z.object({ body: z.string().max(200) }),
  output: z.object({
    items: z.array(
      z.object({
        person: z.uuid(),
        name: z.string(),
        role: z.string(),
        since: z.string(),
        until: z.string().nullable(),
        givenBy: z.string(),
        /** For whom they stand in; null where the role is their own. */
        standsFor: z.string().nullable(),
        /** The account of a body's system, and no person. */
        machine: z.boolean(),
      }),
    ),
    /** Who held one before, whoever stopped last the first. */
    former: z.array(
      z.object({
        person: z.uuid(),
        name: z.string(),
        role: z.string(),
        since: z.string(),
        until: z.string(),
        givenBy: z.string(),
        machine: z.boolean(),
      }),
    ),
    next: z.null(),
  }),
  needs: ['country'],
  may: 'role administrator',
}).reads(async ({ input, now, world, language }, tx) => {
  if (!world.country.findOffice(input.body)) throw new Refusal(general['not-found'])
  const [items, former] = [
    await roleHolders(tx, input.body, now, { machines: true, language }),
    await formerHolders(tx, input.body, now, FORMER_AT_MOST, language),
  ]
  return { items, former, next: null }
})

/** The roles of a body, which several administrators and its own head give and end. */
export const theRoles = editable(listRoleHolders, {
  lock: (tx, { body }) => lockRoles(tx, body),
  parts: ({ items }) =>
    Object.fromEntries(items.map(({ person, role, since, until }) => [`${person} ${role}`, [since, until]])),
})
