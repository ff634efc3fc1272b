import { textKey, actKey } from '../../../../kernel/case/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'

/** What is asked of the applicant, in the service's own words where it has them; a payment is said with its amount. */
export function applicantTaskTitle(
  { speech }: PageContext,
  service: RunnableService,
  item: Pick<ApplicationView, 'fee'>,
  task: Pick<ApplicationView['tasks'][number], 'element' | 'act'>,
  variables: Variables,
): string {
  const own = textKey.taskTitle(task.element)
  return task.act !== 'pay' && service.has(own)
    ? service.say(speech.language, own, variables)
    : speech.t(actKey.task(task.act), { amount: item.fee ? speech.money(item.fee.amount) : '' })
}
