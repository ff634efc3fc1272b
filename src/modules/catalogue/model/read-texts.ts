import { z } from 'zod'
import { readYaml } from '../../../kernel/data/index.ts'
import { FeelError } from '../../../kernel/rules/index.ts'
import type { Language, Languages } from '../../../platform/i18n/index.ts'
import { parseText } from './fill-text.ts'
import type { ServiceProblem } from './problem.ts'
import type { TextsByLanguage } from './service-folder.ts'

/**
 * Reads a service's texts: nested YAML joined with dots, the same keys in every language, FEEL in braces.
 * @param sources text of `texts/<language>.yaml`; all absent is no fault
 */
export function readTexts(
  { written }: Languages,
  sources: Partial<Record<Language, string>>,
  problems: ServiceProblem[],
): TextsByLanguage {
  const texts: TextsByLanguage = Object.fromEntries(written.map((language) => [language, {}]))
  if (Object.keys(sources).length === 0) return texts
  const lines: Record<string, { language: Language; line: number }> = {}
  const read = new Set<Language>()
  for (const language of written) {
    const file = `texts/${language}.yaml`
    const source = sources[language]
    if (source === undefined) {
      problems.push({
        file,
        line: 1,
        message: 'the file is missing',
        remedy: `Every text is written in ${written.join(', ')}.`,
      })
      continue
    }
    const tree = readYaml(source, z.record(z.string(), z.unknown()))
    if ('problems' in tree) {
      problems.push(
        ...tree.problems.map(({ line, message }) => ({ file, line, message, remedy: 'Write it as YAML: key: text.' })),
      )
      continue
    }
    read.add(language)
    for (const [path, value] of leaves(tree.value, [])) {
      const key = path.join('.')
      const line = tree.lineOf(path)
      const fault = faultOf(value)
      if (fault) problems.push({ file, line, message: `${key} ${fault.message}`, remedy: fault.remedy })
      if (typeof value !== 'string') continue
      texts[language]![key] = value
      lines[key] ??= { language, line }
    }
  }
  for (const [key, { language, line }] of Object.entries(lines)) {
    for (const other of written) {
      if (read.has(other) && texts[other]![key] === undefined)
        problems.push({
          file: `texts/${other}.yaml`,
          line: 1,
          message: `${key} is missing; texts/${language}.yaml has it in line ${line}`,
          remedy: `Write the text in ${other}.`,
        })
    }
  }
  return texts
}

function* leaves(value: unknown, path: readonly string[]): Generator<[path: readonly string[], value: unknown]> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key])
  else yield [path, value]
}

function faultOf(value: unknown): { message: string; remedy: string } | undefined {
  if (typeof value !== 'string' || value.trim() === '')
    return {
      message: `is ${value === null || value === '' ? 'empty' : Array.isArray(value) ? 'a list' : typeof value}, not a text`,
      remedy: 'Write a text; put what looks like a number or a list into quotes.',
    }
  try {
    parseText(value)
    return undefined
  } catch (error) {
    if (!(error instanceof FeelError)) throw error
    return {
      message: error.message,
      remedy: 'What stands in braces is FEEL: mend the expression, or leave the braces out.',
    }
  }
}
