import { textKey, actKey } from '../../../../kernel/case/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'

/** What a task asks, in the service's own words, else by its act. */
export function taskTitle(
  { speech }: PageContext,
  service: RunnableService,
  task: { element: string; act: string },
  variables: Variables,
): string {
  const own = textKey.taskTitle(task.element)
  return service.has(own) ? service.say(speech.language, own, variables) : speech.t(actKey.name(task.act))
}
