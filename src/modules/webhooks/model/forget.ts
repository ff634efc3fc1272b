import { repeating, scheduleRepeating, type JobHandler } from '../../../platform/jobs/index.ts'
import type { Schedule } from '../../../platform/module/index.ts'
import { forgetBefore } from '../store/deliveries.ts'

const FORGET_JOB = 'webhooks.forget'
const DAY = 86_400
/** Days that what was delivered stays on the page; that a system was told stands in the history of the case for ever. */
const KEPT = 30

export const forgetHandler = (): JobHandler =>
  repeating(FORGET_JOB, DAY, {
    finish: (tx, _outcome, now) => forgetBefore(tx, new Date(Date.parse(now) - KEPT * DAY * 1000).toISOString()),
  })

export const scheduleForgetting: Schedule = (tx, now) => scheduleRepeating(tx, FORGET_JOB, now)
