import { join } from 'node:path'
import { readServiceFolder } from '../modules/catalogue/index.ts'
import { modelsOf, type ServiceModels } from '../modules/redesign/index.ts'
import { readCountry } from '../platform/country/index.ts'
import { inLanguage } from '../platform/i18n/index.ts'
import { WrongUsage } from './arguments.ts'
import { projectRoot } from './project-root.ts'

/** Commands speak English. */
const WORDS = {
  applicant: 'Applicant',
  body: 'Body that decides',
  needed: 'Service needed',
  fetch: 'Fetch',
  bring: 'Bring',
  handIn: 'Hand in the papers',
  decide: 'Decide',
  collect: 'Collect the result',
  done: 'Done',
}

/**
 * The models of a service in a folder.
 * @throws WrongUsage when the folder is no whole service
 */
export async function readServiceModels(folder: string, countryId: string): Promise<ServiceModels> {
  const country = readCountry(join(projectRoot, 'country', countryId))
  const { service, problems } = readServiceFolder(folder, country)
  if (!service)
    throw new WrongUsage(
      problems.map(({ file, line, message }) => `${join(folder, file)}:${line}: ${message}`).join('\n'),
    )
  const { languages } = country
  const english = languages.ids.includes('en') ? 'en' : languages.first
  return modelsOf(service, (name) => inLanguage(name, english, languages), WORDS)
}
