import type { Hono } from 'hono'

/**
 * Which methods an address takes, so that a wrong one is told from an address that leads nowhere (RFC 9110, 15.5.6).
 * @param app with all that answers at addresses of its own; what stands for whole trees of addresses (`*`) does not count
 * @returns methods at a path, in the order of the alphabet; none where nothing answers
 */
export function methodsOf(app: Hono): (path: string) => readonly string[] {
  const known = app.routes
    .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => ({ method, pattern: patternOf(path) }))
  return (path) => {
    const methods = new Set(known.flatMap(({ method, pattern }) => (pattern.test(path) ? [method] : [])))
    if (methods.has('GET')) methods.add('HEAD')
    return [...methods].sort()
  }
}

/** `/drafts/:draft` and `/files/:name{[a-z]+}` as a pattern for whole paths. */
const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split('/')
      .map((part) => {
        const named = /^:\w+(?:\{(.+)\})?\??$/.exec(part)
        return named ? (named[1] ?? '[^/]+') : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      })
      .join('/')}$`,
  )
