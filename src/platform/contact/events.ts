import { z } from 'zod'
import { domainEvent } from '../events/index.ts'

const OWN = { about: 'person', readers: 'subject', unheard: true } as const

/** A chat was begun with a code that the person got in the cabinet: they can be told there. */
export const chatBegun = domainEvent({ ...OWN, kind: 'contact.chat-begun', facts: z.object({ channel: z.string() }) })

/** The person blocked the bot, or the chat is no more: nobody is told there. */
export const chatLost = domainEvent({ ...OWN, kind: 'contact.chat-lost', facts: z.object({ channel: z.string() }) })
