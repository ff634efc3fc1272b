import type { PageContext } from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import { completeTask } from '../../use/complete-task.ts'
import { readPapersToSign, toBeRead } from '../../use/list-tasks.ts'

export interface Signed {
  chosen: number
  signed: number
  failed: { number: string; text: string }[]
}

/** More than this at once is no longer looked at. */
const AT_ONCE = 200

/**
 * Signs what a head has chosen: each is a decision of its own, in a transaction of its own, and what could not be
 * signed says why. What is not a plain grant is signed only by who has had this very paper before them (`seen`: the digest of its file).
 */
export async function signChosen(context: PageContext, office: string): Promise<Signed> {
  const form = await context.form()
  const chosen = form.getAll('task').slice(0, AT_ONCE)
  const failed: Signed['failed'] = []
  const seen = new Set(form.getAll('seen'))
  const unseen = new Set<string>()
  // all that waits, however long the list: what was chosen may stand on its last page
  for (let after: string | null | undefined; chosen.length > 0 && after !== null; ) {
    const list = await context.perform(readPapersToSign, { office, size: AT_ONCE, ...(after ? { after } : {}) })
    for (const item of list.items)
      if (toBeRead(item) && !seen.has(list.drafts.get(item.application)?.unsigned ?? '')) unseen.add(item.id)
    after = list.next
  }
  for (const text of chosen) {
    const [task = '', number = ''] = text.split(' ')
    if (unseen.has(task)) {
      failed.push({ number, text: context.speech.t('desk.read-first') })
      continue
    }
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
