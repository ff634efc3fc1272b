/** Findings of the check that people meet while they edit, told in words of ours (`studio.found.…`). */
const FOUND: readonly { pattern: RegExp; key: string; names: readonly string[] }[] = [
  { pattern: /^nothing says which evidence whoever does "(.+)" sees$/, key: 'evidence', names: ['step'] },
  { pattern: /^(\S+) speaks of "(.+)", which is not there$/, key: 'of-nothing', names: ['text', 'name'] },
  { pattern: /^(\S+) has a hole: (.+) is nothing$/, key: 'hole', names: ['text', 'name'] },
  {
    pattern: /^"(.+)" in the FEEL expression (.+) is no variable of a case$/,
    key: 'no-variable',
    names: ['name', 'text'],
  },
  { pattern: /^"(.+)": it ends (\S+?)(?:,.*)?, by way of (.*)$/, key: 'ends', names: ['example', 'status', 'path'] },
  { pattern: /^"(.+)": the path is (.*)$/, key: 'path', names: ['example', 'path'] },
  { pattern: /^"(.+)": the process stands still at (.+)$/, key: 'stands', names: ['example', 'step'] },
  { pattern: /^"(.+)": the lawful deadline is (.+)$/, key: 'deadline', names: ['example', 'date'] },
  { pattern: /^"(.+)" is no id of legalBasis$/, key: 'no-basis', names: ['name'] },
  { pattern: /^"(.+)" gives (.+), the row expects (.+)$/, key: 'row', names: ['name', 'came', 'expect'] },
  { pattern: /^(?:there are no examples|a service that runs has no examples)$/, key: 'no-examples', names: [] },
]

/** The key of our words for a finding, with what they name; undefined: only the check's own words tell it. */
export function findingWords(message: string): { key: string; names: Record<string, string> } | undefined {
  for (const { pattern, key, names } of FOUND) {
    const match = pattern.exec(message)
    if (match) return { key, names: Object.fromEntries(names.map((name, at) => [name, match[at + 1] ?? ''])) }
  }
  return undefined
}
