import { z } from 'zod'
import type { Tx } from '../../../platform/database/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/refusals.ts'
import { lockInstance, setSuspended, STATUS } from '../store/instances.ts'
import { unparkJobs } from '../../../platform/jobs/index.ts'
import { Reason } from './reason.ts'
import { theStanding } from './show-case.ts'

const input = z.object({ case: z.uuid(), reason: Reason })
const output = z.object({ id: z.uuid(), suspended: z.boolean() })

export const suspendCase = useCase({
  name: 'process.suspend-case',
  title: 'Make a case stand still: no step but its cancellation; what comes due waits until it goes on',
  at: 'POST /cases/{case}/suspend',
  input,
  output,
  may: 'role administrator',
  records: { about: 'case', facts: z.object({ reason: z.string() }), readers: 'subject', line: 'suspended' },
  edits: theStanding,
}).does(async ({ input }, tx) => {
  await lockRunning(tx, input.case)
  await setSuspended(tx, input.case, true)
  return { answer: { id: input.case, suspended: true }, subject: input.case, facts: { reason: input.reason } }
})

export const resumeCase = useCase({
  name: 'process.resume-case',
  title: 'Let a suspended case go on; what came due meanwhile happens now',
  at: 'POST /cases/{case}/resume',
  input,
  output,
  may: 'role administrator',
  records: { about: 'case', facts: z.object({ reason: z.string() }), readers: 'subject', line: 'resumed-case' },
  edits: theStanding,
}).does(async ({ input, now }, tx) => {
  await lockRunning(tx, input.case)
  await setSuspended(tx, input.case, false)
  await unparkJobs(tx, [input.case], now)
  return { answer: { id: input.case, suspended: false }, subject: input.case, facts: { reason: input.reason } }
})

async function lockRunning(tx: Tx, caseId: string): Promise<void> {
  const instance = await lockInstance(tx, caseId)
  if (!instance) throw new Refusal(general['not-found'])
  if (instance.status !== STATUS.running) throw new Refusal(refusal['already-ended'])
}
