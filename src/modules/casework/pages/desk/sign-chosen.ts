import type { PageContext } from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import { completeTask } from '../../use/complete-task.ts'

export interface Signed {
  chosen: number
  signed: number
  failed: { number: string; text: string }[]
}

/** More than this at once is no longer looked at. */
const AT_ONCE = 200

/**
 * Signs what a head has chosen: each is a decision of its own, in a transaction of its own, and what could not be
 * signed says why.
 */
export async function signChosen(context: PageContext): Promise<Signed> {
  const form = await context.form()
  const chosen = form.getAll('task').slice(0, AT_ONCE)
  const failed: Signed['failed'] = []
  for (const text of chosen) {
    const [task = '', number = ''] = text.split(' ')
    try {
      // the same form sent twice answers the same twice
      await context.perform(completeTask, { task, outcome: 'sign' }, `${form.get('key') ?? ''} ${task}`)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === general['sign-in-again']) throw error
      failed.push({ number, text: context.speech.t(error.kind.text, error.parameters) })
    }
  }
  return { chosen: chosen.length, signed: chosen.length - failed.length, failed }
}
