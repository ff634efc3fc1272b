import type { BlockList } from 'node:net'
import type { Database, Tx } from '../../../platform/database/index.ts'
import { keepStopped, type JobHandler } from '../../../platform/jobs/index.ts'
import { SYSTEM_SUBJECT, type World } from '../../../platform/use-case/index.ts'
import { dueDeliveries, leaveOutAll, markTried, type DueDelivery } from '../store/deliveries.ts'
import { changeSubscription, lockSubscription, type Subscription } from '../store/subscriptions.ts'
import { systemLeft, systemTold } from './events.ts'
import { TEST } from './kinds.ts'
import { nextTry } from './plan-tries.ts'
import { RESUME_JOB } from './resume.ts'
import { sendMessage, type Tried } from './send-message.ts'
import { signedHeaders } from './sign-message.ts'
import { secretsOf, type DeriveSecret } from './secrets.ts'
import { mayKnow, principalOf } from './spread.ts'
import { DELIVER_JOB, endTurn, LANE } from './turns.ts'

/** Messages sent in one turn, and how many of them at once: of different cases, always. */
const TURN = 24
const AT_ONCE = 8

type Became = Tried | { became: 'withheld' }

interface Sent {
  tried: { delivery: DueDelivery; became: Became }[]
}

export interface DeliverParts {
  database: Database
  world: Pick<World, 'events' | 'principals'>
  clock: () => string
  within: BlockList
  secret: DeriveSecret
  /** The machine's time in seconds: a signature is about a real moment, whatever day the instance believes it is. */
  stamp?: () => number
}

/** The text of a message: the same in every try. */
export const bodyOf = ({ kind, at, data }: Pick<DueDelivery, 'kind' | 'at' | 'data'>): string =>
  JSON.stringify({ type: kind, timestamp: new Date(at).toISOString(), data })

/**
 * Sends what is due to a system. One job at a time does so for each subscription, holding no hand of the worker while it
 * waits; a system that does not answer is asked by one message at a time, at longer and longer intervals, and all others
 * wait for that one.
 */
export function deliverHandler(parts: DeliverParts): JobHandler {
  const { database, clock } = parts
  return {
    kind: DELIVER_JOB,
    async effect(job, outside) {
      const { webhook, turn } = job.payload as { webhook: string; turn: number }
      const subscription = await database.transaction((tx) => beginTurn(tx, webhook, turn))
      if (!subscription) return undefined
      const due = await dueDeliveries(
        database,
        webhook,
        clock(),
        subscription.awaySince ? 1 : TURN,
        subscription.awaySince !== null,
      )
      return outside.ask(`webhook:${webhook}`, () => sendAll(parts, subscription, due))
    },
    async finish(tx, job, outcome, now) {
      const sent = outcome as Sent | undefined
      const { webhook } = job.payload as { webhook: string }
      const before = sent && (await lockSubscription(tx, webhook))
      if (!sent || !before) return
      await keepTries(tx, parts, before, sent, now)
      await endTurn(tx, (await lockSubscription(tx, webhook))!, now)
    },
  }
}

/** @returns the subscription, when the turn is this job's and something may be sent */
async function beginTurn(tx: Tx, webhook: string, turn: number): Promise<Subscription | undefined> {
  const subscription = await lockSubscription(tx, webhook)
  if (!subscription || subscription.turn !== turn || subscription.pausedAt || subscription.endedAt) return undefined
  await changeSubscription(tx, webhook, { sending: true })
  return subscription
}

async function sendAll(
  { database, world, clock, within, secret, stamp = () => Math.floor(Date.now() / 1000) }: DeliverParts,
  subscription: Subscription,
  due: readonly DueDelivery[],
): Promise<Sent> {
  const principal = await principalOf(database, world, subscription.client)
  const tried: Sent['tried'] = []
  const waiting = [...due]
  let away = false
  const send = async (): Promise<void> => {
    for (let delivery = waiting.shift(); delivery && !away; delivery = waiting.shift()) {
      const now = clock()
      // roles may have ended since it was put down
      const isTest = delivery.kind === TEST
      const may = principal && (isTest || (await mayKnow(database, principal, delivery, now)))
      const body = bodyOf(delivery)
      const message = { id: delivery.id, timestamp: stamp(), body }
      const became: Became = may
        ? await sendMessage(
            {
              address: subscription.address,
              headers: signedHeaders(message, secretsOf(secret, subscription, now)),
              body,
            },
            within,
          )
        : { became: 'withheld' }
      tried.push({ delivery, became })
      away ||= became.became === 'away' || became.became === 'gone'
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, send))
  return { tried }
}

/** Writes down what became of each message, and how the system stands after it. */
async function keepTries(
  tx: Tx,
  { world }: DeliverParts,
  subscription: Subscription,
  { tried }: Sent,
  now: string,
): Promise<void> {
  const { id, client } = subscription
  for (const { delivery, became } of tried) {
    const status = 'status' in became ? became.status : undefined
    const problem = 'problem' in became ? became.problem : undefined
    const tries = delivery.tries + 1
    if (became.became === 'delivered') {
      await markTried(tx, delivery.id, { state: 'delivered', status }, now)
      await world.events.tell(tx, systemTold, {
        subject: delivery.kind === TEST ? SYSTEM_SUBJECT : delivery.subject,
        at: now,
        actor: 'system',
        facts: { client, message: delivery.id, event: delivery.kind, tries },
      })
    } else if (became.became === 'withheld') {
      await markTried(tx, delivery.id, { state: 'withheld' }, now)
    } else if (became.became === 'refused' || status !== undefined) {
      // one that it fails at is not in the way of others: the next to be tried is another
      const nextAt = nextTry(tries, delivery.id, now)
      await markTried(tx, delivery.id, { state: nextAt ? 'waiting' : 'stopped', nextAt, status, problem }, now)
      if (!nextAt) await stand(tx, { webhook: id, delivery: delivery.id }, `${client}: ${problem}`, now)
    } else {
      await markTried(tx, delivery.id, { state: 'waiting', problem }, now)
    }
  }
  await keepStanding(
    tx,
    world,
    subscription,
    tried.map(({ became }) => became),
    now,
  )
}

async function keepStanding(
  tx: Tx,
  world: Pick<World, 'events'>,
  { id, client, awayTries, awaySince }: Subscription,
  became: readonly Became[],
  now: string,
): Promise<void> {
  const left = async (why: 'gone' | 'silent') =>
    world.events.tell(tx, systemLeft, {
      subject: SYSTEM_SUBJECT,
      at: now,
      actor: 'system',
      facts: { webhook: id, client, why },
    })
  if (became.some((tried) => tried.became === 'gone')) {
    await changeSubscription(tx, id, { endedAt: now, endedBecause: 'gone', problem: 'HTTP 410' })
    await leaveOutAll(tx, id, now)
    return left('gone')
  }
  const silent = became.find((tried) => tried.became === 'away')
  if (!silent) {
    if (awaySince && became.some((tried) => tried.became !== 'withheld'))
      await changeSubscription(tx, id, { awaySince: null, awayTries: 0, tryAt: null, problem: null })
    return
  }
  const tries = awayTries + 1
  const tryAt = nextTry(tries, id, now, silent.retryAfter)
  await changeSubscription(tx, id, {
    awaySince: awaySince ?? now,
    awayTries: tries,
    problem: silent.problem,
    ...(tryAt ? { tryAt } : { tryAt: null, pausedAt: now, pausedBecause: 'silent' }),
  })
  if (tryAt) return
  await stand(tx, { webhook: id }, `${client}: ${silent.problem}`, now)
  return left('silent')
}

/** An incident for the administrators: letting it go on again is what "again" means there. */
const stand = (tx: Tx, payload: { webhook: string; delivery?: string }, problem: string, now: string): Promise<void> =>
  keepStopped(
    tx,
    {
      kind: RESUME_JOB,
      caseId: null,
      wait: null,
      payload,
      lane: LANE,
      key: `${RESUME_JOB} ${payload.delivery ?? payload.webhook}`,
      problem,
    },
    now,
  )
