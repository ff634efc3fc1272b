import type { Tx } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { Application } from './application.ts'

/**
 * In which language the applicant is written to: the one in which they used the Portal last, or that was chosen with
 * them at a counter; for whom none is known, the one of the application.
 */
export const languageFor = async (
  tx: Tx,
  { people }: Pick<World, 'people'>,
  { person, language }: Pick<Application, 'person' | 'language'>,
): Promise<string> => (await people.languageSaid(tx, person)) ?? language
