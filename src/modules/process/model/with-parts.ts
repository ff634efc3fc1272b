import { Apart, isApart, ProcessError, putBack, type State, type StatePart } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { nameOf, readParts } from '../store/state-parts.ts'

/**
 * Does pure work on a state that may be kept in parts. What it asks for is read, and the work, being pure, is done
 * again.
 * @returns its answer, and the parts that were read
 * @throws ProcessError when a wait is asked for that nothing holds
 */
export async function withParts<Answer>(
  tx: Tx,
  instance: { caseId: string; state: State },
  work: (state: State) => Promise<Answer>,
): Promise<{ answer: Answer; read: StatePart[] }> {
  if (!isApart(instance.state)) return { answer: await work(instance.state), read: [] }
  const { caseId } = instance
  const read = await readParts(tx, caseId, { group: 0, round: 0 })
  let state = putBack(instance.state, read)
  for (;;) {
    try {
      return { answer: await work(state), read }
    } catch (error) {
      if (!(error instanceof Apart)) throw error
      const { wanted } = error
      const here = new Set(read.map(nameOf))
      const found = (await readParts(tx, caseId, wanted)).filter((part) => !here.has(nameOf(part)))
      const whole = 'group' in wanted && wanted.round === undefined ? wanted.group : undefined
      if (found.length === 0 && 'wait' in wanted) throw new ProcessError('wait-over', `the wait ${wanted.wait} is over`)
      if (found.length === 0 && whole === undefined) throw error
      read.push(...found)
      state = putBack(state, found, whole)
    }
  }
}
