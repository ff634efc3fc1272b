import { readWrittenNumber, typedNumber, type NumberSigns } from '../../../kernel/values/index.ts'
import { Refusal, type FieldProblem } from '../../../platform/use-case/index.ts'
import type { Change } from './change.ts'
import type { Path } from './edit-yaml.ts'
import { refusal } from './refusals.ts'

/** A place of a YAML file that a form edits. */
export interface Slot {
  path: Path
  kind: 'text' | 'long' | 'number' | 'choice' | 'choices' | 'words' | 'yes'
  /** What may be chosen. */
  options?: readonly string[]
  /** It may stay empty: then it is taken out. */
  optional?: boolean
}

/** Name of a slot's input: no key of a service holds a slash. */
export const slotName = (path: Path): string => path.join('/')

/** What stands at a path of a read file. */
export const valueAt = (tree: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : undefined),
    tree,
  )

/** A value as its input shows it. */
export function shownValue(value: unknown, kind: Slot['kind']): string {
  if (value === undefined || value === null) return ''
  if (kind === 'words' || kind === 'choices') return (Array.isArray(value) ? value : [value]).map(String).join(', ')
  return String(value)
}

/**
 * What a posted form changes: only places whose input is not as it was shown, so that what was opened and sent changes
 * nothing. A slot that the form did not post is left alone, ticked ones aside.
 * @param signs how the page's language writes numbers
 * @throws Refusal that says which numbers are none, or can mean two
 */
export function changesOf(
  file: string,
  slots: readonly Slot[],
  tree: unknown,
  posted: { get(name: string): string | null; getAll(name: string): string[]; has(name: string): boolean },
  signs?: NumberSigns,
): Change[] {
  seeNumbers(slots, tree, posted, signs)
  return slots.flatMap((slot): Change[] => {
    const name = slotName(slot.path)
    const ticks = slot.kind === 'choices' || slot.kind === 'yes'
    if (!ticks && !posted.has(name)) return []
    const before = shownValue(valueAt(tree, slot.path), slot.kind)
    const given = ticks ? posted.getAll(name).join(', ') : tidy(posted.get(name) ?? '')
    if (tidy(before) === tidy(given)) return []
    if (slot.kind === 'yes' && given === '' && before === 'false') return []
    return [{ kind: 'value', file, path: [...slot.path], value: read(slot, given, before, signs) }]
  })
}

/** Browsers post line ends of their own, and blanks at an end mean nothing. */
const tidy = (text: string): string => text.replaceAll('\r\n', '\n').trimEnd()

function seeNumbers(
  slots: readonly Slot[],
  tree: unknown,
  posted: { get(name: string): string | null },
  signs: NumberSigns | undefined,
): void {
  const problems = slots.flatMap(({ path, kind }): FieldProblem[] => {
    const given = tidy(posted.get(slotName(path)) ?? '')
    if (kind !== 'number' || given === '' || given === shownValue(valueAt(tree, path), kind)) return []
    const read = readWrittenNumber(given, signs)
    if (read && 'number' in read) return []
    return [
      read
        ? { path: slotName(path), text: 'errors.input.two-numbers', parameters: { typed: given, ...read } }
        : { path: slotName(path), text: 'errors.input.not-a-number' },
    ]
  })
  if (problems.length > 0) throw new Refusal(refusal['not-done'], { problems })
}

function read(
  { kind, optional }: Slot,
  given: string,
  before: string,
  signs: NumberSigns | undefined,
): string | number | boolean | string[] | null {
  switch (kind) {
    case 'words':
    case 'choices': {
      const words = given
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '')
      return words.length === 0 && optional ? null : words
    }
    case 'yes':
      return given === 'true' ? true : optional ? null : false
    case 'number':
      return given === '' ? null : typedNumber(given, signs)
    default:
      if (given === '') return optional ? null : ''
      return before.endsWith('\n') || (kind === 'long' && given.includes('\n')) ? `${given}\n` : given
  }
}
