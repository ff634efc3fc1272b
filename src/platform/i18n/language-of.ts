import { DEFAULT_LANGUAGE, isLanguage, type Language } from './languages.ts'

export interface LanguageFound {
  language: Language
  from: 'path' | 'cookie' | 'header' | 'default'
  /** The path without its language, always with a leading slash. */
  rest: string
}

/** Splits `/ru/services/x` into its language and `/services/x`; a path without a language is returned whole. */
export function splitPath(path: string): { language?: Language; rest: string } {
  const end = path.indexOf('/', 1)
  const first = end < 0 ? path.slice(1) : path.slice(1, end)
  if (!isLanguage(first)) return { rest: path.startsWith('/') ? path : `/${path}` }
  return { language: first, rest: end < 0 ? '/' : path.slice(end) }
}

/** The same page in another language: `pathIn('ru', '/uz/services?q=1')` is `/ru/services?q=1`. */
export function pathIn(language: Language, path: string): string {
  const { rest } = splitPath(path)
  return rest === '/' ? `/${language}` : `/${language}${rest}`
}

/** The first language of an `Accept-Language` header (RFC 9110, 12.5.4) that we speak. */
export function acceptedLanguage(header: string | undefined): Language | undefined {
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
  for (const { tag } of wanted) {
    if (tag.startsWith('uz-cyrl')) return 'uz-cyrl'
    const base = tag.split('-')[0]
    if (base === 'uz' || base === 'ru' || base === 'en') return base
  }
  return undefined
}

/** Language of a request: the path decides, then the cookie of an earlier choice, then the browser, then Uzbek. */
export function languageOf(request: {
  path: string
  cookie?: string | undefined
  acceptLanguage?: string | undefined
}): LanguageFound {
  const { language, rest } = splitPath(request.path)
  if (language) return { language, from: 'path', rest }
  if (isLanguage(request.cookie)) return { language: request.cookie, from: 'cookie', rest }
  const accepted = acceptedLanguage(request.acceptLanguage)
  if (accepted) return { language: accepted, from: 'header', rest }
  return { language: DEFAULT_LANGUAGE, from: 'default', rest }
}
