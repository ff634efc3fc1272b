import { isForeignExpression, toFeel } from '../../juel/index.ts'
import { attribute, type XmlElement } from './xml.ts'

/**
 * The FEEL of an expression's text: `${…}`, and what says that it is written in JUEL, is translated.
 * @throws Error when it is written in another language, or calls what only another engine has
 */
export function feelOf(text: string, xml: XmlElement): string {
  const language = attribute(xml, 'expressionLanguage') ?? ''
  if (/juel/i.test(language)) return toFeel(isForeignExpression(text) ? text : `\${${text}}`)
  if (language.trim() !== '' && !/feel/i.test(language)) throw new Error(`the language ${language} is not run`)
  return /^\s*[$#]\{/.test(text) ? toFeel(text) : text
}

/** The FEEL of a test: as of an expression; `== x` and `!= x`, as Flowable writes them, are `x` and `not(x)`. */
export function testOf(text: string, xml: XmlElement): string {
  const [, equality, value] = /^\s*([!=]=)(.*)$/s.exec(text) ?? []
  if (value !== undefined) return equality === '==' ? feelOf(value.trim(), xml) : `not(${feelOf(value.trim(), xml)})`
  const [, comparison, foreign] = /^\s*([<>]=?)\s*([$#]\{.*)$/s.exec(text) ?? []
  return foreign === undefined ? feelOf(text, xml) : `${comparison} (${feelOf(foreign, xml)})`
}
