import { isForeignExpression, toFeel } from '../../juel/index.ts'
import { attribute, type XmlElement } from './xml.ts'

/** FEEL and S-FEEL by name or address; not B-FEEL, where null compares otherwise (DMN 1.6, 10.3.2.16). */
const FEEL = /^(?!.*b-?feel).*feel/i

/**
 * The FEEL of an expression's text: `${…}`, and what says that it is written in JUEL, is translated.
 * @param ofFile the language of all that names none itself (`expressionLanguage` of the definitions); empty for FEEL
 * @throws Error when it is written in another language, or calls what only another engine has
 */
export function feelOf(text: string, xml: XmlElement, ofFile: string): string {
  const language = (attribute(xml, 'expressionLanguage') ?? ofFile).trim()
  if (/juel/i.test(language)) return toFeel(isForeignExpression(text) ? text : `\${${text}}`)
  if (language !== '' && !FEEL.test(language)) throw new Error(`the language ${language} is not run: write it in FEEL`)
  return /^\s*[$#]\{/.test(text) ? toFeel(text) : text
}

/** The FEEL of a test: as of an expression; `== x` and `!= x`, as Flowable writes them, are `x` and `not(x)`. */
export function testOf(text: string, xml: XmlElement, ofFile: string): string {
  const [, equality, value] = /^\s*([!=]=)(.*)$/s.exec(text) ?? []
  if (value !== undefined)
    return equality === '==' ? feelOf(value.trim(), xml, ofFile) : `not(${feelOf(value.trim(), xml, ofFile)})`
  const [, comparison, foreign] = /^\s*([<>]=?)\s*([$#]\{.*)$/s.exec(text) ?? []
  return foreign === undefined ? feelOf(text, xml, ofFile) : `${comparison} (${feelOf(foreign, xml, ofFile)})`
}
