import { readXml, type XmlElement, XmlError } from '../xml/index.ts'
import { withoutHidden } from '../text/index.ts'
import { PREAMBLE, type Act, type Article, type Chapter } from './act.ts'
import { ActError, MOST_ARTICLES } from './read-lines.ts'

/** OASIS Akoma Ntoso 1.0 of 29 August 2018 (the schema's own version is 3.0). */
export const AKN = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'

/** What identifies a version of a text (FRBR): its work, the day, and whose it is. */
export interface Identification {
  /** Country of the act, ISO 3166-1 in small letters. */
  country: string
  /** `draft` and a number, or the number of the act. */
  name: string
  /** Day of this version, `2026-03-02`. */
  date: string
  version: number
  /** Whose act it is. */
  author: string
}

const text = (value: string): string => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const attribute = (value: string): string => text(value).replace(/"/g, '&quot;').replace(/\n/g, '&#10;')
/** ISO 639-2, as FRBRlanguage wants it; the script stands in xml:lang. */
const threeLetters = (language: string): string =>
  (({ uz: 'uzb', ru: 'rus', en: 'eng', kk: 'kaz', ky: 'kir', tg: 'tgk', kaa: 'kaa' }) as Record<string, string>)[
    language.split('-')[0]!
  ] ?? 'und'

/** Writes an act as Akoma Ntoso: `act/meta`, `preamble`, `body/(chapter/)article/paragraph/content/p`. */
export function writeAkomaNtoso(act: Act, { country, name, date, version, author }: Identification): string {
  const work = `/akn/${attribute(country)}/act/${date}/${attribute(name)}`
  const expression = `${work}/${threeLetters(act.language)}@${version}`
  const level = (what: string, iri: string, more = '') =>
    `<FRBR${what}><FRBRthis value="${iri}/!main"/><FRBRuri value="${iri}"/><FRBRdate date="${date}" name="version"/><FRBRauthor href="#author"/>${more}</FRBR${what}>`
  const meta = `<meta><identification source="#author">${level('Work', work, `<FRBRcountry value="${attribute(country)}"/>`)}${level('Expression', expression, `<FRBRlanguage language="${threeLetters(act.language)}"/>`)}${level('Manifestation', `${expression}.akn`)}</identification><references source="#author"><TLCOrganization eId="author" href="/ontology/organization/${attribute(country)}/${attribute(author)}" showAs="${attribute(author)}"/></references></meta>`
  const preface = `<preface><p><docTitle>${text(act.title)}</docTitle></p></preface>`
  const before = act.articles.find(({ id }) => id === PREAMBLE)
  const preamble = before
    ? `<preamble eId="${PREAMBLE}">${before.paragraphs.map((part) => `<p eId="${attribute(part.id)}">${text(part.text)}</p>`).join('')}</preamble>`
    : ''
  const rest = act.articles.filter(({ id }) => id !== PREAMBLE)
  const blocks: string[] = []
  for (let at = 0; at < rest.length; ) {
    const within = rest[at]!.chapter
    let until = at
    while (until < rest.length && rest[until]!.chapter === within) until++
    const inside = rest.slice(at, until).map(articleXml).join('')
    const chapter = act.chapters.find(({ id }) => id === within)
    blocks.push(
      chapter
        ? `<chapter eId="${attribute(chapter.id)}"><num>${text(chapter.number)}</num>${chapter.heading ? `<heading>${text(chapter.heading)}</heading>` : ''}${inside}</chapter>`
        : inside,
    )
    at = until
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="${AKN}"><act name="act" contains="originalVersion">${meta}${preface}${preamble}<body xml:lang="${attribute(act.language)}">${blocks.join('')}</body></act></akomaNtoso>\n`
}

const articleXml = ({ id, number, heading, paragraphs }: Article): string =>
  `<article eId="${attribute(id)}"><num>${text(number)}</num>${heading ? `<heading>${text(heading)}</heading>` : ''}${(paragraphs.length >
  0
    ? paragraphs
    : [{ id: `${id}__para_1`, text: '' }]
  )
    .map((part) => `<paragraph eId="${attribute(part.id)}"><content><p>${text(part.text)}</p></content></paragraph>`)
    .join('')}</article>`

/**
 * Reads an act from Akoma Ntoso, its own or another's: articles wherever they stand, the numbers of points within them
 * before their words.
 * @throws ActError when the file is no Akoma Ntoso, or holds no text
 */
export function readAkomaNtoso(source: string | Uint8Array, given: { title?: string; language?: string } = {}): Act {
  let root: XmlElement
  try {
    root = readXml(source).root
  } catch (error) {
    if (error instanceof XmlError) throw new ActError('not-readable')
    throw error
  }
  if (root.name !== 'akomaNtoso') throw new ActError('not-readable')
  const all = [...descendants(root)]
  const body = all.find(({ name }) => name === 'body')
  const chapters: Chapter[] = []
  const articles: Article[] = []
  const ids = new Set<string>()
  const idOf = (element: XmlElement, otherwise: string): string => {
    const wanted = element.attribute('eId') ?? element.attribute('id') ?? otherwise
    let [id, copy] = [/^[\w.-]{1,80}$/u.test(wanted) ? wanted : otherwise, 1]
    while (ids.has(id)) id = `${otherwise}-copy${++copy}`
    ids.add(id)
    return id
  }
  const preamble = all.find(({ name }) => name === 'preamble')
  const before = preamble ? blocksOf(preamble) : []
  if (before.length > 0)
    articles.push({
      id: PREAMBLE,
      number: '',
      heading: '',
      paragraphs: before.map((words, at) => ({ id: `${PREAMBLE}__para_${at + 1}`, text: words })),
    })
  ids.add(PREAMBLE)
  const walk = (element: XmlElement, chapter: string | undefined): void => {
    for (const child of element.children) {
      if (child.name === 'article' || child.name === 'section') {
        if (articles.length >= MOST_ARTICLES) throw new ActError('too-large')
        const number = wordsOf(child, 'num').replace(/[^\p{L}\p{N}-]+$/u, '')
        const id = idOf(child, `art_${articles.length + 1}`)
        articles.push({
          id,
          number,
          heading: wordsOf(child, 'heading'),
          ...(chapter ? { chapter } : {}),
          paragraphs: blocksOf(child)
            .filter((words) => words !== '')
            .map((words, at) => ({ id: `${id}__para_${at + 1}`, text: words })),
        })
      } else if (child.name === 'chapter' || child.name === 'part' || child.name === 'title') {
        const id = idOf(child, `chp_${chapters.length + 1}`)
        chapters.push({ id, number: wordsOf(child, 'num'), heading: wordsOf(child, 'heading') })
        walk(child, id)
      } else walk(child, chapter)
    }
  }
  if (body) walk(body, undefined)
  if (articles.every(({ paragraphs }) => paragraphs.length === 0)) throw new ActError('empty')
  return {
    title: given.title ?? all.find(({ name }) => name === 'docTitle')?.fullText.trim() ?? '',
    language: given.language ?? body?.attribute('lang', 'http://www.w3.org/XML/1998/namespace') ?? 'und',
    chapters,
    articles,
  }
}

function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const child of element.children) {
    yield child
    yield* descendants(child)
  }
}

const words = (value: string): string => withoutHidden(value).replace(/\s+/g, ' ').trim()
const wordsOf = (element: XmlElement, name: string): string =>
  words(element.children.find((child) => child.name === name)?.fullText ?? '')

/** The words of an article by its blocks; the number of a point stands before the first of its words. */
function blocksOf(element: XmlElement): string[] {
  const found: string[] = []
  const walk = (node: XmlElement, number: string): void => {
    let pending = number
    for (const child of node.children) {
      if (child.name === 'num' || child.name === 'heading') continue
      if (child.name === 'p') {
        const text = words(`${pending} ${child.fullText}`)
        if (text !== '') found.push(text)
        pending = ''
      } else {
        walk(child, words(`${pending} ${wordsOf(child, 'num')}`))
        if (child.children.some(({ name }) => name !== 'num')) pending = ''
      }
    }
  }
  walk(element, '')
  return found
}
