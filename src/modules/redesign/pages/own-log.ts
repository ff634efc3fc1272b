import type { PageContext } from '../../../platform/http/index.ts'
import { exportServiceHistory, type XesEvent } from '../../process/index.ts'
import { logOfEvents, type OwnLog as Logs } from '../model/look-at-log.ts'

/** Pages of the own log, of 200 cases each. */
const PAGES_AT_MOST = 50

/** What ran here, as a log. */
export interface OwnLog extends Logs {
  /** There are older cases that it was not made of. */
  cut: boolean
}

/**
 * The cases of a service that ran here, the newest, as a log; who looks leaves a trace with each.
 * @param bpmn the model whose steps they are called after
 * @throws Refusal
 */
export async function ownLog(
  context: PageContext,
  { service, bpmn }: { service: string; bpmn: string },
): Promise<OwnLog> {
  const events: XesEvent[] = []
  let after: string | null = null
  for (let at = 0; at < PAGES_AT_MOST; at++) {
    const found: { items: XesEvent[]; next: string | null } = await context.perform(exportServiceHistory, {
      definition: service,
      newest: true,
      ...(after === null ? {} : { after }),
    })
    events.push(...found.items)
    after = found.next
    if (after === null) break
  }
  return { ...logOfEvents(events, bpmn), cut: after !== null }
}
