import { throwCompensation } from '../compensate.ts'
import type { EventKind } from '../element-kind.ts'
import type { Occurrence } from '../graph.ts'
import { referred, referredName } from '../read-model.ts'
import { called } from '../report.ts'

/** Compensation: undoes what was done (BPMN 2.0.2, 10.7 and 13.5.5). */
export const compensationEvent: EventKind = {
  type: 'compensation',
  definition: 'compensate',
  places: ['event sub-process start', 'boundary', 'throw', 'end'],
  read({ model, report }, event, definition) {
    const activity = referred(model, definition, 'activityRef')
    const name = activity?.id ?? referredName(model, definition, 'activityRef')
    if (name !== undefined && !activity)
      return void report.error(
        event,
        'no-activity',
        `${called(event)} compensates "${name}", and the model has no such activity`,
        'name an activity of its own scope in activityRef, or leave it out to compensate all',
      )
    return {
      type: 'compensation',
      waits: definition['waitForCompletion'] !== false,
      ...(name === undefined ? {} : { activity: name }),
    }
  },
  check(node, element, { report }, building) {
    if (node.kind === 'boundary') {
      if (node.host && !node.host.handler)
        report.error(
          element,
          'no-handler',
          `${called(element)} leads to no compensation activity`,
          'join it by an association to an activity with isForCompensation',
        )
      return
    }
    const { activity } = node.occurrence as Occurrence & { type: 'compensation' }
    if (node.kind === 'start' || activity === undefined) return
    const target = building.nodes.get(activity)
    if (target?.element.role !== 'activity' || !building.scopesSeenFrom(node.scope).includes(target.scope))
      report.error(
        element,
        'no-activity',
        `${called(element)} compensates "${activity}", which is no activity of its scope`,
        'name an activity of the same process or sub-process, or let the sub-process of that activity compensate it',
      )
  },
  throw(game, node, scope) {
    const { activity, waits } = node.occurrence as Occurrence & { type: 'compensation' }
    throwCompensation(game, node, scope, activity, waits)
  },
}
