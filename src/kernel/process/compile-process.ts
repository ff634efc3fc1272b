import type { ModdleElement } from 'bpmn-moddle'
import { checkGraph } from './check-graph.ts'
import { compileNode, isFlowNode } from './compile-node.ts'
import type { Source } from './compile-occurrence.ts'
import { compileExpression } from './expressions.ts'
import { foreignElements } from './foreign.ts'
import type { CompiledGraph, Flow, Node, ScopeDefinition, StartEvent } from './graph.ts'
import { limits } from './limits.ts'
import { referred, referredName } from './read-model.ts'
import { called, typeOf } from './report.ts'
import type { Json } from './types.ts'

/** Compiles one process; what is wrong goes to the report. */
export function compileProcess(
  source: Source,
  process: ModdleElement,
  peers: Record<string, CompiledGraph>,
): CompiledGraph {
  const building = new Building(source)
  const id = process.id ?? 'process'
  building.scope(process, id, 'process', 0)
  building.join()
  const starts = building.startsOf(id)
  checkGraph(building, source, process, id)
  return {
    id,
    ...(process.name ? { name: process.name } : {}),
    nodes: building.nodes,
    scopes: building.scopes,
    starts,
    peers,
  }
}

/** A process under construction. */
export class Building {
  readonly nodes = new Map<string, Node>()
  readonly scopes = new Map<string, ScopeDefinition>()
  readonly elements = new Map<Node, ModdleElement>()
  readonly byElement = new Map<ModdleElement, Node>()
  private readonly byScope = new Map<string, Node[]>()
  readonly source: Source
  private readonly flows: ModdleElement[] = []
  private readonly associations: ModdleElement[] = []
  private unnamed = 0

  constructor(source: Source) {
    this.source = source
  }

  scope(
    container: ModdleElement,
    id: string,
    inside: 'process' | 'sub-process' | 'event sub-process',
    depth: number,
  ): void {
    if (depth > limits.nesting)
      return this.source.report.error(
        container,
        'too-deep',
        `sub-processes are nested deeper than ${limits.nesting} levels`,
        'use call activities',
      )
    const scope: ScopeDefinition = { id, starts: [], eventStarts: [] }
    this.scopes.set(id, scope)
    for (const element of (container['flowElements'] ?? []) as ModdleElement[]) {
      if (typeOf(element) === 'sequenceFlow') this.flows.push(element)
      const value = typeOf(element) === 'dataObject' ? dataValue(this.source, element) : undefined
      if (value !== undefined) scope.data = { ...scope.data, [element.name ?? element.id ?? '']: value }
      if (!isFlowNode(element)) continue
      // an element without an id gets one by its place, the same at every compilation
      const nodeId = element.id ?? `${typeOf(element)}_${++this.unnamed}`
      const node = compileNode(this.source, element, nodeId, id, inside)
      if (!node) continue
      this.nodes.set(nodeId, node)
      const inScope = this.byScope.get(id)
      if (inScope) inScope.push(node)
      else this.byScope.set(id, [node])
      this.elements.set(node, element)
      this.byElement.set(element, node)
      if (node.element.contains)
        this.scope(element, nodeId, node.isEventSubProcess ? 'event sub-process' : 'sub-process', depth + 1)
    }
    for (const artifact of (container['artifacts'] ?? []) as ModdleElement[])
      if (typeOf(artifact) === 'association') this.associations.push(artifact)
  }

  /** Joins flows, boundary events, compensation handlers, links; finds where scopes start. */
  join(): void {
    const { report, model } = this.source
    for (const flow of this.flows) this.joinFlow(flow)
    for (const [node, element] of this.elements) {
      if (node.kind === 'boundary') this.attach(node, element)
      const fallback = referred(model, element, 'default')
      if (fallback || referredName(model, element, 'default') !== undefined) {
        const found = node.outgoing.find((flow) => flow.id === fallback?.id)
        if (found) node.fallback = found
        else
          report.error(
            element,
            'default',
            `the default flow of ${called(element)} does not leave it`,
            'choose one of its own flows',
          )
      }
    }
    for (const association of this.associations) {
      const boundary = this.byElement.get(referred(model, association, 'sourceRef') as ModdleElement)
      const handler = this.byElement.get(referred(model, association, 'targetRef') as ModdleElement)
      if (boundary?.occurrence.type === 'compensation' && boundary.host && handler) {
        boundary.host.handler = handler
        handler.isHandler = true
      }
    }
    for (const node of this.nodes.values()) {
      if (node.kind !== 'throw' || node.occurrence.type !== 'link') continue
      const [target] = this.linkCatches(node.scope, node.occurrence.name)
      if (!target) continue
      node.link = target
      target.throwers = [...(target.throwers ?? []), node]
    }
    for (const scope of this.scopes.values()) this.findStarts(scope)
  }

  /** Nodes of a scope, inner scopes aside, in document order. */
  nodesOf(scope: string): readonly Node[] {
    return this.byScope.get(scope) ?? []
  }

  /** The catch events of a link: only the first is led to. */
  linkCatches(scope: string, name: string): Node[] {
    return this.nodesOf(scope).filter(
      ({ kind, occurrence }) => kind === 'catch' && occurrence.type === 'link' && occurrence.name === name,
    )
  }

  /** A scope and, of event sub-processes, those that they belong to: what compensation thrown there can reach. */
  scopesSeenFrom(scope: string): string[] {
    const found = [scope]
    for (let at = this.nodes.get(scope); at?.isEventSubProcess; at = this.nodes.get(at.scope)) found.push(at.scope)
    return found
  }

  startsOf(process: string): StartEvent[] {
    return this.nodesOf(process)
      .filter((node) => node.kind === 'start')
      .map((node) => {
        const { occurrence } = node
        const name =
          occurrence.type === 'message' || occurrence.type === 'signal'
            ? 'plain' in occurrence.name
              ? String(occurrence.name.plain)
              : undefined
            : undefined
        const timer =
          occurrence.type === 'timer'
            ? {
                form: occurrence.form,
                value:
                  'plain' in occurrence.value ? String(occurrence.value.plain) : `=${occurrence.value.feel.source}`,
              }
            : undefined
        return {
          element: node.id,
          type: occurrence.type,
          ...(name === undefined ? {} : { name }),
          ...(timer ? { timer } : {}),
        }
      })
  }

  private joinFlow(element: ModdleElement): void {
    const { report, model } = this.source
    const ends = [referred(model, element, 'sourceRef'), referred(model, element, 'targetRef')]
    if (!ends[0] || !ends[1])
      return report.error(
        element,
        'loose-flow',
        `${called(element)} does not join two elements`,
        'draw it again between two elements',
      )
    const [source, target] = ends.map((end) => this.byElement.get(end as ModdleElement))
    if (!source || !target) return // one end is refused: said already
    if (source.scope !== target.scope)
      return report.error(
        element,
        'crossing-flow',
        `${called(element)} crosses the border of a sub-process`,
        'let the flow end inside, and another one leave the sub-process',
      )
    const flow: Flow = {
      id: element.id ?? `${source.id}>${target.id}#${target.incoming.length}`,
      source,
      target,
      slot: target.incoming.length,
    }
    const expression: ModdleElement | undefined = element['conditionExpression']
    const body: string = expression?.['body'] ?? ''
    const language: string | undefined = expression?.['language'] ?? languageOfFile(element, body)
    if (language && !/feel|juel/i.test(language))
      report.error(
        element,
        'language',
        `the condition of ${called(element)} is written in ${language}; only FEEL is run`,
        'write the condition in FEEL',
      )
    if (body.trim() !== '') {
      const condition = report.compiled(element, 'the condition', () => compileExpression(body))
      if (condition) flow.condition = condition
    }
    source.outgoing.push(flow)
    target.incoming.push(flow)
  }

  private attach(node: Node, element: ModdleElement): void {
    const host = this.byElement.get(referred(this.source.model, element, 'attachedToRef') as ModdleElement)
    if (!host) {
      if (!referred(this.source.model, element, 'attachedToRef'))
        this.source.report.error(
          element,
          'no-host',
          `${called(element)} is attached to nothing`,
          'attach it to an activity',
        )
      return
    }
    node.host = host
    host.boundaries.push(node)
  }

  private findStarts(scope: ScopeDefinition): void {
    const inside = this.nodesOf(scope.id)
    const events = inside.filter((node) => node.kind === 'start')
    const owner = this.nodes.get(scope.id)
    // BPMN 2.0.2, 13.2.2: without a start event every element that nothing flows into starts
    scope.starts = owner?.isEventSubProcess
      ? events
      : events.length > 0
        ? events.filter((node) => node.occurrence.type === 'none')
        : inside.filter(
            (node) =>
              node.incoming.length === 0 &&
              node.kind !== 'boundary' &&
              !node.isEventSubProcess &&
              !node.isHandler &&
              !(node.kind === 'catch' && node.occurrence.type === 'link'),
          )
    scope.eventStarts = inside
      .filter((node) => node.isEventSubProcess)
      .flatMap((sub) => {
        const start = this.nodesOf(sub.id).find((node) => node.kind === 'start')
        return start ? [{ sub, start }] : []
      })
    const undoes = scope.eventStarts.find(({ start }) => start.occurrence.type === 'compensation')
    if (owner && undoes) owner.handler ??= undoes.sub
  }
}

/** The value that Flowable's extension gives a data object, in its XML Schema type. */
function dataValue({ model, prefixes }: Source, element: ModdleElement): Json | undefined {
  const text: string | undefined = foreignElements(element, prefixes, 'value')[0]?.['$body']
  if (text === undefined || !(element.name ?? element.id)) return undefined
  const type = referredName(model, element, 'itemSubjectRef') ?? ''
  if (/:boolean$/.test(type)) return text.trim() === 'true'
  const number = Number(text)
  return /:(int|integer|long|short|decimal|double|float)$/.test(type) && Number.isFinite(number) ? number : text
}

/**
 * The language of a file's expressions that name none, where it is a script's. XPath is the standard's default, which
 * tools write whatever people use; and what begins with `=` or `${` says by itself what it is.
 */
function languageOfFile(element: ModdleElement, body: string): string | undefined {
  if (/^\s*(=|[$#]\{|$)/.test(body)) return undefined
  let root: ModdleElement = element
  while (root.$parent) root = root.$parent
  const language: string = root['expressionLanguage'] ?? ''
  return /^\s*$|\bw3\.org\b|xpath/i.test(language) ? undefined : language
}
