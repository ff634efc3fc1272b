import { resultFaults, type ResultFault, type TaskResult } from '../../../kernel/case/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { refusal } from './application.ts'

/** What is said for each fault, and where the page says it. */
const SAID = {
  'wrong-outcome': [refusal['wrong-outcome'], 'casework.problem.outcome'],
  'reason-needed': [refusal['reason-needed'], 'casework.problem.reason'],
  'note-needed': [refusal['return-needs-note'], 'casework.problem.note'],
  'no-reason': [general['invalid-input'], 'casework.problem.no-reason'],
  'not-taken': [general['invalid-input'], 'errors.input.no-such-field'],
} as const satisfies Record<ResultFault['code'], readonly [object, string]>

/**
 * Refuses a result that the act does not have.
 * @param grounds ids of the passport's grounds for refusal
 * @throws Refusal wrong-outcome, reason-needed return-needs-note or invalid-input, with every fault at its field
 */
export function refuseResult(act: string, given: TaskResult, grounds: readonly string[]): void {
  const faults = resultFaults(act, given, grounds)
  const [first] = faults
  if (!first) return
  throw new Refusal(SAID[first.code][0], {
    problems: faults.map(({ part, code }) => ({ path: part, text: SAID[code][1], parameters: { field: part } })),
  })
}
