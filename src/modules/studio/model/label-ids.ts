// not by the door: the browser has this too, and behind the door stands more than the whole canvas weighs
import { fold } from '../../../kernel/text/fold.ts'
import { plainLetters } from '../../../kernel/text/search-words.ts'
import { everyTag, idOf, spliced, tagsOf, textIn, valueOf, type Tag } from './tags.ts'

/**
 * A name for the files from what people read, as conditions and texts use it: "Check the papers" is `checkThePapers`.
 * @param taken names that are given already
 * @param otherwise what it begins with when the label has no letters that we know
 */
export function idFrom(label: string, taken: ReadonlySet<string>, otherwise = 'step'): string {
  const words = fold(plainLetters(label)).match(/[a-z0-9]+/g) ?? []
  const joined = words.map((word, at) => (at === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('')
  const begun = /^[a-z]/.test(joined) ? joined : joined === '' ? otherwise : `${otherwise}${joined}`
  return freeOf(begun.slice(0, 40), taken, words.length === 0)
}

const freeOf = (wanted: string, taken: ReadonlySet<string>, numbered = false): string => {
  if (!numbered && !taken.has(wanted)) return wanted
  for (let number = numbered ? 1 : 2; ; number++) if (!taken.has(`${wanted}${number}`)) return `${wanted}${number}`
}

const OTHERWISE: readonly (readonly [RegExp, string])[] = [
  [/^exclusiveGateway$/, 'choice'],
  [/Gateway$/, 'gateway'],
  [/^endEvent$/, 'end'],
  [/Event$/, 'event'],
  [/^lane$/, 'lane'],
]

/**
 * Gives what is new in a model names made of its labels, in place of a drawing program's own (`Activity_0uny0vo`).
 * @returns the model, and the new name of each id that went
 */
export function withLabelIds(before: string, after: string): { bpmn: string; ids: ReadonlyMap<string, string> } {
  const taken = new Set(idsIn(tagsOf(before)))
  const all = [...everyTag(tagsOf(after))]
  const ids = new Map<string, string>()
  const give = (tag: Tag, id: string) => {
    ids.set(idOf(tag)!, id)
    taken.add(id)
  }
  const fresh = all.filter((tag) => idOf(tag) !== undefined && !taken.has(idOf(tag)!) && !isDrawn(tag))
  for (const tag of fresh)
    if (tag.name !== 'sequenceFlow' && isNamed(tag)) {
      const otherwise = OTHERWISE.find(([pattern]) => pattern.test(tag.name))?.[1]
      give(tag, idFrom(valueOf(tag, 'name') ?? '', taken, otherwise))
    }
  const now = (id = ''): string => ids.get(id) ?? id
  for (const tag of fresh)
    if (tag.name === 'sequenceFlow')
      give(tag, freeOf(`f_${now(valueOf(tag, 'sourceRef'))}_${now(valueOf(tag, 'targetRef'))}`, taken))
  for (const tag of fresh)
    if (/EventDefinition$/.test(tag.name) && tag.parent) give(tag, `${now(idOf(tag.parent))}_when`)
  for (const tag of all)
    if (isDrawn(tag) && !taken.has(idOf(tag) ?? '') && ids.has(valueOf(tag, 'bpmnElement') ?? ''))
      give(tag, `${tag.name === 'BPMNEdge' ? 'edge' : 'shape'}_${now(valueOf(tag, 'bpmnElement'))}`)
  return { bpmn: withIds(after, all, ids), ids }
}

/** A model with other ids, wherever they stand. */
function withIds(text: string, all: readonly Tag[], ids: ReadonlyMap<string, string>): string {
  if (ids.size === 0) return text
  return spliced(
    text,
    all.flatMap((tag) => [
      ...[...tag.attributes].flatMap(([name, { value, start, end }]) =>
        ids.has(value) && REFERS.test(name) ? [{ start, end, text: `${name}="${ids.get(value)}"` }] : [],
      ),
      ...(tag.children.length === 0 && ids.has(textIn(text, tag))
        ? [{ start: tag.inner, end: tag.innerEnd, text: ids.get(textIn(text, tag))! }]
        : []),
    ]),
  )
}

/**
 * Two people who begin with one file may give what is new the same name: "Check" of both is `check`. What one of them drew
 * gets names of its own where the other's of that name is another thing, so that the two can stand in one model.
 * @param base the file that both began with
 * @param current what the first saved
 * @param mine what the second drew
 */
export function withOwnIds(base: string, current: string, mine: string): string {
  const [had, all] = [new Set(idsIn(tagsOf(base))), [...everyTag(tagsOf(mine))]]
  const theirs = new Map(
    [...everyTag(tagsOf(current))].flatMap((tag) => {
      const id = idOf(tag)
      return id === undefined || had.has(id) ? [] : [[id, tag] as const]
    }),
  )
  const taken = new Set([...had, ...theirs.keys(), ...all.flatMap((tag) => idOf(tag) ?? [])])
  const ids = new Map<string, string>()
  const give = (id: string) => {
    const own = freeOf(id, taken)
    ids.set(id, own)
    taken.add(own)
  }
  const clashing = all.filter((tag) => theirs.has(idOf(tag) ?? ''))
  // where it was drawn, and under which of the two, is no difference of what it is
  for (const tag of clashing)
    if (!isDrawn(tag) && saysAll(mine, tag) !== saysAll(current, theirs.get(idOf(tag)!)!)) give(idOf(tag)!)
  for (const tag of clashing) {
    const meant = ['sourceRef', 'targetRef', 'bpmnElement'].some((name) => ids.has(valueOf(tag, name) ?? ''))
    if (meant && !ids.has(idOf(tag)!)) give(idOf(tag)!)
  }
  return withIds(mine, all, ids)
}

/** All that an element says, whatever the order of its attributes and how it is laid out. */
const saysAll = (text: string, tag: Tag): string =>
  JSON.stringify([
    tag.name,
    [...tag.attributes].map(([name, { value }]) => `${name}=${value}`).sort(),
    tag.children.length === 0 ? textIn(text, tag) : tag.children.map((child) => saysAll(text, child)),
  ])

/** Attributes that say which element is meant. */
const REFERS = /^(id|default|bpmnElement|\w+Ref)$/
const isDrawn = (tag: Tag): boolean => tag.name.startsWith('BPMN')
const isNamed = (tag: Tag): boolean => !/EventDefinition$|Expression$|Characteristics$/.test(tag.name)
const idsIn = (root: Tag): string[] => [...everyTag(root)].flatMap((tag) => idOf(tag) ?? [])
