import { YamlFile } from './edit-yaml.ts'

/**
 * Sets a text by its flat key, where the file has it: keys may be nested, dotted, or both. A new one goes beside its
 * nearest kin. `null` takes it out.
 */
export function setText(source: string, key: string, text: string | null): string {
  const file = new YamlFile(source)
  const tree = file.value
  const path = pathOf(tree, key.split('.'))
  if (path.found || text !== null) file.set(path.path, text)
  return file.toString()
}

/** The path of a flat key through maps whose own keys may hold dots; where it is not there, where it would go. */
function pathOf(tree: unknown, parts: readonly string[]): { path: string[]; found: boolean } {
  if (typeof tree !== 'object' || tree === null) return { path: [parts.join('.')], found: false }
  const map = tree as Record<string, unknown>
  for (let length = parts.length; length > 0; length--) {
    const key = parts.slice(0, length).join('.')
    if (!Object.hasOwn(map, key)) continue
    if (length === parts.length) return { path: [key], found: true }
    if (typeof map[key] !== 'object' || map[key] === null) continue
    const rest = pathOf(map[key], parts.slice(length))
    return { path: [key, ...rest.path], found: rest.found }
  }
  // a group of its own, as the files have them
  return Object.keys(map).length === 0 || parts.length === 1 || Object.keys(map).some((key) => key.includes('.'))
    ? { path: [parts.join('.')], found: false }
    : { path: [parts[0]!, parts.slice(1).join('.')], found: false }
}

/** A page asks for the texts of the same few files hundreds of times, and reading one takes a millisecond. */
const KEPT = 12
const kept = new Map<string, ReadonlyMap<string, string>>()

/** All texts of a file by their flat keys; nothing of a file that can't be read. */
export function textsIn(source = ''): ReadonlyMap<string, string> {
  const known = kept.get(source)
  if (known) return known
  const texts = textsRead(source)
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value!)
  kept.set(source, texts)
  return texts
}

function textsRead(source: string): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (value: unknown, at: string): void => {
    if (typeof value === 'string') found.set(at, value)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, at === '' ? key : `${at}.${key}`)
  }
  try {
    walk(new YamlFile(source).value, '')
  } catch {
    return found
  }
  return found
}
