import { arm, contextAt, enterActivity } from '../activities.ts'
import type { ElementKind } from '../element-kind.ts'
import { openWait } from '../open-wait.ts'
import { called } from '../report.ts'
import { readMessage } from './read-message.ts'

/** Waits for its message; without one it waits to be triggered. */
export const receiveTask: ElementKind = {
  kind: 'receive',
  types: { receiveTask: 'r' },
  role: 'activity',
  awaits: () => true,
  read(source, element, node) {
    readMessage(source, element, node)
    if (element['instantiate'] === true)
      source.report.error(
        element,
        'not-run',
        `${called(element)}: a receive task that starts the process is not run`,
        'use a message start event',
      )
  },
  enter: enterActivity,
  perform(game, node, place) {
    const wait = openWait(game, node, place, contextAt(game, place))
    if (wait) arm(game, node, wait)
  },
}
