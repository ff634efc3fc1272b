import type { Language, Languages } from './languages.ts'

export interface LanguageFound {
  language: Language
  from: 'path' | 'cookie' | 'header' | 'default'
  /** The path without its language, always with a leading slash. */
  rest: string
}

/** Splits `/ru/services/x` into its language and `/services/x`; a path without a language is returned whole. */
export function splitPath(languages: Languages, path: string): { language?: Language; rest: string } {
  const end = path.indexOf('/', 1)
  const first = end < 0 ? path.slice(1) : path.slice(1, end)
  if (!languages.is(first)) return { rest: path.startsWith('/') ? path : `/${path}` }
  return { language: first, rest: end < 0 ? '/' : path.slice(end) }
}

/** The same page in another language: `/uz/services?q=1` in `ru` is `/ru/services?q=1`. */
export function pathIn(languages: Languages, language: Language, path: string): string {
  const { rest } = splitPath(languages, path)
  return rest === '/' ? `/${language}` : `/${language}${rest}`
}

/** The first language of an `Accept-Language` header (RFC 9110, 12.5.4) that is spoken here. */
export function acceptedLanguage(languages: Languages, header: string | undefined): Language | undefined {
  if (!header) return undefined
  const wanted = header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...settings] = part.trim().toLowerCase().split(';')
      const quality = settings.map((setting) => /^\s*q=([0-9.]+)/.exec(setting)?.[1]).find(Boolean)
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => tag && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  const spoken = languages.ids.map((id) => ({ id, tag: languages.about(id).tag.toLowerCase() }))
  for (const { tag } of wanted) {
    // a script of its own is asked for by name; else the first way to write the language
    const found =
      spoken.find((candidate) => tag === candidate.tag || tag.startsWith(`${candidate.tag}-`)) ??
      spoken.find((candidate) => candidate.tag.split('-')[0] === tag.split('-')[0])
    if (found) return found.id
  }
  return undefined
}

/** Language of a request: the path decides, then the cookie of an earlier choice, then the browser, then the first. */
export function languageOf(
  languages: Languages,
  request: { path: string; cookie?: string | undefined; acceptLanguage?: string | undefined },
): LanguageFound {
  const { language, rest } = splitPath(languages, request.path)
  if (language) return { language, from: 'path', rest }
  if (languages.is(request.cookie)) return { language: request.cookie, from: 'cookie', rest }
  const accepted = acceptedLanguage(languages, request.acceptLanguage)
  if (accepted) return { language: accepted, from: 'header', rest }
  return { language: languages.ids[0]!, from: 'default', rest }
}
