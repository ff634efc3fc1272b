import type { ModdleElement } from 'bpmn-moddle'
import { metamodel } from '../file/metamodel.ts'
import { referred, type Model } from '../read-model.ts'
import { addParameter, extensionsOf, takeAway } from './extension-elements.ts'

/**
 * Camunda 8 (Zeebe) writes FEEL after `=`, and says in extension elements what a task does, what goes in and out, and
 * over what it repeats.
 */
export function translateZeebe(element: ModdleElement, model: Model): void {
  for (const extension of extensionsOf(element)) {
    if (!extension.$type.startsWith('zeebe:')) continue
    const name = extension.$type.slice(6)
    const translate = Object.hasOwn(TRANSLATIONS, name) ? TRANSLATIONS[name] : undefined
    if (translate?.(element, extension, model)) takeAway(element, [extension])
  }
  const message = /EventDefinition$|ReceiveTask$/.test(element.$type)
    ? referred(model, element, 'messageRef')
    : undefined
  const key =
    message && extensionsOf(message).find((extension) => extension.$type === 'zeebe:subscription')?.['correlationKey']
  const waiting = element.$type === 'bpmn:ReceiveTask' ? element : element.$parent
  if (typeof key === 'string' && waiting && /Catch|Boundary|Receive/.test(waiting.$type))
    setIfAbsent(waiting, 'darcha:key', key)
}

type Translate = (element: ModdleElement, extension: ModdleElement, model: Model) => boolean

function setIfAbsent(element: ModdleElement, name: string, value: unknown): void {
  if (typeof value === 'string' && value.trim() !== '' && element.get(name) === undefined)
    element.set(name, value.trim())
}

/** A value that is put into a context beside what is there: `order.sum`. */
const intoContext = (name: string, entry: string, source: string): string =>
  `=context put(if ${name} instance of context<> then ${name} else {}, ${JSON.stringify(entry)}, ${
    source.trim().startsWith('=') ? source.trim().slice(1) : JSON.stringify(source)
  })`

const isActivity = (element: ModdleElement): boolean =>
  /(Task|SubProcess|Transaction|CallActivity)$/.test(element.$type)

/** Gathers in a list what each round gives: a variable, or FEEL after `=`. */
function gather(rounds: ModdleElement, list: string, item: string, model: Model): void {
  model.loose.set(rounds, { ...model.loose.get(rounds), loopDataOutputRef: [list] })
  const output = metamodel.create('bpmn:DataOutput')
  output.set('name', item)
  rounds.set('outputDataItem', output)
}

const TRANSLATIONS: Readonly<Record<string, Translate>> = {
  taskDefinition(element, { type }) {
    if (isActivity(element)) setIfAbsent(element, 'darcha:job', type)
    return true
  },
  script(element, { expression, resultVariable }) {
    if (element.$type !== 'bpmn:ScriptTask' || typeof expression !== 'string') return false
    element.set('scriptFormat', 'feel')
    element.set('script', expression.trim().replace(/^=/, ''))
    setIfAbsent(element, 'darcha:writes', resultVariable)
    return true
  },
  calledDecision(element, { decisionId, resultVariable }) {
    if (element.$type !== 'bpmn:BusinessRuleTask') return false
    setIfAbsent(element, 'darcha:decision', decisionId)
    setIfAbsent(element, 'darcha:writes', resultVariable)
    return true
  },
  calledElement(element, { processId, propagateAllChildVariables, propagateAllParentVariables }) {
    if (element.$type !== 'bpmn:CallActivity') return false
    if (typeof processId === 'string') element.set('calledElement', processId)
    const all = (kind: 'in' | 'out') =>
      element['extensionElements']
        .get('values')
        .push(metamodel.createAny(`camunda:${kind}`, 'http://camunda.org/schema/1.0/bpmn', { variables: 'all' }))
    if (propagateAllParentVariables !== 'false') all('in')
    if (propagateAllChildVariables !== 'false') all('out')
    return true
  },
  ioMapping(element, extension) {
    if (!isActivity(element)) return false
    const mappings = ((extension['$children'] ?? []) as ModdleElement[]).flatMap(({ $type, source, target }) =>
      typeof source === 'string' && typeof target === 'string'
        ? [
            {
              kind: /:output$/.test($type) ? ('outputParameter' as const) : ('inputParameter' as const),
              source,
              target,
            },
          ]
        : [],
    )
    if (mappings.some(({ target }) => target.split('.').length > 2)) return false
    for (const { kind, source, target } of mappings) {
      const [name, entry] = target.split('.') as [string, string | undefined]
      addParameter(element, kind, name, entry === undefined ? source : intoContext(name, entry, source))
    }
    return true
  },
  loopCharacteristics(element, { inputCollection, inputElement, outputCollection, outputElement }, model) {
    if (!/MultiInstance/.test(element.$type)) return false
    setIfAbsent(element, 'darcha:collection', inputCollection)
    setIfAbsent(element, 'darcha:element', inputElement)
    if (outputCollection === undefined) return true
    const item = String(outputElement ?? '')
      .trim()
      .replace(/^=\s*/, '')
    const activity = element.$parent as ModdleElement
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(item)) {
      if (item === '') return false
      gather(element, String(outputCollection), `=${item}`, model)
      return true
    }
    // what a round gives as its result is gathered under the name of the result
    if (activity.get('darcha:writes') === item) {
      activity.set('darcha:writes', String(outputCollection))
      return true
    }
    gather(element, String(outputCollection), item, model)
    // the variable that is gathered belongs to its round
    addParameter(activity, 'inputParameter', item, '=null')
    return true
  },
}
