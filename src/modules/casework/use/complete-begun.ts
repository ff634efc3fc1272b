import type { TaskResult } from '../../../kernel/case/index.ts'
import type { Json } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import type { Call } from '../../../platform/use-case/index.ts'
import type { OpenTask } from '../../process/index.ts'
import { refuseResult } from '../model/refuse-result.ts'

/**
 * Takes the result of a task whose process began by itself, by a schedule or an event: nobody applied, so there is
 * nobody to be impartial to, to hear or to tell.
 * @throws Refusal when the act has no such outcome, or a note is missing
 */
export async function takeBegun(
  { input, principal, now, world }: Call<{ task: string } & TaskResult, 'engine'>,
  tx: Tx,
  task: OpenTask,
) {
  const { task: _task, ...result } = input
  refuseResult(task.act, result, [])
  const { step } = await world.engine.send(
    tx,
    task.caseId,
    { type: 'complete', wait: task.wait, result: { ...result, by: actorOf(principal) } as Json },
    { now, actor: actorOf(principal) },
  )
  return {
    answer: { application: task.caseId, status: step.outcome === 'running' ? 'in_progress' : 'closed' },
    subject: task.caseId,
    facts: { element: task.element, act: task.act, office: task.office, role: task.role, outcome: result.outcome },
    jobs: [],
  }
}
