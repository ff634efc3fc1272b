import type { Country } from '../../../platform/country/index.ts'
import type { Language, Localized, Speech } from '../../../platform/i18n/index.ts'
import type { LinkedNode, LinkedValue } from '../../../kernel/linked-data/index.ts'

/** Namespaces that CPSV-AP 3.2 is written in (semiceu.github.io/CPSV-AP/releases/3.2.0). */
export const PREFIXES = {
  adms: 'http://www.w3.org/ns/adms#',
  cpsv: 'http://purl.org/vocab/cpsv#',
  cv: 'http://data.europa.eu/m8g/',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  eli: 'http://data.europa.eu/eli/ontology#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

/** Where the data set of all services stands, and each of them, below the public address. */
export const linkedPath = { catalogue: '/catalogue', service: (id: string) => `/catalogue/services/${id}` } as const

/** Whoever writes passports as linked data: the country, its languages, and the public address things are named below. */
export interface LinkedSpeaker {
  country: Country
  /** Says the product's own words in a language. */
  speak(language: Language): Speech
  /** Public address, no slash at its end. */
  origin: string
}

export const link = (id: string): LinkedValue => ({ '@id': id })
export const plain = (text: string): LinkedValue => ({ '@value': text })
export const typed = (text: string, type: `${string}:${string}`): LinkedValue => ({ '@value': text, '@type': type })

/** What a function says, once in each language of the country. */
export const inEach = ({ country, speak }: LinkedSpeaker, say: (speech: Speech) => string): LinkedValue[] =>
  country.languages.ids.map((language) => ({
    '@value': say(speak(language)),
    '@language': country.languages.about(language).tag,
  }))

/** A text of data in each language. */
export const texts = (speaker: LinkedSpeaker, text: Localized): LinkedValue[] =>
  inEach(speaker, ({ language }) => speaker.country.text(text, language))

/** A thing; what is not known of it is left out. */
export const thing = (
  id: string,
  types: `${string}:${string}`[],
  said: Record<`${string}:${string}`, LinkedValue[] | undefined>,
): LinkedNode => ({
  '@id': id,
  '@type': types,
  ...Object.fromEntries(Object.entries(said).filter(([, values]) => values && values.length > 0)),
})

/** A notion of a list: a kind of person asked, of channel, of result. */
export const concept = (speaker: LinkedSpeaker, list: string, id: string, say: (speech: Speech) => string) =>
  thing(`${speaker.origin}/catalogue/${list}/${id}`, ['skos:Concept'], {
    'skos:notation': [plain(id)],
    'skos:prefLabel': inEach(speaker, say),
  })
