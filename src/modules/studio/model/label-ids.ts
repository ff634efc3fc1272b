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
  if (ids.size === 0) return { bpmn: after, ids }
  return {
    bpmn: spliced(
      after,
      all.flatMap((tag) => [
        ...[...tag.attributes].flatMap(([name, { value, start, end }]) =>
          ids.has(value) && REFERS.test(name) ? [{ start, end, text: `${name}="${ids.get(value)}"` }] : [],
        ),
        ...(tag.children.length === 0 && ids.has(textIn(after, tag))
          ? [{ start: tag.inner, end: tag.innerEnd, text: ids.get(textIn(after, tag))! }]
          : []),
      ]),
    ),
    ids,
  }
}

/** Attributes that say which element is meant. */
const REFERS = /^(id|default|bpmnElement|\w+Ref)$/
const isDrawn = (tag: Tag): boolean => tag.name.startsWith('BPMN')
const isNamed = (tag: Tag): boolean => !/EventDefinition$|Expression$|Characteristics$/.test(tag.name)
const idsIn = (root: Tag): string[] => [...everyTag(root)].flatMap((tag) => idOf(tag) ?? [])
