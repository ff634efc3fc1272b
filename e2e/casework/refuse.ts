import { answerHearingOf, completeTask, hearApplicant } from '../../src/modules/casework/index.ts'
import type { Principal } from '../../src/platform/rights/index.ts'
import type { openInstance } from './open-instance.ts'

type Open = Awaited<ReturnType<typeof openInstance>>

/** Refuses as the law wants it: the applicant is told ground and facts, answers, and then it is decided. */
export async function refuseHeard(
  open: Open,
  {
    officer,
    applicant,
    application,
    task,
  }: { officer: Principal; applicant: Principal; application: string; task: string },
  { reason, note = 'What was found is told here in plain words' }: { reason: string; note?: string },
): Promise<void> {
  await open.does(officer, hearApplicant, { task, reason, note })
  await open.does(applicant, answerHearingOf, { application, text: 'I see it otherwise' })
  await open.does(officer, completeTask, { task, outcome: 'refuse', reason, note })
}
