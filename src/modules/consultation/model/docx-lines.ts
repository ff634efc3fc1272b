import { readXml, type XmlElement } from '../../../kernel/xml/index.ts'

/**
 * What is deleted or was moved away with changes tracked, what is drawn a second time for old programs, and what only says
 * how letters look.
 */
const UNREAD = new Set(['del', 'delText', 'moveFrom', 'Fallback', 'rPr', 'pPr'])

/**
 * The paragraphs of the document inside a file of a word processor (ECMA-376): its words and nothing else: what was
 * deleted or is hidden stays out; numbers that the program makes are not in the file, footnotes are in another.
 * @returns undefined when it can't be read
 */
export function docxLines(document: Uint8Array): string[] | undefined {
  const lines: string[] = []
  const walk = (element: XmlElement): void => {
    for (const child of element.children) {
      if (child.name === 'p') lines.push(wordsOf(child))
      else if (!UNREAD.has(child.name)) walk(child)
    }
  }
  try {
    walk(readXml(document).root)
  } catch {
    return undefined
  }
  return lines
}

function wordsOf(element: XmlElement): string {
  let text = ''
  for (const child of element.children) {
    if (child.name === 't') text += raised(element) ? superscript(child.fullText) : child.fullText
    else if (child.name === 'tab') text += ' '
    else if (child.name === 'br' || child.name === 'cr') text += '\n'
    else if (child.name === 'noBreakHyphen') text += '-'
    else if (!UNREAD.has(child.name) && !(child.name === 'r' && has(child, 'vanish'))) text += wordsOf(child)
  }
  return text
}

/** A property of a run of letters that is not switched off. */
const has = (run: XmlElement, name: string, wanted?: string): boolean =>
  run.children
    .find((child) => child.name === 'rPr')
    ?.children.some((property) => {
      if (property.name !== name) return false
      const value = property.attributes.find((attribute) => attribute.name === 'val')?.value
      return wanted === undefined ? value !== '0' && value !== 'false' : value === wanted
    }) ?? false

/** A raised number is a number of its own: article 2¹. */
const raised = (run: XmlElement): boolean => has(run, 'vertAlign', 'superscript')

const superscript = (text: string): string => text.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!)
