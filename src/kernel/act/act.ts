/** One paragraph or point of an article, its own number included, as it is read. */
export interface Paragraph {
  /** `art_2__para_1`, as Akoma Ntoso names it (eId). */
  id: string
  text: string
}

/** What of an act has a number of its own: an article, a point of a resolution, or the words before the first of them. */
export interface Article {
  /** `art_2`, `art_2-1` for 2¹; `preamble` for what stands before the first. */
  id: string
  /** As it is printed, without the word for it: `2`, `2-1`; empty for the preamble. */
  number: string
  heading: string
  /** Id of the chapter it stands in. */
  chapter?: string
  paragraphs: readonly Paragraph[]
}

export interface Chapter {
  id: string
  number: string
  heading: string
}

/** The text of a legal act, as this product keeps it; stored as Akoma Ntoso. */
export interface Act {
  title: string
  /** BCP 47, script included where the language has several: `ru`, `sr-Latn`. */
  language: string
  chapters: readonly Chapter[]
  articles: readonly Article[]
}

/** The id of the words before the first article. */
export const PREAMBLE = 'preamble'

/** The words of an article as one text: places in it are counted in UTF-16 units of this. */
export const textOf = ({ paragraphs }: Pick<Article, 'paragraphs'>): string =>
  paragraphs.map(({ text }) => text).join('\n')

/** The article with an id. */
export const findArticle = (act: Act, id: string): Article | undefined =>
  act.articles.find((article) => article.id === id)

/** Where a sentence of an article begins and ends. */
export interface Stretch {
  from: number
  until: number
}

// an initial, an abbreviation or a number is followed by a full stop that ends no sentence
const ENDS = /[.!?…]+[»”"')\]]*(?=\s+[\p{Lu}«“"„(\d])|\n/gu
const SHORT = /(?:^|[\s(«"])(?:\p{L}|\p{L}{1,3}\.\p{L}|\d+|ст|п|ч|гл|см|им|г|гг|руб|млн|млрд|тыс|art|para|no|vs)$/iu

/** Sentences have no element of their own in Akoma Ntoso: they are places in the text of their article. */
export function sentencesOf(text: string): Stretch[] {
  const found: Stretch[] = []
  let from = 0
  const close = (until: number) => {
    const sentence = text.slice(from, until)
    const lead = sentence.length - sentence.trimStart().length
    if (sentence.trim() !== '') found.push({ from: from + lead, until: from + sentence.trimEnd().length })
    from = until
  }
  for (const { index, 0: mark } of text.matchAll(ENDS)) {
    if (mark !== '\n' && SHORT.test(text.slice(Math.max(from, index - 8), index))) continue
    close(index + mark.length)
  }
  close(text.length)
  return found
}
