import type { ModdleElement } from 'bpmn-moddle'
import { lineOf } from '../file/build-model.ts'
import type { Model } from '../read-model.ts'
import { called } from '../report.ts'
import type { Problem } from '../types.ts'
import { ENGINE_PREFIXES, SILENT, UNRUN, type Extension } from './engine-extensions.ts'
import { elementsOf, extensionsOf } from './extension-elements.ts'

/**
 * What a model of another engine says that is not run here: a warning for each, by element, name and line. The model is
 * looked at as it is; what was translated before (`translate-model.ts`) is no longer in it.
 */
export function findUnrun(model: Model): Problem[] {
  const found: Problem[] = []
  const warn = (owner: ModdleElement, { message, remedy, part }: Told, at: ModdleElement = owner) => {
    const line = lineOf(at)
    const id = namedOwner(owner)?.id
    found.push({
      severity: 'warning',
      code: 'not-run',
      message: `${called(namedOwner(owner) ?? owner)}: ${message}`,
      remedy,
      ...(part === undefined ? {} : { part }),
      ...(id === undefined ? {} : { element: id }),
      ...(line === undefined ? {} : { line }),
    })
  }
  for (const element of elementsOf(model.definitions)) {
    for (const [name, value] of Object.entries(element.$attrs ?? {})) {
      const local = engineName(name)
      if (local !== undefined) warnOf(element, local, String(value), warn)
    }
    for (const extension of extensionsOf(element)) {
      const local = engineName(extension.$type)
      if (local !== undefined) warnOf(element, local, undefined, warn, extension)
    }
    serviceType(element, warn)
    payload(element, warn)
    dataAssociation(element, warn)
    correlation(element, warn)
  }
  return found
}

/** What is told of an extension, which by its local name. */
type Told = Extension & { part?: string }
type Warn = (owner: ModdleElement, told: Told, at?: ModdleElement) => void

const OFF = /^(false|)$/i

function warnOf(owner: ModdleElement, name: string, value: string | undefined, warn: Warn, at?: ModdleElement): void {
  if (SILENT.has(name) || (value !== undefined && OFF.test(value.trim()))) return
  if (name === 'type' && value !== undefined) return // said with the kind of service
  const known = Object.hasOwn(UNRUN, name) ? UNRUN[name] : undefined
  const told = at ? detail(at) : value === undefined || value.length > 60 ? '' : ` (${value.trim()})`
  warn(
    owner,
    known
      ? { message: `${known.message}: ${name}${told}`, remedy: known.remedy, part: name }
      : {
          message: `"${name}"${told} is not run`,
          remedy: 'say it in BPMN, or remove it when it is of no use here',
          part: name,
        },
    at,
  )
}

/** What tells one extension element from another: `on end, ${execution.setVariable("a", 1)}`. */
function detail(extension: ModdleElement): string {
  const own = ['event', 'expression', 'delegateExpression', 'class', 'target', 'errorCode', 'exception']
    .map((name) => extension[name] as unknown)
    .filter((text): text is string => typeof text === 'string' && text !== '')
  const body = String(extension['$body'] ?? '').trim()
  const said = [...own, ...(body.length > 0 && body.length <= 60 ? [body] : [])].join(', ')
  return said === '' ? '' : ` (${said.replace(/\s+/g, ' ').slice(0, 120)})`
}

/** Local name of an engine's attribute or element; undefined for anything else. */
function engineName(name: string): string | undefined {
  const at = name.indexOf(':')
  return ENGINE_PREFIXES.some((prefix) => prefix === name.slice(0, at)) ? name.slice(at + 1) : undefined
}

/** Kinds of service tasks that an engine has of its own, such as mail or http; what a worker of it takes is none. */
function serviceType(element: ModdleElement, warn: Warn): void {
  for (const prefix of ['camunda', 'flowable', 'activiti']) {
    const type = element.$attrs?.[`${prefix}:type`]
    if (type === undefined || /^external(-worker)?$/.test(type)) continue
    if (!/Task$|Event(Definition)?$/.test(element.$type)) continue
    warn(element, {
      part: 'type',
      message: `"${type}" is a kind of service task of that engine; here the work is given to a worker`,
      remedy: 'register a worker for it: name its job by darcha:job',
    })
  }
}

/** What a signal or message carries, where it is not translated. */
function payload(element: ModdleElement, warn: Warn): void {
  if (!/:(Signal|Message)EventDefinition$/.test(element.$type)) return
  for (const extension of extensionsOf(element))
    if (/:(in|out|inputOutput)$/.test(extension.$type))
      warn(element, { message: 'carries no variables', remedy: 'set darcha:payload on the event' }, extension)
}

/** Data associations that compute: drawings of what goes where have nothing to run. */
function dataAssociation(element: ModdleElement, warn: Warn): void {
  if (!/:Data(Input|Output)Association$/.test(element.$type)) return
  if (element['transformation'] || (element['assignment'] ?? []).length > 0)
    warn(element, { message: 'its assignments are not run', remedy: 'set the variables by a script task' })
}

/** Messages that the standard would tell apart by what they carry (BPMN 2.0.2, 8.4.2): here the sender names the case. */
function correlation(element: ModdleElement, warn: Warn): void {
  if (/:Correlation(Subscription|Key)$/.test(element.$type))
    warn(element, {
      message: 'messages are not told apart by it',
      remedy: 'set darcha:key on the events that wait, and give the key with the message',
    })
}

/** The element that people know: an event for its definition, an activity for its loop. */
function namedOwner(element: ModdleElement): ModdleElement | undefined {
  for (let at: ModdleElement | undefined = element; at; at = at.$parent)
    if (
      !/:(\w+EventDefinition|\w+LoopCharacteristics|\w*Expression|ExtensionElements|Data\w+Association)$/.test(at.$type)
    )
      return at
  return undefined
}
