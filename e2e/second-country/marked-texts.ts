import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { neededForms } from '../../src/platform/i18n/plural.ts'

const FORMS = new Set(['zero', 'one', 'two', 'few', 'many', 'other'])

/**
 * Writes the product's English texts as those of another language, each between marks: what a page says without them
 * stands in the source.
 * @param locale whose plural forms are needed
 */
export function writeMarkedTexts(folder: string, locale: string): void {
  mkdirSync(folder, { recursive: true })
  for (const file of readdirSync('texts/en'))
    writeFileSync(join(folder, file), stringify(marked(parse(readFileSync(join('texts/en', file), 'utf8')), locale)))
}

function marked(value: unknown, locale: string): unknown {
  if (typeof value === 'string') return `‹${value}›`
  const entries = Object.entries(value as Record<string, unknown>)
  if (entries.length > 1 && entries.every(([key]) => FORMS.has(key)))
    return Object.fromEntries(
      neededForms(locale).map((form) => [form, `‹${(value as Record<string, string>)['other']}›`]),
    )
  return Object.fromEntries(entries.map(([key, inner]) => [key, marked(inner, locale)]))
}

/** The words of a page that stand between no marks, each once. */
export function unmarkedWords(html: string): string[] {
  let text = html
    .replace(/<(script|style|svg|template)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#?\w+;/g, ' ')
  // a text may stand within another
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(/‹[^‹›]*›/g, ' ')
  }
  return [...new Set(text.match(/\p{L}[\p{L}\p{M}'’-]+/gu) ?? [])].sort()
}
