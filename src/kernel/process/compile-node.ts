import type { ModdleElement } from 'bpmn-moddle'
import { compileOccurrence, type Source } from './compile-occurrence.ts'
import { compileLoop } from './compile-rounds.ts'
import type { ElementKind } from './element-kind.ts'
import { elementKindOf } from './elements/element-kinds.ts'
import { REFUSED_ELEMENTS } from './elements/refused-elements.ts'
import { noneEvent } from './events/none-event.ts'
import { compileValue } from './expressions.ts'
import { foreignAttribute, foreignElements } from './foreign.ts'
import type { Mapping, Node, Value } from './graph.ts'
import { called, typeOf } from './report.ts'
import { isTerm } from './timer.ts'
import { Untranslatable } from './translate-expression.ts'

/** True for what takes part in the flow of tokens. */
export const isFlowNode = (element: ModdleElement): boolean =>
  elementKindOf(typeOf(element)) !== undefined || Object.hasOwn(REFUSED_ELEMENTS, typeOf(element))

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
  const kind = elementKindOf(type)
  if (!kind)
    return void report.error(
      element,
      'not-run',
      `${called(element)}: ${type} is not run`,
      REFUSED_ELEMENTS[type] as string,
    )
  const node: Node = {
    id,
    type,
    kind: kind.kind,
    element: kind,
    event: noneEvent,
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
  if (kind.place && !readEvent(source, element, node, kind.place, inside)) return undefined
  if (kind.role === 'activity') readActivity(source, element, node)
  kind.read?.(source, element, node)
  return node
}

/** @returns false when the event is refused */
function readEvent(
  source: Source,
  element: ModdleElement,
  node: Node,
  place: NonNullable<ElementKind['place']>,
  inside: 'process' | 'sub-process' | 'event sub-process',
): boolean {
  const compiled = compileOccurrence(
    source,
    element,
    place !== 'start' || inside === 'process' ? place : (`${inside} start` as const),
  )
  if (!compiled) return false
  node.occurrence = compiled.occurrence
  node.event = compiled.kind
  node.interrupting =
    compiled.occurrence.type === 'error' ||
    (place === 'boundary' ? element['cancelActivity'] !== false : element['isInterrupting'] !== false)
  return true
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

/** A list, a map or a script inside a parameter of Camunda's. */
const whatIs = ({ $type }: ModdleElement): string => `a ${$type.slice($type.indexOf(':') + 1)}`

/** What all activities may have: rounds, quantities, parameters, being a compensation handler. */
function readActivity(source: Source, element: ModdleElement, node: Node): void {
  const { report, prefixes } = source
  Object.assign(node, compileLoop(source, element))
  if (element['isForCompensation'] === true) node.isHandler = true
  for (const quantity of ['startQuantity', 'completionQuantity'] as const) {
    const tokens = Number(element[quantity] ?? 1)
    if (tokens > 1) node[quantity] = tokens
    else if (tokens !== 1)
      report.error(
        element,
        'quantity',
        `${called(element)}: ${quantity} "${element[quantity]}" is no whole number from 1`,
        'give the number of tokens, or leave it out',
      )
  }
  const io = foreignElements(element, prefixes, 'inputOutput')[0]
  const children: ModdleElement[] = io?.['$children'] ?? []
  const mapping = (parameter: ModdleElement): Mapping[] => {
    const value = parameter['$children']?.length
      ? void report.warning(
          element,
          'ignored',
          `${called(element)}: its parameter "${parameter.name ?? ''}" is ignored: it is no expression but ${whatIs(parameter['$children'][0]!)}`,
          'give it as an expression',
        )
      : report.compiled(element, 'a parameter', () => compileValue((parameter['$body'] as string | undefined) ?? ''))
    return value && parameter.name ? [{ target: parameter.name, value }] : []
  }
  if (!io) return
  node.locals = children.filter((parameter) => /:inputParameter$/.test(parameter.$type)).flatMap(mapping)
  if (node.kind !== 'call')
    node.outputs = children.filter((parameter) => /:outputParameter$/.test(parameter.$type)).flatMap(mapping)
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
    if (name === 'term' && value && 'plain' in value && text.trim() !== '' && !isTerm(text.trim().replace(/\s+/g, ' ')))
      report.error(
        element,
        'term',
        `the term of ${called(element)}: "${text.trim()}" is none that can be counted`,
        'write it as ISO 8601 (P10D) or a term such as 10 working days',
      )
    else if (value) node.attributes.push([name, value])
  }
}
