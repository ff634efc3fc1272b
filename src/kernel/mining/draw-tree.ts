import { layOut } from '../diagnosis/layout.ts'
import { DARCHA_NAMESPACE } from '../process/file/darcha-moddle.ts'
import { BPMN } from '../process/file/metamodel.ts'
import { escapeXml, readXml, writeXml } from '../xml/index.ts'
import type { Tree } from './process-tree.ts'

interface Node {
  id: string
  tag: string
  attributes: Record<string, string>
}
interface Flow {
  id: string
  from: string
  to: string
  condition?: string
}

/** What a model is made of: blocks that fit into each other, so that it is sound. */
class Blocks {
  readonly nodes: Node[] = []
  readonly flows: Flow[] = []
  private readonly ids = new Set<string>()
  private readonly names: readonly string[]

  constructor(names: readonly string[]) {
    this.names = names
  }

  node(tag: string, wanted: string, attributes: Record<string, string> = {}): Node {
    let id = wanted
    for (let number = 2; this.ids.has(id); number++) id = `${wanted}_${number}`
    this.ids.add(id)
    const made = { id, tag, attributes }
    this.nodes.push(made)
    return made
  }

  flow(from: string, to: string): Flow {
    const made = { id: `f${this.flows.length + 1}`, from, to }
    this.flows.push(made)
    return made
  }

  /** Draws a tree behind an element. @returns the element that it ends with */
  draw(tree: Tree, from: string): string {
    if (tree.kind === 'nothing') return from
    if (tree.kind === 'activity') {
      const name = this.names[tree.activity]!
      const { id } = this.node('userTask', idOf(name), { name })
      this.flow(from, id)
      return id
    }
    if (tree.kind === 'sequence') return tree.children.reduce((last, child) => this.draw(child, last), from)
    return tree.kind === 'loop' ? this.loop(tree, from) : this.split(tree, from)
  }

  private split(tree: Tree & { kind: 'choice' | 'parallel' | 'sequence' | 'loop' }, from: string): string {
    const tag = tree.kind === 'choice' ? 'exclusiveGateway' : 'parallelGateway'
    const children = tree.kind === 'choice' ? tree.children : tree.children.filter(({ kind }) => kind !== 'nothing')
    if (children.length === 0) return from
    const opening = this.node(tag, tree.kind === 'choice' ? 'either' : 'both')
    const closing = this.node(tag, `${opening.id}_end`)
    this.flow(from, opening.id)
    const ways = children.map((child) => {
      const first = this.flows.length
      this.flow(this.draw(child, opening.id), closing.id)
      return this.flows[first]!
    })
    if (tree.kind === 'choice')
      this.choose(
        opening,
        ways,
        children.map(({ count }) => count),
      )
    return closing.id
  }

  private loop(tree: Tree & { kind: 'choice' | 'parallel' | 'sequence' | 'loop' }, from: string): string {
    const begin = this.node('exclusiveGateway', 'again')
    this.flow(from, begin.id)
    const last = this.draw(tree.children[0]!, begin.id)
    const end = this.node('exclusiveGateway', `${begin.id}_asked`)
    this.flow(last, end.id)
    const first = this.flows.length
    this.flow(this.draw(tree.children[1]!, end.id), begin.id)
    this.again.push({ end, way: this.flows[first]! })
    return end.id
  }

  /** Loops whose way out is not drawn yet: it is what leaves the gateway later. */
  private readonly again: { end: Node; way: Flow }[] = []

  /** The commonest way is the one that is taken unless something else is said. */
  private choose(gateway: Node, ways: readonly Flow[], counts: readonly number[]): void {
    const most = counts.indexOf(Math.max(...counts))
    gateway.attributes['default'] = ways[most]!.id
    for (const [at, way] of ways.entries()) if (at !== most) way.condition = `${gateway.id} = ${at + 1}`
  }

  close(): void {
    for (const { end, way } of this.again) {
      const out = this.flows.find((flow) => flow.from === end.id && flow !== way)!
      end.attributes['default'] = out.id
      way.condition = `${end.id} = true`
    }
  }
}

/** Letters and digits of a name; one in another script keeps its letters. */
const idOf = (name: string): string => {
  const plain = name
    .trim()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60)
  return /^\p{L}/u.test(plain) ? plain : `step_${plain || '1'}`
}

/**
 * A model with its drawing from a tree. Ways that are not the commonest have a condition that names the gateway: which answers
 * lead there no log tells, so a person has to write it.
 */
export function drawTree(tree: Tree, names: readonly string[], called: string): string {
  const blocks = new Blocks(names)
  const start = blocks.node('startEvent', 'start')
  const last = blocks.draw(tree, start.id)
  const end = blocks.node('endEvent', 'end')
  blocks.flow(last, end.id)
  blocks.close()
  const attributes = (of: Record<string, string>) =>
    Object.entries(of)
      .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
      .join('')
  const lines = blocks.nodes.map(
    ({ id, tag, attributes: own }) =>
      `    <bpmn:${tag} id="${escapeXml(id)}"${attributes(own)}>${blocks.flows
        .filter(({ to }) => to === id)
        .map((flow) => `<bpmn:incoming>${flow.id}</bpmn:incoming>`)
        .join('')}${blocks.flows
        .filter(({ from }) => from === id)
        .map((flow) => `<bpmn:outgoing>${flow.id}</bpmn:outgoing>`)
        .join('')}</bpmn:${tag}>`,
  )
  const flows = blocks.flows.map(({ id, from, to, condition }) => {
    const head = `    <bpmn:sequenceFlow id="${id}" sourceRef="${escapeXml(from)}" targetRef="${escapeXml(to)}"`
    return condition === undefined
      ? `${head}/>`
      : `${head}><bpmn:conditionExpression>${escapeXml(condition)}</bpmn:conditionExpression></bpmn:sequenceFlow>`
  })
  const document = readXml(`<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="${BPMN}" xmlns:darcha="${DARCHA_NAMESPACE}" id="definitions" targetNamespace="urn:darcha:discovered">
  <bpmn:process id="discovered" name="${escapeXml(called)}" isExecutable="true">
${[...lines, ...flows].join('\n')}
  </bpmn:process>
</bpmn:definitions>`)
  layOut(document)
  return writeXml(document)
}
