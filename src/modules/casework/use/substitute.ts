import { z } from 'zod'
import { dateOf, dayOf, KnownDate } from '../../../kernel/terms/index.ts'
import { giveRole, roleHolders } from '../../../platform/identity/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { general, Refusal, requireFresh, useCase } from '../../../platform/use-case/index.ts'
import { theTeam } from './show-team.ts'

/**
 * A substitute holds the head's or officer's role for a time; nothing else changes, so the worklist and the rights are
 * the same.
 */
export const appointSubstitute = useCase({
  name: 'casework.appoint-substitute',
  title: 'Let another person of the office stand in for someone, from one date to another',
  at: 'POST /offices/{office}/substitutes',
  input: z.object({ office: z.string().max(100), person: z.uuid(), substitute: z.uuid(), until: KnownDate }),
  output: z.object({ office: z.string(), until: z.string() }),
  needs: ['country', 'substitutionDays'],
  may: ['own head of office', 'own role administrator'],
  records: {
    about: 'person',
    facts: z.object({
      office: z.string(),
      person: z.uuid(),
      substitute: z.uuid(),
      until: z.string(),
      roles: z.array(z.string()),
    }),
    readers: 'officials',
  },
  edits: theTeam,
  status: 201,
}).does(async ({ input, principal, now, world }, tx) => {
  requireFresh(principal, now)
  const today = world.country.localDate(now)
  const last = dateOf(dayOf(today) + world.substitutionDays - 1)
  if (input.until < today || input.until > last)
    throw new Refusal(general['invalid-input'], {
      problems: [
        { path: 'until', text: 'casework.problem.substitution-term', parameters: { count: world.substitutionDays } },
      ],
    })
  // to the end of that day by the country's clock
  const until = new Date(Date.parse(world.country.beginOf(input.until, 1)) - 1).toISOString()
  const holders = await roleHolders(tx, input.office, now)
  // what is lent is not handed on, and ends no later than the role it is made of
  const own = holders.filter((holder) => holder.person === input.person && holder.standsFor === null)
  const roles = own.map((holder) => holder.role)
  if (
    roles.length === 0 ||
    !holders.some((holder) => holder.person === input.substitute) ||
    input.person === input.substitute
  )
    throw new Refusal(general['invalid-input'], {
      problems: [{ path: 'substitute', text: 'casework.problem.substitute' }],
    })
  for (const { role, until: ends } of own)
    await giveRole(tx, {
      person: input.substitute,
      role,
      body: input.office,
      since: now,
      until: ends !== null && ends < until ? ends : until,
      givenBy: actorOf(principal),
      standsFor: input.person,
    })
  return {
    answer: { office: input.office, until },
    facts: { office: input.office, person: input.person, substitute: input.substitute, until, roles },
  }
})
