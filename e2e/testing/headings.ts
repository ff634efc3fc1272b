/**
 * What is wrong with the headings of a page: one of the first level, and none below a level that is not there, since
 * whoever listens to a page finds their way by them.
 */
export function headingFaults(html: string): string[] {
  const levels = [...html.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level))
  const first = levels.filter((level) => level === 1).length
  const faults = first === 1 ? [] : [`${first} headings of the first level`]
  for (const [at, level] of levels.entries())
    if (at > 0 && level > levels[at - 1]! + 1) faults.push(`a heading ${level} after ${levels[at - 1]}`)
  return faults
}
