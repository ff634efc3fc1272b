import { performerOf } from '../../../kernel/case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { eventOf, type AnyUseCase, type World } from '../../../platform/use-case/index.ts'
import { together, type Listener } from '../../../platform/events/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { answerQuestion, bodyAsked, correctApplication, decided } from '../../casework/index.ts'
import { taskId, type Stepped } from '../../process/index.ts'
import { keepHappenings } from '../store/events.ts'
import type { Happening, Kind } from './kinds.ts'
import { SPREAD_JOB } from './spread.ts'
import { LANE } from './turns.ts'

/** Keeps what happened, in the transaction in which it did, with the job that gives it to whom it concerns. */
async function tell(tx: Tx, caseId: string, happenings: readonly Happening[], now: string): Promise<void> {
  if (happenings.length === 0 || !(await keepHappenings(tx, caseId, happenings, now))) return
  await enqueue(tx, { kind: SPREAD_JOB, caseId, lane: LANE }, now)
}

/** What of a step bodies' systems may want to know: a case and the work of offices that begin and end. */
export async function followStep(
  tx: Tx,
  { caseId, event, facts, step, now }: Stepped,
  { engine }: Pick<World, 'engine'>,
): Promise<void> {
  const said: Happening[] = []
  if (event.type === 'start') said.push({ kind: 'case.opened', data: {} })
  for (const { id, kind, element, reason } of step.closed)
    if (kind === 'task')
      said.push({ kind: 'task.ended', data: { task: taskId({ caseId, wait: id }), element, reason } })
  for (const wait of step.opened) {
    if (wait.kind !== 'task' || performerOf(wait.attributes) !== 'office') continue
    const { office } = engine.placeOf(wait, facts)
    const { act = null, role = null } = wait.attributes
    const task = taskId({ caseId, wait: wait.id })
    const { element, dueAt = null } = wait
    said.push({ kind: 'task.opened', office, data: { task, office, element, act, role, dueAt } })
  }
  if (step.outcome !== 'running') said.push({ kind: 'case.ended', data: { end: step.outcome } })
  await tell(tx, caseId, said, now)
}

const ofUseCase = (useCase: AnyUseCase, kind: Kind): Listener =>
  together(eventOf(useCase)!, (tx, { subject, at }) => tell(tx, subject, [{ kind, data: {} }], at))

/** What happens to a case outside the steps of its process. */
export const listeners: readonly Listener[] = [
  together(decided, (tx, { subject, at, facts: { outcome } }) =>
    tell(tx, subject, [{ kind: 'case.decided', data: { outcome } }], at),
  ),
  together(bodyAsked, (tx, { subject, at, facts: { inquiry, office } }) =>
    tell(tx, subject, [{ kind: 'opinion.asked', office, data: { inquiry, office } }], at),
  ),
  ofUseCase(answerQuestion, 'case.answered'),
  ofUseCase(correctApplication, 'case.corrected'),
]
