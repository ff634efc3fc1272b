/** Speaks a key in the language of the request. */
export type Say = (key: string, parameters?: Readonly<Record<string, string | number>>) => string

const KEYS = [
  'product',
  'tagline',
  'skip',
  'banner',
  'menu',
  'languages',
  'sign-in',
  'sign-out',
  'person-menu',
  'acting-for',
  'footer',
  'back',
  'you-are-here',
  'optional',
  'why',
  'not-right',
  'error-title',
  'error-prefix',
  'change',
  'day',
  'month',
  'year',
  'yes',
  'no',
  'choose',
  'file-remove',
  'next',
  'previous',
  'pages',
  'search',
  'state-done',
  'state-now',
  'state-later',
  'progress',
  'more',
  'step',
] as const

/** The words that components say by themselves: names of parts for screen readers, "optional", "Change". */
export type UiWords = Readonly<Record<(typeof KEYS)[number], string>>

const kept = new WeakMap<Say, UiWords>()

/** The words of a language, read from `ui.*`; kept by the function that speaks them. */
export function uiWords(say: Say): UiWords {
  let words = kept.get(say)
  if (!words) {
    words = Object.fromEntries(KEYS.map((key) => [key, say(`ui.${key}`)])) as UiWords
    kept.set(say, words)
  }
  return words
}
