import type { Language, Languages } from '../../../platform/i18n/index.ts'
import type { Example } from './example.ts'
import type { Passport } from './passport.ts'

const FILES = [
  'service.yaml',
  'process.bpmn',
  'before.bpmn',
  'rules.dmn',
  'rule-examples.yaml',
  'form.yaml',
  'examples.yaml',
] as const
export type ServiceFile = (typeof FILES)[number] | `texts/${Language}.yaml`

/** Files that a service's folder may hold, below it; anything else in it is a mistake. */
export const serviceFiles = ({ written }: Languages): readonly ServiceFile[] => [
  ...FILES,
  ...written.map((language) => `texts/${language}.yaml` as const),
]

/** Flat keys with their texts, by language. */
export type TextsByLanguage = Record<Language, Record<string, string>>

/** A service as its folder holds it: read, and found whole in itself. */
export interface ServiceFolder {
  passport: Passport
  /** Text of each file that is there. */
  files: Partial<Record<ServiceFile, string>>
  /** Flat keys with their texts; FEEL stands in braces. Empty where the service has none. */
  texts: TextsByLanguage
  examples: Example[]
}

/** A service runs when it has a process and a form; else it is a passport: listed, and it can't be applied for here. */
export const runs = (files: ServiceFolder['files']): boolean =>
  files['process.bpmn'] !== undefined && files['form.yaml'] !== undefined
