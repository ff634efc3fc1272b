import type { PageContext } from '../../../platform/http/index.ts'
import { readBegunNumber } from '../model/facts-of-begun.ts'

/** What a case is called: an application's number; of one that began by itself, when that was, in words. */
export function caseNumber({ speech, world }: PageContext<'country'>, number: string): string {
  const begun = readBegunNumber(world.country, number)
  return begun ? speech.t('process.begun-at', { at: speech.dateTime(begun.at) }) : number
}
