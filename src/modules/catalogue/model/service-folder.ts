import type { WrittenLanguage } from '../../../platform/i18n/index.ts'
import type { Example } from './example.ts'
import type { Passport } from './passport.ts'

/** Files that a service's folder may hold, below it; anything else in it is a mistake. */
export const SERVICE_FILES = [
  'service.yaml',
  'process.bpmn',
  'before.bpmn',
  'rules.dmn',
  'form.yaml',
  'examples.yaml',
  'texts/uz.yaml',
  'texts/ru.yaml',
  'texts/en.yaml',
] as const
export type ServiceFile = (typeof SERVICE_FILES)[number]

/** A service as its folder holds it: read, and found whole in itself. */
export interface ServiceFolder {
  passport: Passport
  /** Text of each file that is there. */
  files: Partial<Record<ServiceFile, string>>
  /** Flat keys with their texts; FEEL stands in braces. Empty where the service has none. */
  texts: Record<WrittenLanguage, Record<string, string>>
  examples: Example[]
}

/** A service runs when it has a process and a form; else it is a passport: listed, and it can't be applied for here. */
export const runs = (files: ServiceFolder['files']): boolean =>
  files['process.bpmn'] !== undefined && files['form.yaml'] !== undefined
