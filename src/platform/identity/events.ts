import { z } from 'zod'
import { domainEvent } from '../events/index.ts'

const OWN = { about: 'person', readers: 'subject', unheard: true } as const

/** A person came in, as a provider says who they are. */
export const signedIn = domainEvent({ ...OWN, kind: 'identity.signed-in', facts: z.object({ issuer: z.string() }) })

/** A session was ended: by the person, or by the provider that began it. */
export const signedOut = domainEvent({
  ...OWN,
  kind: 'identity.signed-out',
  facts: z.object({ by: z.string().optional() }),
})

/** A person acts for an organisation from now on, or for themselves again (null). */
export const actsFor = domainEvent({
  ...OWN,
  kind: 'identity.acts-for',
  facts: z.object({ organisation: z.string().nullable() }),
})
