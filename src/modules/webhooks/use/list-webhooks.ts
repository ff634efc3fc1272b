import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { bodiesSeenBy, listedSystems } from '../../exchange/index.ts'
import { listDeliveries, STATES } from '../store/deliveries.ts'
import { findSubscription, listSubscriptions, type Subscription } from '../store/subscriptions.ts'
import type { Kind } from '../model/kinds.ts'
import { WebhookView } from './show-webhook.ts'

const stateOf = (subscription: Subscription): z.output<typeof WebhookView>['state'] => {
  if (subscription.endedAt) return subscription.endedBecause === 'gone' ? 'gone' : 'ended'
  if (subscription.pausedAt) return subscription.pausedBecause === 'silent' ? 'silent' : 'paused'
  return subscription.awaySince ? 'away' : 'on'
}

const viewOf = (subscription: Subscription & { waiting: number; stopped: number }): z.output<typeof WebhookView> => ({
  id: subscription.id,
  client: subscription.client,
  address: subscription.address,
  events: subscription.kinds as Kind[],
  madeAt: subscription.madeAt,
  state: stateOf(subscription),
  since: subscription.endedAt ?? subscription.pausedAt ?? subscription.awaySince,
  tryAt: subscription.awaySince ? subscription.tryAt : null,
  problem: subscription.problem,
  waiting: subscription.waiting,
  stopped: subscription.stopped,
})

export const listWebhooks = useCase({
  name: 'webhooks.list-webhooks',
  title: 'Which systems of bodies are told of what happens, and how each stands; heads see those of their bodies',
  at: 'GET /webhooks',
  input: z.object({}),
  output: z.object({ items: z.array(WebhookView) }),
  may: ['role administrator', 'role auditor', 'role head'],
}).reads(async ({ principal }, tx) => {
  const bodies = bodiesSeenBy(principal)
  const clients = bodies && (await listedSystems(tx, bodies)).map(({ client }) => client)
  return { items: (await listSubscriptions(tx, clients)).map(viewOf) }
})

export const DeliveryView = z.object({
  id: z.uuid(),
  event: z.string(),
  application: z.uuid().nullable(),
  number: z.string().nullable(),
  state: z.enum([...STATES, 'behind']),
  tries: z.int(),
  madeAt: z.string(),
  triedAt: z.string().nullable(),
  nextAt: z.string().nullable(),
  status: z.int().nullable(),
  problem: z.string().nullable(),
})

export const listMessages = useCase({
  name: 'webhooks.list-deliveries',
  title: 'Messages to a system, the newest first: what became of each, how often it was tried, and when next',
  at: 'GET /webhooks/{webhook}/deliveries',
  input: z.object({
    webhook: z.uuid(),
    before: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
  }),
  output: z.object({ items: z.array(DeliveryView), next: z.string().nullable() }),
  may: ['role administrator', 'role auditor', 'head of the told system of webhook'],
}).reads(async ({ input }, tx) => {
  const subscription = await findSubscription(tx, input.webhook)
  if (!subscription) throw new Refusal(general['not-found'])
  const rows = await listDeliveries(tx, input.webhook, input.before)
  return {
    items: rows.map(({ subject, kind, behind, state, event: _event, ...row }) => ({
      ...row,
      event: kind,
      state: behind ? ('behind' as const) : state,
      application: subject === input.webhook ? null : subject,
      nextAt: behind ? null : row.nextAt,
    })),
    next: rows.length === 50 ? rows.at(-1)!.event : null,
  }
})
