import type { ModdleElement } from 'bpmn-moddle'
import { compileFeel, FeelError } from '../rules/index.ts'
import { compileOccurrence, type Source } from './compile-occurrence.ts'
import { compileLoop } from './compile-rounds.ts'
import { compileValue } from './expressions.ts'
import { foreignAttribute, foreignElements } from './foreign.ts'
import type { Mapping, Node, NodeKind, Value } from './graph.ts'
import { referred, referredName } from './read-model.ts'
import { called, typeOf } from './report.ts'
import { isForeignExpression, toFeel, Untranslatable } from './translate-expression.ts'

const KINDS: Record<string, NodeKind> = {
  startEvent: 'start',
  endEvent: 'end',
  intermediateThrowEvent: 'throw',
  intermediateCatchEvent: 'catch',
  boundaryEvent: 'boundary',
  userTask: 'human',
  serviceTask: 'job',
  sendTask: 'job',
  receiveTask: 'receive',
  businessRuleTask: 'rule',
  scriptTask: 'script',
  manualTask: 'pass',
  task: 'pass',
  subProcess: 'sub-process',
  transaction: 'sub-process',
  callActivity: 'call',
  exclusiveGateway: 'exclusive',
  parallelGateway: 'parallel',
  inclusiveGateway: 'inclusive',
  eventBasedGateway: 'event-gateway',
}

/** What is not run, with what to draw in its place. */
const REFUSED: Record<string, string> = {
  complexGateway: 'use inclusive or parallel gateways with conditions',
  adHocSubProcess: 'draw the order of its tasks, or use an event sub-process for what may happen at any time',
  implicitThrowEvent: 'use an intermediate throw event',
  callChoreography: 'keep choreographies in a model of their own',
  choreographyTask: 'keep choreographies in a model of their own',
  subChoreography: 'keep choreographies in a model of their own',
}

/** True for what takes part in the flow of tokens. */
export const isFlowNode = (element: ModdleElement): boolean => typeOf(element) in KINDS || typeOf(element) in REFUSED

/** Compiles one flow node; undefined when it is refused. Flows and hosts are joined later. */
export function compileNode(
  source: Source,
  element: ModdleElement,
  id: string,
  scope: string,
  inside: 'process' | 'sub-process' | 'event sub-process',
): Node | undefined {
  const { report } = source
  const type = typeOf(element)
  if (type in REFUSED)
    return void report.error(element, 'not-run', `${called(element)}: ${type} is not run`, REFUSED[type] as string)
  const kind = KINDS[type] as NodeKind
  const node: Node = {
    id,
    type,
    kind,
    scope,
    incoming: [],
    outgoing: [],
    occurrence: { type: 'none' },
    interrupting: true,
    boundaries: [],
    attributes: [],
    writes: id,
  }
  if (element.name) {
    const name = nameOf(source, element, element.name)
    if (name) node.name = name
  }
  readAttributes(source, element, node)
  if (kind === 'start' || kind === 'end' || kind === 'throw' || kind === 'catch' || kind === 'boundary') {
    const place = kind !== 'start' ? kind : inside === 'process' ? 'start' : `${inside} start`
    const occurrence = compileOccurrence(source, element, place)
    if (!occurrence) return undefined
    if (kind === 'boundary' && occurrence.type === 'none')
      return void report.error(
        element,
        'no-event',
        `${called(element)} waits for nothing`,
        'give it an event definition',
      )
    if (place === 'event sub-process start' && occurrence.type === 'none')
      return void report.error(
        element,
        'no-event',
        `${called(element)} of an event sub-process waits for nothing`,
        'give it an event definition',
      )
    node.occurrence = occurrence
    node.interrupting =
      occurrence.type === 'error' ||
      (kind === 'boundary' ? element['cancelActivity'] !== false : element['isInterrupting'] !== false)
  } else readWork(source, element, node)
  return node
}

/** A name that calls what only another engine has is shown as it is written: the case runs all the same. */
function nameOf({ report }: Source, element: ModdleElement, text: string): Value | undefined {
  return report.compiled(element, 'the name', () => {
    try {
      return compileValue(text)
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error
      report.warning(
        element,
        'name',
        `the name of ${called(element)} is shown as it is written: ${error.message}`,
        'write it in FEEL',
      )
      return { plain: text }
    }
  })
}

function readWork(source: Source, element: ModdleElement, node: Node): void {
  const { report, model, prefixes } = source
  if (/Gateway$/.test(node.type)) {
    if (
      node.kind === 'event-gateway' &&
      (element['instantiate'] === true || element['eventGatewayType'] === 'Parallel')
    )
      report.error(
        element,
        'not-run',
        `${called(element)}: an event-based gateway that starts the process or waits for all is not run`,
        'use message start events',
      )
    return
  }
  Object.assign(node, compileLoop(source, element))
  if (element['isForCompensation'] === true) node.isHandler = true
  if (node.kind === 'sub-process' && element['triggeredByEvent'] === true) node.isEventSubProcess = true
  if (node.kind === 'receive' || node.type === 'sendTask') {
    const message = referred(model, element, 'messageRef')
    const name: string | undefined = message ? (message.name ?? message.id) : referredName(model, element, 'messageRef')
    if (name) {
      const value = report.compiled(element, "the message's name", () => compileValue(name))
      if (value) node.occurrence = { type: 'message', name: value }
    }
    if (element['instantiate'] === true)
      report.error(
        element,
        'not-run',
        `${called(element)}: a receive task that starts the process is not run`,
        'use a message start event',
      )
  }
  if (node.kind === 'script') readScript(source, element, node)
  if (node.kind === 'job') readExpression(source, element, node)
  if (node.kind === 'call') readCall(source, element, node)
  const io = foreignElements(element, prefixes, 'inputOutput')[0]
  const children: ModdleElement[] = io?.['$children'] ?? []
  const mapping = (one: ModdleElement): Mapping[] => {
    const value = one['$children']?.length
      ? void report.warning(
          element,
          'ignored',
          `${called(element)}: a parameter that is no expression is ignored`,
          'give it as an expression',
        )
      : report.compiled(element, 'a parameter', () => compileValue((one['$body'] as string | undefined) ?? ''))
    return value && one.name ? [{ target: one.name, value }] : []
  }
  if (io) {
    node.locals = children.filter((one) => /:inputParameter$/.test(one.$type)).flatMap(mapping)
    if (node.kind !== 'call')
      node.outputs = children.filter((one) => /:outputParameter$/.test(one.$type)).flatMap(mapping)
  }
}

function readScript({ report }: Source, element: ModdleElement, node: Node): void {
  const format: string = element['scriptFormat'] ?? ''
  const script: string = element['script'] ?? ''
  if (script.trim() === '' && !/feel/i.test(format)) return // nothing to run in any language
  if (!/feel|^juel$/i.test(format))
    return report.error(
      element,
      'script',
      `${called(element)} is written in ${format || 'an unnamed language'}; only FEEL is run`,
      'write the script in FEEL and set scriptFormat="feel"',
    )
  const compiled = report.compiled(element, 'the script', () =>
    format === 'juel' ? compileFeel(toFeel(script)) : compileFeel(script.trim().replace(/^=/, '')),
  )
  if (compiled) node.script = compiled
}

/**
 * Work of another engine that is an expression is done in the step itself; one that calls beans stays work of a worker.
 */
function readExpression({ report, prefixes }: Source, element: ModdleElement, node: Node): void {
  const text = foreignAttribute(element, prefixes, 'expression')
  if (text === undefined || !isForeignExpression(text) || node.attributes.some(([name]) => name === 'job')) return
  const [, variable, value] = SETS_VARIABLE.exec(text.trim()) ?? []
  try {
    node.script = compileFeel(toFeel(value === undefined ? text : `\${${value}}`))
  } catch (error) {
    if (!(error instanceof FeelError || error instanceof Untranslatable)) throw error
    return report.warning(
      element,
      'expression',
      `the expression of ${called(element)} is given to a worker: ${error.message}`,
      'write it as a script task in FEEL',
    )
  }
  node.kind = 'script'
  if (variable !== undefined) {
    node.writes = variable
    node.writesGiven = true
  }
}

const SETS_VARIABLE = /^[$#]\{\s*execution\.setVariable\(\s*["'](\w+)["']\s*,(.*)\)\s*\}$/s

function readCall({ report, prefixes, model }: Source, element: ModdleElement, node: Node): void {
  const named: string | undefined = element['calledElement'] ?? referredName(model, element, 'calledElement')
  if (!named)
    return report.error(element, 'no-process', `${called(element)} names no process to call`, 'set calledElement')
  const bare = /^[\w.-]+:[\w.-]+$/.test(named) ? named.slice(named.indexOf(':') + 1) : named
  const value = report.compiled(element, 'the called process', () => compileValue(bare))
  if (value) node.called = value
  const side = (name: 'in' | 'out'): Mapping[] =>
    foreignElements(element, prefixes, name).flatMap((one): Mapping[] => {
      if (one['variables'] === 'all') return [{ all: true }]
      const from: string | undefined = one['source']
      const expression: string | undefined = one['sourceExpression']
      const source = report.compiled(element, `the ${name} mapping`, () =>
        expression !== undefined
          ? compileValue(expression)
          : from !== undefined
            ? ({ feel: compileFeel(from) } as Value)
            : undefined,
      )
      return source && one['target'] ? [{ target: one['target'], value: source }] : []
    })
  const inputs = side('in'),
    outputs = side('out')
  if (foreignAttribute(element, prefixes, 'inheritVariables') === 'true') inputs.unshift({ all: true })
  if (inputs.length > 0 || outputs.length > 0) Object.assign(node, { inputs, outputs })
}

/** Attributes of the `darcha` namespace, and what other engines call the same. */
function readAttributes({ report, prefixes }: Source, element: ModdleElement, node: Node): void {
  const found = new Map<string, string>()
  for (const property of element['$descriptor'].properties as {
    name: string
    ns: { prefix: string; localName: string }
  }[]) {
    if (property.ns.prefix !== 'darcha') continue
    const value: unknown = element.get(property.name)
    if (typeof value === 'string') found.set(property.ns.localName, value)
  }
  for (const [name, value] of Object.entries(element.$attrs))
    if (name.startsWith('darcha:')) found.set(name.slice(7), value)
  for (const [ours, theirs] of [
    ['writes', 'resultVariable'],
    ['writes', 'resultVariableName'],
    ['decision', 'decisionRef'],
    ['job', 'topic'],
  ] as const) {
    const value = foreignAttribute(element, prefixes, theirs)
    if (value !== undefined && !found.has(ours)) found.set(ours, value)
  }
  const writes = found.get('writes')
  if (writes !== undefined) {
    node.writes = writes
    node.writesGiven = true
    found.delete('writes')
  }
  for (const [name, text] of found) {
    const value = report.compiled(element, `darcha:${name}`, () => compileValue(text))
    if (value) node.attributes.push([name, value])
  }
}
