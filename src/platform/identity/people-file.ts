import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { parseYaml } from '../yaml/index.ts'

const Name = z.union([
  z.string().min(1),
  z.object({ family: z.string().min(1), given: z.string().min(1), patronymic: z.string().optional() }),
  // by language
  z.record(z.string(), z.string().min(1)),
])

/** A person of the country pack's demonstration, as `people.yaml` writes them. */
export const DemoPerson = z.looseObject({
  id: z.string().min(1).max(100),
  /** Name of the demo account (`citizen`, `officer` …); absent: known to registers, no account. */
  persona: z.string().optional(),
  name: Name,
  /** National number. */
  number: z.string().min(1),
  birthDate: z.iso.date(),
  sex: z.enum(['male', 'female']),
  district: z.string(),
  phone: z.string().optional(),
  email: z.string().optional(),
  language: z.string().optional(),
  disabilityGroup: z.number().int().min(1).max(3).optional(),
  socialRegister: z.boolean().optional(),
  roles: z.array(z.looseObject({ role: z.string(), body: z.string() })).default([]),
  organisations: z
    .array(
      z.looseObject({
        number: z.string().min(1),
        name: Name,
        district: z.string().optional(),
        as: z.string().optional(),
      }),
    )
    .default([]),
})
export type DemoPerson = z.output<typeof DemoPerson>

/** Accounts a newcomer begins with, in the order of README.md; the others let every office answer. */
export const FIRST_ACCOUNTS = [
  'citizen',
  'business',
  'counter',
  'officer',
  'head',
  'officer-health',
  'officer-social',
  'appeal',
  'auditor',
  'administrator',
]

/**
 * Reads a people file: a list, or `people:` with a list.
 * @throws when an entry lacks what it needs or an id, persona or number stands twice
 */
export function readPeople(file: string): DemoPerson[] {
  const tree = parseYaml(readFileSync(file, 'utf8'))
  const people = z.array(DemoPerson).parse(Array.isArray(tree) ? tree : (tree as { people?: unknown } | null)?.people)
  for (const field of ['id', 'persona', 'number'] as const) {
    const given = people.map((person) => person[field]).filter((value) => value !== undefined)
    const twice = given.find((value, at) => given.indexOf(value) !== at)
    if (twice !== undefined) throw new Error(`${file}: ${field} ${twice} stands twice`)
  }
  return people
}

/** A written name in a language; where it has none in that language, the first of those it has. */
export function nameIn(name: z.output<typeof Name>, language: string): string {
  if (typeof name === 'string') return name
  if (isInParts(name)) return [name.family, name.given, name.patronymic].filter(Boolean).join(' ')
  const byLanguage = name as Readonly<Record<string, string>>
  return byLanguage[language] ?? Object.values(byLanguage)[0] ?? ''
}

/** A written name in the languages that it has one of its own in. */
export const namesByLanguage = (name: z.output<typeof Name>): Readonly<Record<string, string>> =>
  typeof name === 'string' || isInParts(name) ? {} : (name as Readonly<Record<string, string>>)

const isInParts = (
  name: Exclude<z.output<typeof Name>, string>,
): name is { family: string; given: string; patronymic?: string } => 'family' in name
