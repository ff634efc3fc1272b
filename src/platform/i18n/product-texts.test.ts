import { globSync, readFileSync } from 'node:fs'
import { parseSync } from 'rolldown/utils'
import { describe, expect, it } from 'vitest'
import { ACTS, textsOfAct } from '../../kernel/case/index.ts'
import { readCatalogues } from './index.ts'
import { placeholders } from './load-texts.ts'
import { languages } from './testing.ts'

const { entries, problems } = readCatalogues(languages, 'texts', 'country/uz/texts')
const lines = (language: string) =>
  [...entries.get(language)!].flatMap(([key, entry]) =>
    (typeof entry === 'string' ? [entry] : Object.values(entry)).map((text) => ({ key, text })),
  )

// names and signs that stay Latin in Cyrillic text
const LATIN_NAMES =
  /Darcha|PDF|JPE?G|PNG|DOCX?|XLSX|CSV|ZIP|UTF-8|XML|JSON|QR|SMS|ID|Web|API|BPMN|DMN|FEEL|XES|OneID|SHA-256|WCAG|HTML|Akoma Ntoso|Atom|iCalendar|darcha verify|uniform|\d+ (?:working|calendar) (?:days|hours)|\d+ months|P\d+D|imya@primer\.uz|ism@misol\.uz|\{[^}]*\}|https?:\S+|\d{4}-\d\d-\d\dT[\d:]+Z/g

describe('the texts of the product', () => {
  it('are whole in all languages', () => {
    expect(problems).toEqual([])
    expect(entries.get('uz')!.size).toBeGreaterThan(300)
  })

  it('use the Uzbek letters oʻ gʻ and ʼ, not look-alikes', () => {
    expect(lines('uz').filter(({ text }) => /[oOgG]['’‘`ʼ]|['’‘`´]|ʻ(?<![oOgG]ʻ)/.test(text))).toEqual([])
  })

  it('mix no alphabets', () => {
    expect(
      [...lines('uz'), ...lines('en')].filter(({ text }) => /\p{Script=Cyrillic}/u.test(text.replace(/№/g, ''))),
    ).toEqual([])
    expect(
      [...lines('ru'), ...lines('uz-cyrl')].filter(({ text }) =>
        /\p{Script=Latin}/u.test(text.replace(LATIN_NAMES, '')),
      ),
    ).toEqual([])
  })

  it('keep names, commands and addresses as they are typed, in every script', () => {
    const cyrillic = lines('uz-cyrl')
    expect(cyrillic.map(({ key }) => key)).toEqual(lines('uz').map(({ key }) => key))
    const lost = lines('uz').flatMap(({ key, text }, at) => {
      const derived = cyrillic[at]!
      return (text.match(LATIN_NAMES) ?? []).filter((name) => !derived.text.includes(name)).map((name) => [key, name])
    })
    expect(lost).toEqual([])
  })

  it('are there for every act and each of its outcomes, and for no other', () => {
    const needed = Object.keys(ACTS).flatMap(textsOfAct)
    expect([...entries.get('uz')!.keys()].filter((key) => key.startsWith('act.')).sort()).toEqual(needed.sort())
  })

  it('are there for every key that the source says', () => {
    const { faults, calls } = checkCalls()
    expect(faults).toEqual([])
    expect(calls).toBeGreaterThanOrEqual(0)
  })
})

// namespaces that hold texts alone, so that a string of this shape can be nothing but a key
const LIKE_A_KEY =
  /^(?:portal|ui|errors|desk|counter|admin|mail)(?:\.[a-z0-9_-]+)+(?<!\.(?:yaml|json|tsx?|js|css|svg|html))$/

interface Node {
  type: string
  [key: string]: unknown
}

/**
 * Finds `t('key', {…})`, lists of refusals and strings that look like keys; a key built from a template must begin like
 * a known one.
 */
function checkCalls(): { faults: string[]; calls: number } {
  const known = entries.get('uz')!
  const namespaces = new Set([...known.keys()].map((key) => key.split('.')[0]))
  const faults: string[] = []
  let calls = 0
  for (const file of globSync('src/**/*.{ts,tsx}').filter((name) => !/\.test\.tsx?$|testing/.test(name))) {
    const { program } = parseSync(file, readFileSync(file, 'utf8'), { lang: file.endsWith('x') ? 'tsx' : 'ts' })
    const visit = (value: unknown): void => {
      if (Array.isArray(value)) {
        value.forEach(visit)
        return
      }
      if (!value || typeof value !== 'object') return
      const node = value as Node
      if (node.type === 'CallExpression') check(node)
      if (node.type === 'Property') checkProperty(node)
      if (
        node.type === 'Literal' &&
        typeof node['value'] === 'string' &&
        LIKE_A_KEY.test(node['value']) &&
        !known.has(node['value'])
      )
        faults.push(`${file}: no text ${node['value']}`)
      for (const [key, inner] of Object.entries(node)) if (key !== 'type') visit(inner)
    }
    const check = (node: Node): void => {
      const callee = node['callee'] as Node
      const name =
        callee.type === 'Identifier'
          ? callee['name']
          : callee.type === 'MemberExpression'
            ? (callee['property'] as Node)['name']
            : undefined
      if (name === 'refusals') checkRefusals(node['arguments'] as Node[])
      if (name !== 't') return
      const [first, second] = node['arguments'] as Node[]
      if (!first) return
      for (const key of literals(first)) {
        if (!namespaces.has(key.split('.')[0])) continue
        calls++
        const entry = known.get(key)
        if (entry === undefined) {
          faults.push(`${file}: no text ${key}`)
          continue
        }
        const given = namesOf(second)
        const lacking = given && placeholders(entry).filter((placeholder) => !given.has(placeholder))
        if (lacking && lacking.length > 0) faults.push(`${file}: ${key} lacks {${lacking.join(', ')}}`)
      }
      if (first.type === 'TemplateLiteral') {
        const start = (first['quasis'] as { value: { cooked: string } }[])[0]!.value.cooked
        if (start && namespaces.has(start.split('.')[0]!) && ![...known.keys()].some((key) => key.startsWith(start)))
          faults.push(`${file}: no text begins with ${start}`)
      }
    }
    const checkProperty = (node: Node): void => {
      const { value } = (node['value'] ?? {}) as { value?: unknown }
      if (
        (node['key'] as Node)['name'] !== 'text' ||
        typeof value !== 'string' ||
        !/^[a-z]+(?:\.[a-z0-9_-]+)+$/.test(value)
      )
        return
      if (namespaces.has(value.split('.')[0]) && !known.has(value)) faults.push(`${file}: no text ${value}`)
    }
    const checkRefusals = ([room, list]: Node[]): void => {
      for (const code of namesOf(list) ?? []) {
        const key = `${String(room?.['value'])}.refusal.${code}`
        if (!known.has(key)) faults.push(`${file}: no text ${key}`)
      }
    }
    visit(program.body)
  }
  return { faults, calls }
}

function literals(node: Node): string[] {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return [node['value']]
  if (node.type === 'ConditionalExpression')
    return [...literals(node['consequent'] as Node), ...literals(node['alternate'] as Node)]
  return []
}

/** Names of an object written in place; undefined when they can't be known. */
function namesOf(node: Node | undefined): Set<string> | undefined {
  if (!node) return new Set()
  if (node.type !== 'ObjectExpression') return undefined
  const names = new Set<string>()
  for (const property of node['properties'] as Node[]) {
    if (property.type !== 'Property') return undefined
    const key = property['key'] as Node
    names.add(String(key['name'] ?? key['value']))
  }
  return names
}
