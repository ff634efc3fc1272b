import { YamlFile } from './edit-yaml.ts'

/** What a template says of a service only to show where something is to be said. */
const WORDS = ['name', 'summary', 'keywords', 'legalBasis'] as const

/**
 * Parts of a passport that still say, in some language, what the template says for everybody.
 * @param passport the draft's `service.yaml` @param template the template's own
 */
export function leftOfTemplate(passport: string, template: string): (typeof WORDS)[number][] {
  const [now, before] = [passport, template].map((text) => new YamlFile(text).value as Record<string, unknown>) as [
    Record<string, unknown>,
    Record<string, unknown>,
  ]
  return WORDS.filter((name) => {
    const said = new Set(sayings(before[name]))
    return sayings(now[name]).some((text) => said.has(text))
  })
}

/** Sentences in a value, wherever they stand; ids and kinds, which are one word, are none. */
const sayings = (value: unknown): string[] => {
  if (typeof value === 'string') return value.includes(' ') ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sayings) : []
}
