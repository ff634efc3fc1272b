import { Document } from 'yaml'
import { compileFeel, toJson } from '../../../kernel/rules/index.ts'
import { RULE_EXAMPLES, type RuleExample } from '../../catalogue/index.ts'
import type { Change } from './change.ts'

/** Answers that a decision reads: a row of its own says each. @param texts its expressions */
export function answersIn(texts: readonly string[]): string[] {
  const names = texts.flatMap((text) => [...text.matchAll(/\banswers\.(\w+)/g)].map(([, name]) => name!))
  return [...new Set(names)].slice(0, 30)
}

/** What somebody wrote as FEEL, as a value. @throws FeelError when it is none */
export const valueIn = (text: string, now: string): RuleExample['expect'] =>
  toJson(compileFeel(text).evaluate({}, { now }) as never) as RuleExample['expect']

/** Puts a row behind the others. @param count how many there are */
export function rowAdded(row: RuleExample, count: number): Change {
  if (count > 0)
    return {
      kind: 'insert',
      file: RULE_EXAMPLES,
      path: [],
      at: count,
      value: row as Record<string, RuleExample['expect']>,
    }
  const document = new Document()
  document.contents = document.createNode([]) as never
  document.add(document.createNode(row, { flow: true }))
  return {
    kind: 'file',
    file: RULE_EXAMPLES,
    text: document.toString({ lineWidth: 0, flowCollectionPadding: false }),
  }
}

/** Takes a row out, with the file when it was the last. */
export const rowRemoved = (at: number, count: number): Change =>
  count > 1
    ? { kind: 'value', file: RULE_EXAMPLES, path: [at], value: null }
    : { kind: 'file', file: RULE_EXAMPLES, text: null }
