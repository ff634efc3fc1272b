import type { Country } from '../../../platform/country/index.ts'
import type { Speech } from '../../../platform/i18n/index.ts'
import type { Passport } from './passport.ts'

/** A law with its kind and title in the reader's language, as passports are shown. */
export interface LawShown {
  kind: string
  number?: string | null | undefined
  date?: string | null | undefined
  title?: string | null | undefined
}

interface Cited {
  article?: string | null | undefined
  /** Whether its date stands with it, where people look it up. */
  dated?: boolean
}

/** What a law is called: `Law ZRU-364 of 2 January 2014, article 12`. A code has a name and no number. */
export const lawShown = (
  speech: Pick<Speech, 't' | 'date'>,
  { kind, number, date, title }: LawShown,
  { article, dated = false }: Cited = {},
): string => {
  const name = number || !title ? [kind, number && numberSaid(speech, number)].filter(Boolean).join(' ') : title
  return [
    dated && date ? speech.t('portal.service.law-of', { law: name, date: speech.date(date) }) : name,
    article ? speech.t('portal.service.article', { article }) : '',
  ]
    .filter(Boolean)
    .join(', ')
}

/** A number with letters (`ZRU-364`) says by itself that it is one; mere digits don't. */
const numberSaid = (speech: Pick<Speech, 't'>, number: string): string =>
  /^\d+$/.test(number) ? speech.t('portal.service.law-number', { number }) : number

interface Reader {
  speech: Speech
  country: Pick<Country, 'lawKindName' | 'lawNumber'>
}

/** A law as data has it, in the reader's language: its kind, the letters of its number, its title. */
export const lawInWords = (
  { speech, country }: Reader,
  law: Pick<Passport['legalBasis'][number], 'kind' | 'number' | 'date' | 'title'>,
): LawShown => ({
  kind: country.lawKindName(law.kind, speech.language),
  number: law.number && country.lawNumber(law.number, speech.language),
  date: law.date,
  title: law.title && speech.text(law.title),
})

/** What a law of a passport is called, by its id there; undefined when the passport names no such law. */
export function lawName(
  reader: Reader,
  { legalBasis }: Pick<Passport, 'legalBasis'>,
  id: string | null | undefined,
  cited?: Cited,
): string | undefined {
  const law = legalBasis.find((candidate) => candidate.id === id)
  return law && lawShown(reader.speech, lawInWords(reader, law), cited)
}
