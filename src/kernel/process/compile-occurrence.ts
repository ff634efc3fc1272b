import type { ModdleElement } from 'bpmn-moddle'
import { compileExpression, compileValue } from './expressions.ts'
import { foreignAttribute } from './foreign.ts'
import type { Occurrence } from './graph.ts'
import { referred, referredName, type Model } from './read-model.ts'
import { called, typeOf, type Report } from './report.ts'
import { isDuration, parseCycle, parseInstant } from './timer.ts'

export interface Source {
  model: Model
  report: Report
  prefixes: readonly string[]
}

/** The places an event definition may stand at (BPMN 2.0.2, table 10.93). */
const ALLOWED: Record<string, readonly string[]> = {
  start: ['message', 'timer', 'signal', 'conditional'],
  'event sub-process start': ['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensate'],
  'sub-process start': [],
  catch: ['message', 'timer', 'signal', 'conditional', 'link'],
  boundary: ['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensate', 'cancel'],
  throw: ['message', 'signal', 'escalation', 'compensate', 'link'],
  end: ['message', 'signal', 'error', 'escalation', 'compensate', 'terminate', 'cancel'],
}

/** What an event waits for or throws; undefined when it is refused (the report says why). */
export function compileOccurrence(
  source: Source,
  event: ModdleElement,
  place: keyof typeof ALLOWED,
): Occurrence | undefined {
  const { report } = source
  const definitions: ModdleElement[] = [...(event['eventDefinitions'] ?? []), ...(event['eventDefinitionRef'] ?? [])]
  if (definitions.length === 0) return { type: 'none' }
  if (definitions.length > 1) {
    report.error(
      event,
      'not-run',
      `${called(event)} has several event definitions, which is not run`,
      'use one event for each',
    )
    return undefined
  }
  const definition = definitions[0] as ModdleElement
  const kind = typeOf(definition).replace(/EventDefinition$/, '')
  if (!ALLOWED[place]?.includes(kind)) {
    report.error(
      event,
      'not-run',
      `${called(event)}: a ${kind} event is not run as ${place} event`,
      'use another kind of event here',
    )
    return undefined
  }
  return readers[kind]?.(source, event, definition)
}

type Reader = (source: Source, event: ModdleElement, definition: ModdleElement) => Occurrence | undefined

const readers: Record<string, Reader> = {
  message: (source, event, definition) => named(source, event, definition, 'message'),
  signal: (source, event, definition) => named(source, event, definition, 'signal'),
  terminate: ({ prefixes }, _event, definition) => ({
    type: 'terminate',
    ...(foreignAttribute(definition, prefixes, 'terminateAll') === 'true' ? { all: true } : {}),
    ...(foreignAttribute(definition, prefixes, 'terminateMultiInstance') === 'true' ? { rounds: true } : {}),
  }),
  timer: compileTimer,
  conditional({ report, prefixes }, event, definition) {
    const body: string = definition['condition']?.body ?? ''
    if (body.trim() === '')
      return void report.error(event, 'no-condition', `${called(event)} has no condition`, 'give its condition in FEEL')
    const test = report.compiled(event, 'the condition', () => compileExpression(body))
    const variable = foreignAttribute(definition, prefixes, 'variableName')
    const changes = foreignAttribute(definition, prefixes, 'variableEvents')
      ?.split(',')
      .map((one) => one.trim())
    return test && { type: 'condition', test, ...(variable ? { variable } : {}), ...(changes ? { changes } : {}) }
  },
  error({ model, prefixes }, _event, definition) {
    const error = referred(model, definition, 'errorRef')
    // other engines take a reference that names no error as the code itself
    const code: string | undefined = error ? error['errorCode'] : referredName(model, definition, 'errorRef')
    const codeVariable = foreignAttribute(definition, prefixes, 'errorCodeVariable')
    const messageVariable = foreignAttribute(definition, prefixes, 'errorMessageVariable')
    return {
      type: 'error',
      ...(code ? { code } : {}),
      ...(codeVariable ? { codeVariable } : {}),
      ...(messageVariable ? { messageVariable } : {}),
    }
  },
  escalation({ model, prefixes }, _event, definition) {
    const escalation = referred(model, definition, 'escalationRef')
    const code: string | undefined = escalation
      ? escalation['escalationCode']
      : referredName(model, definition, 'escalationRef')
    const codeVariable = foreignAttribute(definition, prefixes, 'escalationCodeVariable')
    return {
      type: 'escalation',
      ...(code ? { code } : {}),
      ...(escalation?.name ? { name: escalation.name } : {}),
      ...(codeVariable ? { codeVariable } : {}),
    }
  },
  compensate({ model }, _event, definition) {
    const activity = referred(model, definition, 'activityRef')
    return { type: 'compensation', ...(activity?.id ? { activity: activity.id } : {}) }
  },
  cancel: () => ({ type: 'cancel' }),
  link({ report }, event, definition) {
    if (!definition.name)
      return void report.error(
        event,
        'no-name',
        `${called(event)}: the link has no name`,
        'give throw and catch the same link name',
      )
    return { type: 'link', name: definition.name }
  },
}

function named(
  { model, report, prefixes }: Source,
  event: ModdleElement,
  definition: ModdleElement,
  type: 'message' | 'signal',
): Occurrence | undefined {
  const target = referred(model, definition, `${type}Ref`)
  const name: string | undefined = target
    ? (target.name ?? target.id)
    : (referredName(model, definition, `${type}Ref`) ?? foreignAttribute(definition, prefixes, `${type}Expression`))
  if (!name) {
    // a throw may leave its message open: nothing is awaited by it
    if (/Throw|End/.test(event.$type) && type === 'message')
      return { type, name: { plain: event.name ?? event.id ?? '' } }
    return void report.error(
      event,
      `no-${type}`,
      `${called(event)} names no ${type}`,
      `add a ${type} to the model and refer to it`,
    )
  }
  const value = report.compiled(event, `the ${type}'s name`, () => compileValue(name))
  const inside = type === 'signal' && target && foreignAttribute(target, prefixes, 'scope') === 'processInstance'
  return value && { type, name: value, ...(inside ? { inside } : {}) }
}

function compileTimer({ report }: Source, event: ModdleElement, definition: ModdleElement): Occurrence | undefined {
  for (const form of ['duration', 'date', 'cycle'] as const) {
    const body: string | undefined = definition[`time${form.charAt(0).toUpperCase()}${form.slice(1)}`]?.body
    if (body === undefined || body.trim() === '') continue
    const value = report.compiled(event, 'the timer', () => compileValue(body))
    if (!value) return undefined
    if ('plain' in value && !wellFormed(form, String(value.plain))) {
      return void report.error(
        event,
        'timer',
        `${called(event)}: "${body.trim()}" is no ${form} that is understood`,
        form === 'cycle'
          ? 'write it as ISO 8601: R3/PT10M'
          : form === 'date'
            ? 'write it as 2026-03-02T09:00:00+05:00'
            : 'write it as ISO 8601 (P10D) or a term such as 10 working days',
      )
    }
    return { type: 'timer', form, value }
  }
  return void report.error(event, 'timer', `${called(event)} has no time`, 'give a duration, a date or a cycle')
}

function wellFormed(form: 'duration' | 'date' | 'cycle', text: string): boolean {
  if (form === 'date') return parseInstant(text) !== undefined
  if (form === 'cycle') return parseCycle(text) !== undefined
  return isDuration(text) || /^\d+ [a-z]+( [a-z]+)?$/.test(text)
}
