import { z } from 'zod'
import { pageRead } from '../../../platform/use-case/index.ts'
import { lookAtList } from '../model/look-at-case.ts'
import { findApplicationByNumber } from '../store/applications.ts'
import { showDesk } from './show-team.ts'

/**
 * The case that bears a number, for who works in an office; whether they may read it, reading it will tell. Whose it is,
 * is told that it was looked up, also where it was not read.
 */
export const findCaseByNumber = pageRead(showDesk, {
  input: showDesk.input.extend({ number: z.string().max(100) }),
}).reads(async ({ input, looked }, tx) => {
  const application = (await findApplicationByNumber(tx, input.number))?.caseId
  if (application) looked(await lookAtList(tx, { list: 'number', cases: [application], office: input.office }))
  return { application }
})
