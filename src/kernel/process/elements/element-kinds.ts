import type { ElementKind } from '../element-kind.ts'
import { boundaryEvent } from './boundary-event.ts'
import { businessRuleTask } from './business-rule-task.ts'
import { callActivity } from './call-activity.ts'
import { catchEvent } from './catch-event.ts'
import { endEvent } from './end-event.ts'
import { eventGateway } from './event-gateway.ts'
import { exclusiveGateway } from './exclusive-gateway.ts'
import { inclusiveGateway, parallelGateway } from './joining-gateways.ts'
import { plainTask } from './plain-task.ts'
import { receiveTask } from './receive-task.ts'
import { scriptTask } from './script-task.ts'
import { serviceTask } from './service-task.ts'
import { startEvent } from './start-event.ts'
import { subProcess } from './sub-process.ts'
import { throwEventElement } from './throw-event.ts'
import { userTask } from './user-task.ts'

/** The kinds of elements that are run; one file each. */
export const ELEMENT_KINDS: readonly ElementKind[] = [
  startEvent,
  endEvent,
  throwEventElement,
  catchEvent,
  boundaryEvent,
  plainTask,
  userTask,
  serviceTask,
  receiveTask,
  businessRuleTask,
  scriptTask,
  subProcess,
  callActivity,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  eventGateway,
]

const BY_TYPE = new Map(ELEMENT_KINDS.flatMap((kind) => Object.keys(kind.types).map((type) => [type, kind] as const)))

/** The kind of an element by its local name; undefined when it is not run. */
export const elementKindOf = (type: string): ElementKind | undefined => BY_TYPE.get(type)

/** True for what people see as a step: tasks, sub-processes and calls. */
export const isActivityType = (type: string): boolean => BY_TYPE.get(type)?.role === 'activity'

/** Letters by which histories keep the local names of elements. */
export const ELEMENT_LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  ELEMENT_KINDS.flatMap((kind) => Object.entries(kind.types)).filter(([, letter]) => letter !== ''),
)
