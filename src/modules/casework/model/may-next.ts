import { isOver, type Status } from '../../../kernel/case/index.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import { heads, officesOf, performs, sitsAt, worksIn } from './roles-held.ts'

/** What can be done with an open task. */
export const TASK_ACTIONS = ['complete', 'claim', 'release', 'reassign'] as const
export type TaskAction = (typeof TASK_ACTIONS)[number]

interface Task {
  performer: 'office' | 'applicant'
  office: string
  role: string
  assignee: string | null
}

/** @param filer.own the viewer is the applicant or acts for them @param filer.counter where the application was taken in */
export function mayDoTask(
  principal: Principal,
  task: Task,
  { own, counter }: { own: boolean; counter: string | null },
): { yours: boolean; may: TaskAction[] } {
  if (task.performer === 'applicant') {
    const yours = own || (counter !== null && sitsAt(principal, counter))
    return { yours, may: yours ? ['complete'] : [] }
  }
  // nobody decides in their own affairs, whatever they hold
  const yours = !own && performs(principal, task)
  const mine = task.assignee !== null && task.assignee === principal.personId
  const head = heads(principal, task.office)
  const may = {
    complete: yours && (mine || task.assignee === null),
    claim: yours && task.assignee === null,
    release: mine || (head && task.assignee !== null),
    reassign: head,
  }
  return { yours, may: TASK_ACTIONS.filter((action) => may[action]) }
}

/** Only the office that was asked answers, and only once. */
export const mayAnswer = (principal: Principal, asked: { office: string; answeredAt: string | null }): boolean =>
  asked.answeredAt === null && worksIn(principal, asked.office)

/**
 * Whom a viewer may ask something in a case.
 * @param tasks open ones; of a viewer who stands outside of the case none
 */
export function mayAsk(
  principal: Principal,
  { status, owner }: { status: Status; owner: string },
  tasks: readonly Task[],
  inside: boolean,
): { applicant: boolean; body: boolean } {
  const body = inside && !isOver(status) && officesOf(principal).length > 0
  // only who has to decide or to give an opinion stops the clock, not a body that was asked something in passing
  const decides =
    worksIn(principal, owner) || tasks.some((task) => task.performer === 'office' && worksIn(principal, task.office))
  return { applicant: body && decides && status !== 'refused', body }
}
