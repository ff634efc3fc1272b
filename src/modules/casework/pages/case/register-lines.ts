import type { PageContext } from '../../../../platform/http/index.ts'

/** More than this of one answer is no longer read by a person. */
const LINES_AT_MOST = 80

/** Names that only hold what is inside: the answers about each of several persons. */
const WRAPPINGS: ReadonlySet<string | number> = new Set(['each', 'data'])

/**
 * A register's answer as lines to read: names and values that the catalogues know are said in the person's language
 * (`casework.attribute.…`, `casework.attribute-value.…`), others as the register writes them.
 */
export function registerLines(context: PageContext<'country'>, data: unknown): { name: string; text: string }[] {
  return leaves(data, [])
    .slice(0, LINES_AT_MOST)
    .map(({ path, value }) => ({
      name:
        path
          .filter((part) => !WRAPPINGS.has(part))
          .map((part) => nameOf(context, part))
          .join(' › ') || nameOf(context, path.at(-1) ?? ''),
      text: valueOf(context, path, value),
    }))
}

interface Leaf {
  path: readonly (string | number)[]
  value: string | number | boolean
}

function leaves(value: unknown, path: readonly (string | number)[]): Leaf[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value))
    return value.flatMap((item, at) => leaves(item, value.length === 1 ? path : [...path, at + 1]))
  if (typeof value === 'object') return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]))
  return [{ path, value: value as Leaf['value'] }]
}

function nameOf({ speech }: PageContext, part: string | number): string {
  const key = `casework.attribute.${part}`
  return typeof part === 'string' && speech.has(key) ? speech.t(key) : String(part)
}

function valueOf(
  { speech, world }: PageContext<'country'>,
  path: readonly (string | number)[],
  value: Leaf['value'],
): string {
  const name = String(path.findLast((part) => typeof part === 'string') ?? '')
  if (typeof value === 'boolean') return speech.t(value ? 'ui.yes' : 'ui.no')
  if (world.country.isAmount(name) && typeof value === 'number') return speech.money(value)
  if (name === 'district') return world.country.placeName(String(value), speech.language)
  if (typeof value === 'number') return name === 'year' ? String(value) : speech.number(value)
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return speech.date(value)
  const key = `casework.attribute-value.${value}`
  return /^[\w-]{1,40}$/.test(value) && speech.has(key) ? speech.t(key) : value
}
