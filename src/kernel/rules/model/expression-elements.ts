import type { XmlElement } from './xml.ts'

/** Names of the elements that are boxed expressions. */
export const EXPRESSIONS = new Set([
  'literalExpression',
  'decisionTable',
  'context',
  'list',
  'relation',
  'functionDefinition',
  'invocation',
  'conditional',
  'filter',
  'for',
  'some',
  'every',
])

/** The expression inside an element, if any. */
export const expressionIn = (element: XmlElement | undefined): XmlElement | undefined =>
  element?.children.find((child) => child.namespace === element.namespace && EXPRESSIONS.has(child.name))
