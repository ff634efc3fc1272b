/** Ids that a task names, or all there are. */
export type Named = 'all' | ReadonlySet<string>

/**
 * What `darcha:evidence` and `darcha:answers` of a user task name: ids with spaces between, `all` or `none`.
 * @param otherwise what an attribute means that is not there
 */
export function namedFacts(written: unknown, otherwise: 'all' | 'none'): Named {
  const text = typeof written === 'string' && written.trim() !== '' ? written.trim() : otherwise
  return text === 'all' ? 'all' : text === 'none' ? new Set() : new Set(text.split(/\s+/))
}

/** What is named in any of these. */
export const namedInAny = (named: readonly Named[]): Named =>
  named.includes('all') ? 'all' : new Set(named.flatMap((names) => [...names]))

export const isNamed = (named: Named, id: string): boolean => named === 'all' || named.has(id)
