import { ABOUT, LANGUAGES, type Language } from './languages.ts'
import { fillMessage, parseMessage, type Message } from './message.ts'
import { chooseForm, type PluralForms } from './plural.ts'
import { formats, type Formats } from './formats.ts'
import type { Entry } from './flatten.ts'
import { pathIn } from './language-of.ts'

export type Parameters = Readonly<Record<string, string | number | bigint>>

/** All that one request needs to speak: one object per language and time zone, shared between requests. */
export interface Speech extends Formats {
  language: Language
  /** Value of `<html lang>`. */
  html: string
  /**
   * The text of a key; numbers among the parameters are written as the language writes them, `count` chooses the
   * plural.
   */
  t: Translate
  has(key: string): boolean
  /** The path of a page in this language: `/services` is `/ru/services`. */
  path(path: string): string
}
export type Translate = (key: string, parameters?: Parameters) => string

type Compiled = Message | { forms: Record<string, Message> }

/** Message catalogues of all languages, compiled at the first use of each message. */
export class Texts {
  readonly #entries: ReadonlyMap<Language, ReadonlyMap<string, Entry>>
  readonly #compiled = new Map<Language, Map<string, Compiled>>()
  readonly #speeches = new Map<string, Speech>()
  readonly #missing: (language: Language, key: string) => void

  /** @param missing told of each key asked for and not there; the page shows the key in its place. */
  constructor(
    entries: ReadonlyMap<Language, ReadonlyMap<string, Entry>>,
    missing: (language: Language, key: string) => void = () => {},
  ) {
    this.#entries = entries
    this.#missing = missing
    for (const language of LANGUAGES) this.#compiled.set(language, new Map())
  }

  has(language: Language, key: string): boolean {
    return this.#entries.get(language)?.has(key) ?? false
  }

  keys(language: Language): string[] {
    return [...(this.#entries.get(language)?.keys() ?? [])]
  }

  /** The text of a key in a language, with its placeholders filled. */
  say(language: Language, key: string, parameters?: Parameters): string {
    const compiled = this.#compile(language, key)
    if (!compiled) {
      this.#missing(language, key)
      return `⟦${key}⟧`
    }
    const message = 'forms' in compiled ? formFor(language, compiled.forms, parameters?.['count']) : compiled
    if (message.names.length === 0) return message.texts[0]!
    return fillMessage(message, (name) => {
      const value = parameters?.[name]
      return value === undefined || typeof value === 'string' ? value : formats(language).number(value)
    })
  }

  /** Bound to one language; `timeZone` is the country's, dates are local to it. */
  in(language: Language, timeZone = 'Asia/Tashkent'): Speech {
    const name = `${language} ${timeZone}`
    let speech = this.#speeches.get(name)
    if (!speech) {
      speech = {
        ...formats(language, timeZone),
        language,
        html: ABOUT[language].html,
        t: (key, parameters) => this.say(language, key, parameters),
        has: (key) => this.has(language, key),
        path: (path) => pathIn(language, path),
      }
      this.#speeches.set(name, speech)
    }
    return speech
  }

  #compile(language: Language, key: string): Compiled | undefined {
    const kept = this.#compiled.get(language)!
    const found = kept.get(key)
    if (found) return found
    const entry = this.#entries.get(language)?.get(key)
    if (entry === undefined) return undefined
    const compiled: Compiled =
      typeof entry === 'string'
        ? parseMessage(entry)
        : { forms: Object.fromEntries(Object.entries(entry).map(([category, form]) => [category, parseMessage(form)])) }
    kept.set(key, compiled)
    return compiled
  }
}

function formFor(
  language: Language,
  forms: Record<string, Message>,
  count: string | number | bigint | undefined,
): Message {
  const texts = Object.fromEntries(Object.keys(forms).map((category) => [category, category])) as PluralForms
  return forms[chooseForm(language, texts, Number(count ?? 0))]!
}
