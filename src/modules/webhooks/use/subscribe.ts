import type { BlockList } from 'node:net'
import { z } from 'zod'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { general, Refusal, requireFresh, useCase } from '../../../platform/use-case/index.ts'
import { findSystem } from '../../exchange/index.ts'
import { readAddress } from '../model/check-address.ts'
import { Kinds } from '../model/kinds.ts'
import { refusal } from '../model/refusals.ts'
import { secretOf } from '../model/secrets.ts'
import { writeSecret } from '../model/sign-message.ts'
import { changeSubscription, insertSubscription, lockSubscription, type Subscription } from '../store/subscriptions.ts'

const Address = z.string().max(500)
/** The secret, as the receiver keeps it; absent in the answer to a repeated request: it is shown once. */
const Secret = z.string().nullable()

/** @throws Refusal forbidden-address */
function checked(address: string, within: BlockList): string {
  const url = readAddress(address, within)
  if (!url)
    throw new Refusal(refusal['forbidden-address'], {
      problems: [{ path: 'address', text: refusal['forbidden-address'].text }],
    })
  return url.href
}

/** A subscription that has not ended, locked. @throws Refusal not-found, ended */
export async function openWebhook(tx: Tx, id: string): Promise<Subscription> {
  const subscription = await lockSubscription(tx, id)
  if (!subscription) throw new Refusal(general['not-found'])
  if (subscription.endedAt) throw new Refusal(refusal.ended)
  return subscription
}

export const subscribe = useCase({
  name: 'webhooks.subscribe',
  title: "Tell a body's system of what happens to its cases; the secret that signs is in the answer, once",
  at: 'POST /webhooks',
  input: z.object({ client: z.string().max(400), address: Address, events: Kinds }),
  output: z.object({ webhook: z.uuid(), secret: Secret }),
  example: {
    input: { client: 'UZ/GOV/7/HOUSING', address: 'https://systems.example/darcha', events: ['case.decided'] },
  },
  needs: ['deriveSecret', 'webhookNetworks'],
  may: ['own role administrator', 'head of the system of client'],
  records: {
    about: 'system',
    facts: z.object({ webhook: z.uuid(), client: z.string(), host: z.string(), events: Kinds }),
    readers: 'officials',
  },
  status: 201,
}).does(async ({ input, principal, now, world }, tx) => {
  requireFresh(principal, now)
  if (!(await findSystem(tx, input.client)))
    throw new Refusal(refusal['unknown-system'], {
      problems: [{ path: 'client', text: refusal['unknown-system'].text }],
    })
  const address = checked(input.address, world.webhookNetworks)
  const webhook = newId(now)
  const events = [...new Set(input.events)]
  await insertSubscription(
    tx,
    { id: webhook, client: input.client, address, kinds: events, by: principal.personId! },
    now,
  )
  return {
    answer: { webhook, secret: writeSecret(secretOf(world.deriveSecret, webhook, 1)) },
    keptAnswer: { webhook, secret: null },
    facts: { webhook, client: input.client, host: new URL(address).host, events },
  }
})

export const changeWebhook = useCase({
  name: 'webhooks.change-webhook',
  title: 'Change where a system is told, or of what',
  at: 'POST /webhooks/{webhook}',
  input: z.object({ webhook: z.uuid(), address: Address, events: Kinds }),
  output: z.object({ webhook: z.uuid() }),
  needs: ['webhookNetworks'],
  may: ['own role administrator', 'head of the told system of webhook'],
  records: {
    about: 'system',
    facts: z.object({ webhook: z.uuid(), host: z.string(), events: Kinds }),
    readers: 'officials',
  },
}).does(async ({ input, principal, now, world }, tx) => {
  requireFresh(principal, now)
  const { id } = await openWebhook(tx, input.webhook)
  const address = checked(input.address, world.webhookNetworks)
  const events = [...new Set(input.events)]
  await changeSubscription(tx, id, { address, kinds: events })
  return { answer: { webhook: id }, facts: { webhook: id, host: new URL(address).host, events } }
})

export const rotateSecret = useCase({
  name: 'webhooks.rotate-secret',
  title: 'Give a system a new secret; the one before signs beside it for a day',
  at: 'POST /webhooks/{webhook}/secret',
  input: z.object({ webhook: z.uuid() }),
  output: z.object({ webhook: z.uuid(), secret: Secret }),
  needs: ['deriveSecret'],
  may: ['own role administrator', 'head of the told system of webhook'],
  records: { about: 'system', facts: z.object({ webhook: z.uuid(), generation: z.int() }), readers: 'officials' },
}).does(async ({ input, principal, now, world }, tx) => {
  requireFresh(principal, now)
  const { id: webhook, generation: before } = await openWebhook(tx, input.webhook)
  const generation = before + 1
  await changeSubscription(tx, webhook, { generation, rotatedAt: now })
  return {
    answer: { webhook, secret: writeSecret(secretOf(world.deriveSecret, webhook, generation)) },
    keptAnswer: { webhook, secret: null },
    facts: { webhook, generation },
  }
})
