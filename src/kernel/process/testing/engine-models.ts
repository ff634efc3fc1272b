import { runSuiteCase, type SuiteResult, type SuiteStep } from '../suite.ts'

/**
 * Models as the tests of the Camunda and Flowable engines have them: little XML, `${…}` expressions, few ids, no
 * diagram.
 */

const HEAD =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:flowable="http://flowable.org/bpmn" xmlns:activiti="http://activiti.org/bpmn" xmlns:tns="Examples" targetNamespace="Examples"'
/** Messages `hello` and `bye`, signals `alarm` and `calm`, errors of code 1 and 2, escalations of code up and far. */
const ROOT =
  '<message id="M" name="hello"/><message id="N" name="bye"/><signal id="S" name="alarm"/><signal id="T" name="calm"/><error id="E1" errorCode="1"/><error id="E2" errorCode="2"/><escalation id="X1" escalationCode="up"/><escalation id="X2" escalationCode="far"/>'

export const definitions = (...content: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<definitions id="definitions" ${HEAD}>${ROOT}${content.join('')}</definitions>`
export const process = (id: string, ...content: string[]): string =>
  `<process id="${id}" isExecutable="true">${content.join('')}</process>`
/** A file with the one process `p`. */
export const model = (...content: string[]): string => definitions(process('p', ...content))

/** Elements of one type by their ids: `many('userTask', 'a b')`. */
export const many = (type: string, ids: string): string =>
  ids
    .split(' ')
    .map((id) => `<${type} id="${id}"/>`)
    .join('')
export const users = (ids: string): string => many('userTask', ids)
export const start = (id: string, inside = '', attributes = ''): string =>
  `<startEvent id="${id}" ${attributes}>${inside}</startEvent>`
export const end = (id: string, inside = ''): string => `<endEvent id="${id}">${inside}</endEvent>`
export const boundary = (id: string, host: string, inside: string, goesOn = ''): string =>
  `<boundaryEvent id="${id}" attachedToRef="${host}"${goesOn ? ' cancelActivity="false"' : ''}>${inside}</boundaryEvent>`
export const caught = (id: string, inside: string): string =>
  `<intermediateCatchEvent id="${id}">${inside}</intermediateCatchEvent>`
export const thrown = (id: string, inside: string): string =>
  `<intermediateThrowEvent id="${id}">${inside}</intermediateThrowEvent>`
export const sub = (id: string, ...content: string[]): string =>
  `<subProcess id="${id}">${content.join('')}</subProcess>`
export const transaction = (id: string, ...content: string[]): string =>
  `<transaction id="${id}">${content.join('')}</transaction>`
/** An event sub-process: its start event is `<id>Start`. */
export const eventSub = (id: string, trigger: string, goesOn: '' | 'goes on', ...content: string[]): string =>
  `<subProcess id="${id}" triggeredByEvent="true">${start(`${id}Start`, trigger, goesOn ? 'isInterrupting="false"' : '')}${content.join('')}</subProcess>`

export const message = (ref = 'M'): string => `<messageEventDefinition messageRef="${ref}"/>`
export const signal = (ref = 'S'): string => `<signalEventDefinition signalRef="${ref}"/>`
export const error = (ref = ''): string => `<errorEventDefinition${ref ? ` errorRef="${ref}"` : ''}/>`
export const escalation = (ref = ''): string => `<escalationEventDefinition${ref ? ` escalationRef="${ref}"` : ''}/>`
export const after = (duration: string): string =>
  `<timerEventDefinition><timeDuration>${duration}</timeDuration></timerEventDefinition>`
export const at = (date: string): string => `<timerEventDefinition><timeDate>${date}</timeDate></timerEventDefinition>`
export const every = (cycle: string): string =>
  `<timerEventDefinition><timeCycle>${cycle}</timeCycle></timerEventDefinition>`
export const condition = (text: string, attributes = ''): string =>
  `<conditionalEventDefinition ${attributes}><condition xsi:type="tFormalExpression">${text}</condition></conditionalEventDefinition>`
export const undo = (activity = ''): string =>
  `<compensateEventDefinition${activity ? ` activityRef="${activity}"` : ''}/>`
export const terminate = '<terminateEventDefinition/>'
export const cancel = '<cancelEventDefinition/>'
export const link = (name: string): string => `<linkEventDefinition name="${name}"/>`
export const rounds = (inside: string, attributes = ''): string =>
  `<multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics>`
/** An activity of a user task with a compensation handler that is one. */
export const undoable = (id: string, inside = ''): string => `<userTask id="${id}">${inside}</userTask>${handled(id)}`
export const handled = (id: string): string =>
  `${boundary(`${id}Undone`, id, undo())}<userTask id="undo_${id}" isForCompensation="true"/><association sourceRef="${id}Undone" targetRef="undo_${id}" associationDirection="One"/>`

/**
 * Sequence flows without ids: `a>b>c`, `x>a ${input == 1}`, `x>b #id` for one with an id; apart by new lines or
 * semicolons.
 */
export function flows(text: string): string {
  return text
    .split(/[;\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [ends, ...rest] = line.split(' ') as [string, ...string[]]
      const id = rest[0]?.startsWith('#') && !rest[0].startsWith('#{') ? ` id="${rest.shift()?.slice(1)}"` : ''
      const expression = rest.join(' ')
      const names = ends.split('>')
      return names
        .slice(1)
        .map(
          (target, place) =>
            `<sequenceFlow${id} sourceRef="${names[place]}" targetRef="${target}">${expression ? `<conditionExpression xsi:type="tFormalExpression"><![CDATA[ ${expression} ]]></conditionExpression>` : ''}</sequenceFlow>`,
        )
        .join('')
    })
    .join('')
}

/**
 * Runs models by steps in the words of the conformance set: `start p {"input": 1}; tasks a b; complete a; ended`.
 * Shorter here: `by` starts by a message, `set` sets variables, `new` starts afresh, `running` is not ended.
 */
export const run = (files: string | string[], steps: string): Promise<SuiteResult> =>
  runSuiteCase(
    {
      id: '',
      files: [files].flat().map((_file, place) => `file ${place}`),
      steps: steps
        .split(/[;\n]/)
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .map(stepOf),
    },
    (name) => [files].flat()[Number(name.slice(5))] as string,
  )

/** What `run` gives when every step holds. */
export const GOOD: SuiteResult = { id: '', ok: true }

const LISTS = new Set(['tasks', 'waiting'])
const SHORT: Record<string, (rest: string) => SuiteStep> = {
  by: (name) => ({ startByMessage: name }),
  new: () => ({ newRun: true }),
  ended: () => ({ ended: true }),
  running: () => ({ ended: false }),
  allEnded: () => ({ allEnded: true }),
  timers: (count) => ({ timers: Number(count) }),
}

function stepOf(line: string): SuiteStep {
  const [, word, rest, json] = /^(\w+)\s*([^{]*?)\s*(\{.*\})?$/.exec(line) as unknown as [
    string,
    string,
    string,
    string | undefined,
  ]
  const variables = json === undefined ? undefined : JSON.parse(json)
  if (word === 'set') return { setVariables: variables }
  const step = LISTS.has(word)
    ? { [word]: rest === '' ? [] : rest.split(/\s+/) }
    : (SHORT[word]?.(rest) ?? { [word]: rest })
  return { ...step, ...(variables ? { variables } : {}) }
}
