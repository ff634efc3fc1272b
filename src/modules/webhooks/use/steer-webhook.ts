import { z } from 'zod'
import { newId } from '../../../platform/database/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/refusals.ts'
import { resume, sendAgain } from '../model/resume.ts'
import { wake } from '../model/turns.ts'
import { insertDelivery, leaveOut, leaveOutAll } from '../store/deliveries.ts'
import { keepTest } from '../store/events.ts'
import { changeSubscription, lockSubscription } from '../store/subscriptions.ts'
import { openWebhook } from './subscribe.ts'

const One = z.object({ webhook: z.uuid() })
const recorded = { about: 'system', facts: One, readers: 'officials' } as const

export const pauseWebhook = useCase({
  name: 'webhooks.pause-webhook',
  title: 'Send a system nothing for a while; what happens meanwhile waits',
  at: 'POST /webhooks/{webhook}/pause',
  input: One,
  output: One,
  may: ['own role administrator', 'head of the told system of webhook'],
  records: recorded,
}).does(async ({ input, now }, tx) => {
  const { id: webhook } = await openWebhook(tx, input.webhook)
  await changeSubscription(tx, webhook, { pausedAt: now, pausedBecause: 'administrator' })
  return { answer: { webhook }, facts: { webhook } }
})

export const resumeWebhook = useCase({
  name: 'webhooks.resume-webhook',
  title: 'Let messages to a system go on that were paused, or wait for its next try',
  at: 'POST /webhooks/{webhook}/resume',
  input: One,
  output: One,
  may: ['own role administrator', 'head of the told system of webhook'],
  records: recorded,
}).does(async ({ input, now }, tx) => {
  const { id: webhook } = await openWebhook(tx, input.webhook)
  await resume(tx, webhook, now)
  return { answer: { webhook }, facts: { webhook } }
})

export const endWebhook = useCase({
  name: 'webhooks.end-webhook',
  title: 'Tell a system no more; what still waits is left out',
  at: 'POST /webhooks/{webhook}/end',
  input: One,
  output: One,
  may: ['own role administrator', 'head of the told system of webhook'],
  records: recorded,
}).does(async ({ input, now }, tx) => {
  const { id: webhook } = await openWebhook(tx, input.webhook)
  await changeSubscription(tx, webhook, { endedAt: now, endedBecause: 'administrator' })
  await leaveOutAll(tx, webhook, now)
  return { answer: { webhook }, facts: { webhook } }
})

const Message = z.object({ webhook: z.uuid(), delivery: z.uuid() })
const ofMessage = { about: 'system', facts: Message, readers: 'officials' } as const

export const sendTest = useCase({
  name: 'webhooks.send-test',
  title: 'Send a system a message that says nothing, to try the line',
  at: 'POST /webhooks/{webhook}/test',
  input: One,
  output: Message,
  may: ['own role administrator', 'head of the told system of webhook'],
  records: ofMessage,
  status: 202,
}).does(async ({ input, now }, tx) => {
  const { id: webhook } = await openWebhook(tx, input.webhook)
  const delivery = newId(now)
  const event = await keepTest(tx, webhook, now)
  await insertDelivery(tx, { id: delivery, subscription: webhook, event, subject: webhook }, now)
  await wake(tx, (await lockSubscription(tx, webhook))!, now)
  return { answer: { webhook, delivery }, facts: { webhook, delivery } }
})

export const sendMessageAgain = useCase({
  name: 'webhooks.send-again',
  title: 'Send a message once more at once, under the same id',
  at: 'POST /webhooks/{webhook}/deliveries/{delivery}/again',
  input: Message,
  output: Message,
  may: ['own role administrator', 'head of the told system of webhook'],
  records: ofMessage,
  status: 202,
}).does(async ({ input, now }, tx) => {
  await openWebhook(tx, input.webhook)
  if (!(await sendAgain(tx, input.webhook, input.delivery, now))) throw new Refusal(refusal['not-stopped'])
  return { answer: input, facts: input }
})

export const leaveOutMessage = useCase({
  name: 'webhooks.leave-out',
  title: 'Leave a message out that a system does not take, so that what came after it about the same case goes on',
  at: 'POST /webhooks/{webhook}/deliveries/{delivery}/leave-out',
  input: Message,
  output: Message,
  may: ['own role administrator', 'head of the told system of webhook'],
  records: ofMessage,
}).does(async ({ input, now }, tx) => {
  const subscription = await openWebhook(tx, input.webhook)
  if (!(await leaveOut(tx, input.webhook, input.delivery, now))) throw new Refusal(refusal['not-stopped'])
  await wake(tx, subscription, now)
  return { answer: input, facts: input }
})
