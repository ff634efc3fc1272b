import { z } from 'zod'
import { hashOf, newSecret } from '../../identity/index.ts'
import { CHANNELS, TELEGRAM, type ChannelName } from '../../notify/index.ts'
import { Refusal, useCase } from '../../use-case/index.ts'
import { readingJob } from '../read-chats.ts'
import { refusal } from '../refusals.ts'
import { dropChat, holdReading, keepCode, keepFirst, waysOf } from '../store.ts'

const NAMES = CHANNELS.map(({ name }) => name)
const ChannelChoice = z.enum(NAMES as [ChannelName, ...ChannelName[]])
/** Minutes for which a code begins a chat. A demo value. */
const CODE_MINUTES = 15
const Changed = { about: 'person', readers: 'subject' } as const

export const listWays = useCase({
  name: 'contact.list-ways',
  title: 'How I am told of what happens: the channels that reach me, and the one I chose',
  at: 'GET /me/ways',
  input: z.object({}),
  output: z.object({
    /** Those that are set up here. */
    channels: z.array(
      z.object({
        name: ChannelChoice,
        /** Mail address or telephone number; null: none is known, or the channel has no such thing. */
        address: z.string().nullable(),
        /** Whether it can be chosen. */
        reaches: z.boolean(),
      }),
    ),
    /** What I chose; null: as it is for everybody. */
    first: ChannelChoice.nullable(),
    chat: z.object({ since: z.string() }).nullable(),
    /** Until when a code that was given begins a chat. */
    codeEndsAt: z.string().nullable(),
  }),
  needs: ['people', 'ways'],
  may: 'signed in',
}).reads(async ({ principal, now, world }, tx) => {
  const person = await world.people.get(tx, principal.personId!)
  const { chat, chatSince, codeEndsAt, first } = await waysOf(tx, person.id)
  const reachable = { ...person, chat }
  return {
    channels: CHANNELS.filter(({ name }) => world.ways.channels.includes(name)).map(({ name, addressOf }) => {
      const address = addressOf(reachable) || null
      return { name, address: name === TELEGRAM ? null : address, reaches: address !== null }
    }),
    first,
    chat: chat === null ? null : { since: chatSince! },
    codeEndsAt: codeEndsAt !== null && Date.parse(codeEndsAt) > Date.parse(now) ? codeEndsAt : null,
  }
})

export const chooseFirst = useCase({
  name: 'contact.choose-first',
  title: 'Choose the channel by which I am told first; none: as it is for everybody',
  at: 'POST /me/ways/first',
  input: z.object({ channel: ChannelChoice.nullable() }),
  output: z.object({ first: ChannelChoice.nullable() }),
  needs: ['people', 'reachedBy', 'ways'],
  may: 'signed in',
  records: { ...Changed, facts: z.object({ channel: ChannelChoice.nullable() }) },
}).does(async ({ input, principal, world }, tx) => {
  const { email, phone, id } = await world.people.get(tx, principal.personId!)
  const { channel } = input
  const { chat } = await waysOf(tx, id)
  if (channel !== null && world.reachedBy({ email, phone, chat, first: channel })?.channel !== channel)
    throw new Refusal(refusal['does-not-reach'])
  await keepFirst(tx, id, channel)
  return { answer: { first: channel }, facts: { channel } }
})

export const makeChatCode = useCase({
  name: 'contact.make-chat-code',
  title: 'Get a code, good once and for some minutes, by which a chat with the bot becomes mine',
  at: 'POST /me/ways/chat/code',
  input: z.object({}),
  output: z.object({
    /** Opens the chat with the code; null when it was given before and is asked for again. */
    link: z.string().nullable(),
    until: z.string(),
  }),
  needs: ['ways'],
  may: 'signed in',
  records: { ...Changed, facts: z.object({}) },
}).does(async ({ principal, now, world }, tx) => {
  const code = newSecret()
  const link = world.ways.chatLink(code)
  if (link === undefined) throw new Refusal(refusal['no-messenger'])
  const until = new Date(Date.parse(now) + CODE_MINUTES * 60_000).toISOString()
  await holdReading(tx)
  await keepCode(tx, principal.personId!, hashOf(code), until)
  return { answer: { link, until }, keptAnswer: { link: null, until }, facts: {}, jobs: [readingJob] }
})

export const removeChat = useCase({
  name: 'contact.remove-chat',
  title: 'Be told by the bot no longer: my chat with it is forgotten',
  at: 'POST /me/ways/chat/remove',
  input: z.object({}),
  output: z.object({ removed: z.boolean() }),
  may: 'signed in',
  records: { ...Changed, facts: z.object({ removed: z.boolean() }) },
}).does(async ({ principal }, tx) => {
  const removed = await dropChat(tx, principal.personId!)
  return { answer: { removed }, facts: { removed } }
})
