import { z } from 'zod'
import { transliterator, type ScriptData, type SpellingExceptions } from '../../kernel/text/index.ts'
import { derivedText } from './derived-text.ts'
import { Endings, writtenEndings } from './endings.ts'

/** Id of a language of the country's pack, as it stands first in the path of a page: `ru`, `sr-latn`. */
export type Language = string

const Id = z.string().regex(/^[a-z]{2,3}(-[a-z]{4})?$/, 'an id such as ru or sr-latn')
const Pattern = z.string().min(1)

/** A language of a country: its texts are a folder of this id, unless it is written from another language's. */
export const LanguageData = z.strictObject({
  id: Id,
  /** Value of `<html lang>`, BCP 47, with the script where one language has two. */
  tag: z.string().min(2),
  /** Locale handed to Intl; absent: the tag. */
  locale: z.string().min(2).optional(),
  /** What the switch shows. */
  short: z.string().min(1),
  /** The language's own name, for screen readers and lists. */
  name: z.string().min(1),
  /** The language whose texts it writes in another script, and the table of letters (`scripts.yaml`). */
  writtenFrom: z.strictObject({ language: Id, script: z.string() }).optional(),
  /** Names where the country writes others than Intl: months within a date and by themselves, weekdays from Sunday. */
  months: z.array(z.string().min(1)).length(12).optional(),
  monthsAlone: z.array(z.string().min(1)).length(12).optional(),
  weekdays: z.array(z.string().min(1)).length(7).optional(),
  /** Dates where the country writes them otherwise than Intl: `{day}`, `{month}` (its name), `{year}`, `{dd}`, `{mm}`. */
  date: Pattern.optional(),
  dayMonth: Pattern.optional(),
  month: Pattern.optional(),
  shortDate: Pattern.optional(),
  /**
   * How values inside sentences are declined. A language written in other letters takes those of its source, written
   * so, and says only what falls away before them.
   */
  endings: Endings.optional(),
  dropped: z.array(z.string().min(1)).optional(),
})
export type LanguageData = z.output<typeof LanguageData>

/** The languages of a country: those with texts of their own, and those written from them. */
export interface Languages {
  /** In the order of the switch; the first is spoken to whoever asks for none of them. */
  readonly ids: readonly Language[]
  /** Those with texts of their own: what data keeps names in. */
  readonly written: readonly Language[]
  /** The first of those with texts of their own. */
  readonly first: Language
  is(value: unknown): value is Language
  /** @throws RangeError for a language that the country does not have */
  about(language: Language): LanguageData & { locale: string }
  /** The language whose texts this one shows: itself, or the one it is written from. */
  sourceOf(language: Language): Language
  /** A text of its source as this language writes it. */
  write(text: string, language: Language): string
}

/**
 * The languages of a pack, ready to be asked.
 * @param scripts tables of letters by name
 * @param exceptions words whose spelling the letters do not tell
 * @throws RangeError when one is written from a language or by a table that is not there
 */
export function languagesOf(
  data: readonly LanguageData[],
  scripts: Readonly<Record<string, ScriptData>> = {},
  exceptions: SpellingExceptions = [],
): Languages {
  const known = new Map(data.map((datum) => [datum.id, { ...datum, locale: datum.locale ?? datum.tag }]))
  if (known.size < data.length) throw new RangeError('a language stands twice')
  const written = data.filter((datum) => !datum.writtenFrom).map((datum) => datum.id)
  if (written.length === 0) throw new RangeError('no language has texts of its own')
  const writers = new Map<Language, (text: string) => string>()
  for (const { id, writtenFrom } of data) {
    if (!writtenFrom) continue
    const script = scripts[writtenFrom.script]
    if (!written.includes(writtenFrom.language))
      throw new RangeError(`${id} is written from ${writtenFrom.language}, which has no texts of its own`)
    if (!script) throw new RangeError(`${id} is written by the letters ${writtenFrom.script}, which are not listed`)
    const write = derivedText(transliterator(script, exceptions), script.keep)
    writers.set(id, write)
    const source = known.get(writtenFrom.language)!.endings
    const own = known.get(id)!
    if (source && !own.endings) own.endings = writtenEndings(source, write, own.dropped ?? [])
  }
  return {
    ids: data.map((datum) => datum.id),
    written,
    first: written[0]!,
    is: (value): value is Language => known.has(value as Language),
    about(language) {
      const found = known.get(language)
      if (!found) throw new RangeError(`the country does not speak ${language}`)
      return found
    },
    sourceOf: (language) => known.get(language)?.writtenFrom?.language ?? language,
    write: (text, language) => writers.get(language)?.(text) ?? text,
  }
}
