import type { Conventions } from './conventions.ts'
import type { Language } from './languages.ts'
import { withEnding } from './endings.ts'
import { inLanguage, type Localized } from './localized.ts'
import { fillMessage, parseMessage, type Message } from './message.ts'
import { chooseForm, type PluralForms } from './plural.ts'
import { formats, type Formats } from './formats.ts'
import type { Entry } from './flatten.ts'
import { pathIn } from './language-of.ts'

export type Parameters = Readonly<Record<string, string | number | bigint>>

/** All that one request needs to speak: one object per language, shared between requests. */
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
  /** A text of data in this language: names of services, bodies, laws. */
  text(localized: Localized): string
  /** The path of a page in this language: `/services` is `/ru/services`. */
  path(path: string): string
  /** The same for a language that was noted long ago, such as that of a paper; the country's first where it is gone. */
  in(language: Language): Speech
}
export type Translate = (key: string, parameters?: Parameters) => string

type Compiled = Message | { plural: Record<string, Message> }

/** Message catalogues of all languages, compiled at the first use of each message. */
export class Texts {
  readonly conventions: Conventions
  readonly #entries: ReadonlyMap<Language, ReadonlyMap<string, Entry>>
  readonly #compiled = new Map<Language, Map<string, Compiled>>()
  readonly #speeches = new Map<Language, Speech>()
  readonly #missing: (language: Language, key: string) => void

  /** @param missing told of each key asked for and not there; the page shows the key in its place. */
  constructor(
    entries: ReadonlyMap<Language, ReadonlyMap<string, Entry>>,
    conventions: Conventions,
    missing: (language: Language, key: string) => void = () => {},
  ) {
    this.#entries = entries
    this.conventions = conventions
    this.#missing = missing
    for (const language of conventions.languages.ids) this.#compiled.set(language, new Map())
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
    const message =
      'plural' in compiled
        ? formFor(this.conventions.languages.about(language).locale, compiled.plural, parameters?.['count'])
        : compiled
    if (message.names.length === 0) return message.texts[0]!
    return fillMessage(message, (name, form) => {
      const value = parameters?.[name]
      if (value === undefined) return undefined
      const written = typeof value === 'string' ? value : formats(language, this.conventions).number(value)
      return form ? withEnding(this.conventions.languages.about(language).endings, written, form) : written
    })
  }

  /** Bound to one language of the country. @throws RangeError for another */
  in(language: Language): Speech {
    let speech = this.#speeches.get(language)
    if (!speech) {
      const { languages } = this.conventions
      speech = {
        ...formats(language, this.conventions),
        language,
        html: languages.about(language).tag,
        t: (key, parameters) => this.say(language, key, parameters),
        has: (key) => this.has(language, key),
        text: (localized) => inLanguage(localized, language, languages),
        path: (path) => pathIn(languages, language, path),
        in: (other) => this.inKnown(other),
      }
      this.#speeches.set(language, speech)
    }
    return speech
  }

  /** Bound to a language that was noted long ago: one that the country no longer has is answered in its first. */
  inKnown(language: Language): Speech {
    const { languages } = this.conventions
    return this.in(languages.is(language) ? language : languages.ids[0]!)
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
        : {
            plural: Object.fromEntries(Object.entries(entry).map(([category, form]) => [category, parseMessage(form)])),
          }
    kept.set(key, compiled)
    return compiled
  }
}

function formFor(locale: string, forms: Record<string, Message>, count: string | number | bigint | undefined): Message {
  const texts = Object.fromEntries(Object.keys(forms).map((category) => [category, category])) as PluralForms
  return forms[chooseForm(locale, texts, Number(count ?? 0))]!
}
