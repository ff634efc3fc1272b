import { z } from 'zod'
import { pageRead } from '../../../platform/use-case/index.ts'
import { findApplicationByNumber } from '../store/applications.ts'
import { showDesk } from './show-team.ts'

/** The case that bears a number, for who works in an office; whether they may read it, reading it will tell. */
export const findCaseByNumber = pageRead(showDesk, {
  input: showDesk.input.extend({ number: z.string().max(100) }),
}).reads(async ({ input }, tx) => ({ application: (await findApplicationByNumber(tx, input.number))?.caseId }))
