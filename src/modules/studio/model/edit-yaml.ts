import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { isNoKey } from '../../../kernel/data/index.ts'
import { NoSuchPlace, NotHere, Unreadable } from './edit-errors.ts'

/** Writes our own files back as they were; the library's defaults would fold lines and pad braces. */
const AS_WRITTEN = { lineWidth: 0, flowCollectionPadding: false } as const

export type Path = readonly (string | number)[]

export { NoSuchPlace, NotHere, Unreadable }

/**
 * Edits a YAML file, comments and order kept. A file that the library would write otherwise than it is written gets its
 * single values changed where they stand; only a change of its structure writes it anew.
 * @throws Unreadable, NoSuchPlace
 */
export class YamlFile {
  private readonly text: string
  private readonly document: Document
  private readonly kept: boolean
  private spliced: string | undefined

  constructor(text: string) {
    this.text = text
    this.document = parseDocument(text, { prettyErrors: false })
    if (this.document.errors.length > 0) throw new Unreadable(this.document.errors[0]!.message)
    visit(this.document, {
      Pair(_, pair) {
        if (isNoKey(nameOf(pair))) throw new Unreadable('no field is called "toString"')
      },
    })
    this.kept = text.trim() === '' || this.document.toString(AS_WRITTEN) === text
  }

  toString(): string {
    return this.spliced ?? this.document.toString(AS_WRITTEN)
  }

  get value(): unknown {
    return this.document.toJS()
  }

  /** Sets or, with null, takes out what stands at a path; maps on the way are made. */
  set(path: Path, value: unknown): void {
    const holder = this.holderOf(path, value !== null)
    if (!holder) return
    const key = path.at(-1)!
    const there = holder.get(key as never, true) as Node | undefined
    if (value === null) {
      holder.delete(key as never)
      return
    }
    if (isScalar(there) && (typeof value !== 'object' || value === null)) {
      if (there.value === value) return
      if (!this.kept && there.range) {
        this.spliced = this.text.slice(0, there.range[0]) + this.written(value) + this.text.slice(there.range[1])
        return
      }
      there.value = value
      if (typeof value === 'string' && value.includes('\n') && !holder.flow) there.type = 'BLOCK_LITERAL'
      return
    }
    const flow = isCollection(there) ? there.flow === true : undefined
    const node = this.node(value, flow ?? (holder.flow === true || isFlowIn(holder)))
    if (isMap(holder)) addInOrder(holder, String(key), node)
    else holder.set(key as never, node)
  }

  /** Puts an item into a list, written as its neighbours are. */
  insert(path: Path, at: number, value: unknown): void {
    let list = this.document.getIn(path, true) as YAMLSeq | undefined
    if (!isSeq(list)) {
      this.set(path, [])
      list = this.document.getIn(path, true) as YAMLSeq
    }
    if (list.items.length === 0) list.flow = false
    const neighbour = list.items.find((item) => isCollection(item))
    const flow = isCollection(neighbour) ? neighbour.flow === true : list.flow !== true && isShort(value)
    list.items.splice(Math.min(at, list.items.length), 0, this.node(value, list.flow === true || flow))
  }

  /** Takes an item of a list to another place, its comments with it. */
  move(path: Path, to: number, into: Path = path.slice(0, -1)): void {
    const list = this.document.getIn(path.slice(0, -1), true)
    const target = this.document.getIn(into, true)
    const from = path.at(-1)
    if (!isSeq(list) || !isSeq(target) || typeof from !== 'number' || !list.items[from]) throw new NoSuchPlace()
    const [item] = list.items.splice(from, 1)
    target.items.splice(Math.min(to, target.items.length), 0, item)
  }

  private holderOf(path: Path, make: boolean): YAMLMap | YAMLSeq | undefined {
    if (path.length === 0) throw new NoSuchPlace()
    if (this.document.contents === null) this.document.contents = this.document.createNode({}) as never
    let node: unknown = this.document.contents
    for (const key of path.slice(0, -1)) {
      if (!isCollection(node)) throw new NoSuchPlace(path.join('.'))
      let next = (node as YAMLMap).get(key, true) as unknown
      if (!isCollection(next)) {
        if (!make) return undefined
        if (!isMap(node)) throw new NoSuchPlace(path.join('.'))
        next = this.document.createNode({})
        addInOrder(node, String(key), next as Node)
      }
      node = next
    }
    if (!isMap(node) && !isSeq(node)) throw new NoSuchPlace(path.join('.'))
    return node as YAMLMap | YAMLSeq
  }

  private node(value: unknown, flow: boolean): Node {
    const node = this.document.createNode(value, flow && typeof value === 'object' ? { flow: true } : {})
    if (isScalar(node) && typeof value === 'string' && value.includes('\n')) node.type = 'BLOCK_LITERAL'
    return node
  }

  private written(value: unknown): string {
    return this.document.createNode(value).toString().replace(/\n$/, '')
  }
}

const isFlowIn = (holder: YAMLMap | YAMLSeq): boolean =>
  isMap(holder) &&
  holder.items.length > 0 &&
  holder.items.every(({ value }) => isCollection(value) && value.flow === true)

const isShort = (value: unknown): boolean => JSON.stringify(value).length < 100

/** Fields of a passport in the order in which the handbook tells them: a new one takes its place among them. */
const ORDER = [
  'id',
  'version',
  'name',
  'summary',
  'keywords',
  'lifeEvent',
  'audience',
  'conditions',
  'owner',
  'legalBasis',
  'evidence',
  'fee',
  'term',
  'channels',
  'proactive',
  'trigger',
  'result',
  'refusalGrounds',
  'appeal',
  'silence',
  'consent',
  'hearing',
  'before',
  'now',
  'provenance',
]

function addInOrder(map: YAMLMap, key: string, node: Node): void {
  if (map.has(key)) return map.set(key, node)
  map.set(key, node)
  const rank = ORDER.indexOf(key)
  const isPassport =
    map.items.some((item) => nameOf(item) === 'id') && map.items.some((item) => nameOf(item) === 'owner')
  if (rank < 0 || !isPassport) return
  const [added] = map.items.splice(-1)
  const place = map.items.findIndex((item) => ORDER.indexOf(nameOf(item)) > rank)
  map.items.splice(place < 0 ? map.items.length : place, 0, added!)
}

const nameOf = ({ key }: { key: unknown }): string => String(isScalar(key) ? key.value : key)
