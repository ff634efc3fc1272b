import { escapeXml } from '../../../kernel/xml/index.ts'
import { attributeSplice, cutSplice, idOf, indentOf, spliced, tagsOf, textIn, valueOf } from './tags.ts'
import type { Splice, Tag } from './tags.ts'

/**
 * Carries over into a file what a program changed that reads the file into a model of its own and writes that whole
 * again: what it wrote unedited and what it writes now are compared, and only where they differ the file is touched. All
 * else, comments and order too, stays byte for byte; so an edit that was taken back leaves the file as it was.
 * @param source the file as it is written
 * @param before what the program makes of it unedited
 * @param after what it makes of it now
 * @throws Unreadable when one of them is no XML
 */
export function keepWritten(source: string, before: string, after: string): string {
  if (before === after) return source
  return new Keeper(source, before, after).kept()
}

type Three = { was: Tag; now: Tag }
/** Lists of names: what tells one from another is the name itself. */
const REFERENCE = /^(incoming|outgoing|\w*Refs?)$/
const NODE = /(Task|^task|Event|Gateway|[sS]ubProcess|^callActivity|^transaction)$/

class Keeper {
  private readonly source: string
  private readonly before: string
  private readonly after: string
  private readonly root: Tag
  private readonly pair: Three
  private readonly prefixes: ReadonlyMap<string, string>

  constructor(source: string, before: string, after: string) {
    this.source = source
    this.before = before
    this.after = after
    this.root = tagsOf(source)
    this.pair = { was: tagsOf(before), now: tagsOf(after) }
    const own = new Map(declaredIn(this.root).map(([prefix, namespace]) => [namespace, prefix]))
    this.prefixes = new Map(
      declaredIn(this.pair.now).flatMap(([prefix, namespace]) => {
        const there = own.get(namespace)
        return there === undefined ? [] : [[prefix, there] as const]
      }),
    )
  }

  kept(): string {
    return spliced(this.source, this.element(this.root, this.pair))
  }

  private element(own: Tag, { was, now }: Three): Splice[] {
    return [
      ...(was.name === now.name ? [] : this.renamed(own, now.name)),
      ...this.attributes(own, { was, now }),
      ...this.content(own, { was, now }),
    ]
  }

  private renamed(own: Tag, name: string): Splice[] {
    const at = own.start + 1 + own.prefix.length
    return [
      { start: at, end: at + own.name.length, text: name },
      ...(own.empty ? [] : [{ start: own.innerEnd, end: own.end, text: `</${own.prefix}${name}>` }]),
    ]
  }

  private attributes(own: Tag, { was, now }: Three): Splice[] {
    const changed = [...new Set([...was.attributes.keys(), ...now.attributes.keys()])].filter(
      (name) => valueOf(was, name) !== valueOf(now, name),
    )
    // how large letters are is another thing on each machine: a label that was not moved was not touched
    if (own.parent?.name === 'BPMNLabel' && isWhereItWas(was, now)) return []
    const declared = new Set(declaredIn(own).map(([, namespace]) => namespace))
    return (
      changed
        // what the program does not use may be used by what it does not know
        .filter((name) => !name.startsWith('xmlns') || !declared.has(valueOf(now, name) ?? valueOf(own, name) ?? ''))
        .flatMap((name) => attributeSplice(own, this.called(name), valueOf(now, name) ?? null))
    )
  }

  private content(own: Tag, { was, now }: Three): Splice[] {
    if (was.children.length + now.children.length === 0) {
      const [before, after] = [textIn(this.before, was), textIn(this.after, now)]
      return before === after ? [] : this.filled(own, escapeXml(after))
    }
    const asWas = this.paired(was.children, this.before, own.children, this.source)
    const asNow = this.paired(now.children, this.after, was.children, this.before)
    const kept = new Map<Tag, Tag>()
    const splices: Splice[] = []
    const known = new Set<Tag>()
    for (const child of now.children) {
      const before = asNow.get(child)
      if (before) known.add(before)
      const there = before && asWas.get(before)
      if (!before || !there) continue
      kept.set(child, there)
      splices.push(...this.element(there, { was: before, now: child }))
    }
    for (const child of was.children) {
      const there = asWas.get(child)
      if (there && !known.has(child)) splices.push(cutSplice(this.source, there))
    }
    const unkept = now.children.filter((child) => !kept.has(child) && !this.isNothing(child, asNow.get(child)))
    // what somebody saved meanwhile, of this very edit too, comes no second time
    const paired = new Set(asWas.values())
    const others = own.children.filter((child) => !paired.has(child))
    const there = this.paired(unkept, this.after, others, this.source)
    const fresh = unkept.filter((child) => !this.isSame(child, there.get(child)))
    if (fresh.length === 0) return splices
    if (own.empty || own.children.length === 0)
      return [...splices, ...this.filled(own, fresh.map((child) => this.written(own, child)).join(''), true)]
    for (const child of fresh) {
      const behind = this.behind(now.children, child, kept)
      const at = behind ? behind.end : own.inner
      splices.push({ start: at, end: at, text: this.written(own, child, behind ?? own.children[0]) })
    }
    return splices
  }

  /** What the program writes of itself: what it wrote unedited too, and labels that say nothing. */
  private isNothing(child: Tag, before: Tag | undefined): boolean {
    if (before) return this.after.slice(child.start, child.end) === this.before.slice(before.start, before.end)
    return child.name === 'BPMNLabel' && child.children.length === 0
  }

  /** Whether an element of the program's text stands in the file: by its id, else by all that it says. */
  private isSame(child: Tag, there: Tag | undefined): boolean {
    if (there === undefined || idOf(child) !== undefined) return there !== undefined
    const names = [...child.attributes.keys()]
    return (
      child.children.length === there.children.length &&
      names.length === there.attributes.size &&
      names.every((name) => valueOf(child, name) === valueOf(there, this.called(name))) &&
      (child.children.length > 0 || textIn(this.after, child) === textIn(this.source, there))
    )
  }

  /** What a new element comes to stand behind: the last of its kind before it, else the last of all. */
  private behind(all: readonly Tag[], child: Tag, kept: ReadonlyMap<Tag, Tag>): Tag | undefined {
    const before = all.slice(0, all.indexOf(child)).filter((each) => kept.has(each))
    const alike = before.filter(({ name }) => name === child.name || (NODE.test(name) && NODE.test(child.name)))
    const last = alike.at(-1) ?? before.at(-1)
    return last && kept.get(last)
  }

  /** An element of the program's text as the file would have it: on a line of its own, under the file's prefixes. */
  private written(own: Tag, child: Tag, beside?: Tag): string {
    const indent = beside ? indentOf(this.source, beside) : `${indentOf(this.source, own)}  `
    const theirs = indentOf(this.after, child)
    const lines = this.after.slice(child.start, child.end).split('\n')
    const text = lines
      .map((line) => `\n${indent}${line.startsWith(theirs) ? line.slice(theirs.length) : line}`)
      .join('')
    return text
      .replaceAll(/ \/>/g, '/>')
      .replaceAll(/(<\/?)([\w.-]+:)?(?=[\w.-]+)/g, (_all, open: string, prefix = '') => open + this.own(prefix))
      .replaceAll(/(\s)([\w.-]+:)(?=[\w.-]+=")/g, (_all, space: string, prefix: string) => space + this.own(prefix))
  }

  private own(prefix: string): string {
    return this.prefixes.get(prefix) ?? prefix
  }

  private called(name: string): string {
    const at = name.indexOf(':') + 1
    return at === 0 || name.startsWith('xmlns') ? name : this.own(name.slice(0, at)) + name.slice(at)
  }

  private filled(own: Tag, text: string, onLines = false): Splice[] {
    const inside = onLines ? `${text}\n${indentOf(this.source, own)}` : text
    if (!own.empty) return [{ start: own.inner, end: own.innerEnd, text: inside }]
    const name = `${own.prefix}${own.name}`
    return [{ start: own.inner - 2, end: own.inner, text: `>${inside}</${name}>` }]
  }

  /** Pairs elements that stand for each other: of one id, else of one name (references: and text) in their order. */
  private paired(some: readonly Tag[], text: string, others: readonly Tag[], theirs: string): Map<Tag, Tag> {
    const left = Map.groupBy(others, (tag) => keyOf(tag, theirs))
    return new Map(
      some.flatMap((tag) => {
        const found = left.get(keyOf(tag, text))?.shift()
        return found ? [[tag, found] as const] : []
      }),
    )
  }
}

/** Whether a label stands where it stood: its middle, and its upper edge. */
function isWhereItWas(was: Tag, now: Tag): boolean {
  const at = (tag: Tag, name: string) => Number(valueOf(tag, name) ?? Number.NaN)
  const middle = (tag: Tag) => at(tag, 'x') + at(tag, 'width') / 2
  return at(was, 'y') === at(now, 'y') && Math.abs(middle(was) - middle(now)) <= 1
}

const keyOf = (tag: Tag, text: string): string => {
  const id = idOf(tag)
  if (id !== undefined) return `#${id}`
  return `${tag.name} ${REFERENCE.test(tag.name) && tag.children.length === 0 ? textIn(text, tag) : (valueOf(tag, 'bpmnElement') ?? '')}`
}

/** Prefixes with their colon, and the namespaces that an element binds them to. */
const declaredIn = (tag: Tag): [prefix: string, namespace: string][] =>
  [...tag.attributes].flatMap(([name, { value }]): [string, string][] =>
    name === 'xmlns' ? [['', value]] : name.startsWith('xmlns:') ? [[`${name.slice(6)}:`, value]] : [],
  )
