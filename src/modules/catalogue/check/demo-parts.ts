import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Json } from '../../../kernel/process/index.ts'
import { EnvironmentFailure } from '../../../platform/config/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import { readPeople, type DemoPerson } from '../../../platform/identity/index.ts'
import type { CheckParts } from './check-parts.ts'

type AskDemo = (register: string, number: string, evidence: string, people: readonly DemoPerson[]) => Json

/**
 * What services are checked against: the country, its made-up people, and what the demo registers hold of them. Those
 * are other people's systems, so they are loaded as a file of their own and not built in.
 * @param root folder of the project
 * @throws EnvironmentFailure when they are not built
 */
export async function demoParts(root: string, country: Country): Promise<CheckParts> {
  const fromSource = import.meta.url.endsWith('.ts')
  const file = fromSource ? join(root, 'demo', 'answer-register.ts') : join(root, 'dist', 'demo', 'answer-register.js')
  if (!existsSync(file)) throw new EnvironmentFailure('the demo registers are not built', 'run `npm run build`')
  const { answerRegister } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { answerRegister: AskDemo }
  const people = readPeople(join(country.folder, 'people.yaml'))
  return { country, people, ask: (register, number, evidence) => answerRegister(register, number, evidence, people) }
}
