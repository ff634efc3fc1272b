import { compileDmn, decide as decideAt, type Decided, type DmnModel } from '../index.ts'

// Models of decisions in few words, for the tests of DMN.

/** Its namespace in each edition of DMN. */
export const NAMESPACES = {
  '1.1': 'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  '1.2': 'http://www.omg.org/spec/DMN/20180521/MODEL/',
  '1.3': 'https://www.omg.org/spec/DMN/20191111/MODEL/',
  '1.4': 'https://www.omg.org/spec/DMN/20211108/MODEL/',
  '1.5': 'https://www.omg.org/spec/DMN/20230324/MODEL/',
}
/** A model of what stands inside; its elements are made by the functions below. */
export const definitions = (inside: string, namespace = NAMESPACES['1.5']): string =>
  `<?xml version="1.0"?><definitions xmlns="${namespace}" xmlns:feel="http://www.omg.org/spec/FEEL/20140401" name="m" namespace="urn:m">${inside}</definitions>`
export const decision = (expression: string, type = '', requires = ''): string =>
  `<decision id="d" name="D"><variable name="D"${type && ` typeRef="${type}"`}/>${requires}${expression}</decision>`
export const literal = (text: string): string =>
  `<literalExpression><text>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text></literalExpression>`
export const input = (name: string, type: string): string =>
  `<inputData id="i-${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`
export const requires = (name: string): string =>
  `<informationRequirement><requiredInput href="#i-${name}"/></informationRequirement>`
export const part = (name: string, text: string): string => `<${name}>${literal(text)}</${name}>`
export const entry = (name: string, expression: string, type = ''): string =>
  `<contextEntry><variable name="${name}"${type && ` typeRef="${type}"`}/>${expression}</contextEntry>`

/** Decides at one moment that all tests of DMN share. */
export const decide = (model: DmnModel, name: string, given: Record<string, unknown>): Decided =>
  decideAt(model, name, given, { now: '2026-03-02T10:00:00+05:00' })

/** What the decision `name` of a model gives. */
export async function result(inside: string, given: Record<string, unknown> = {}, name = 'D'): Promise<Decided> {
  return decide(await compileDmn(definitions(inside)), name, given)
}
