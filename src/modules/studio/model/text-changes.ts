import type { Change } from './change.ts'
import { textsIn } from './edit-texts.ts'
import type { Files } from './draft.ts'

/** Name of the input of a text in a language: no key holds a slash. */
export const textName = (key: string, language: string): string => `text/${key}/${language}`

/**
 * What the texts of a posted form change, in the languages that are written. One emptied is taken out; what comes back
 * as it was shown changes nothing.
 */
export function textChanges(files: Files, languages: readonly string[], posted: URLSearchParams): Change[] {
  const texts = new Map(languages.map((language) => [language, textsIn(files[`texts/${language}.yaml`])]))
  const keys = new Set([...posted.keys()].flatMap((name) => /^text\/(.+)\/[^/]+$/.exec(name)?.[1] ?? []))
  return [...keys].flatMap((key): Change[] => {
    const changed: Record<string, string | null> = {}
    for (const language of languages) {
      const sent = posted.get(textName(key, language))
      if (sent === null) continue
      const before = texts.get(language)!.get(key)
      const given = sent.replaceAll('\r\n', '\n').trimEnd()
      if (given === (before ?? '').trimEnd()) continue
      changed[language] = given === '' ? null : before?.endsWith('\n') || given.includes('\n') ? `${given}\n` : given
    }
    return Object.keys(changed).length === 0 ? [] : [{ kind: 'text', key, texts: changed }]
  })
}
