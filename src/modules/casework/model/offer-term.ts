import type { Speech } from '../../../platform/i18n/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { Passport } from '../../catalogue/index.ts'

/** By when an offer is answered, and what it means that nobody does. */
export interface OfferTerm {
  /** The last instant. */
  by: string
  means: NonNullable<Passport['trigger']>['silence']['means']
}

/** @param openedAt when it was offered @returns undefined for a service that does not begin by itself: it waits for ever */
export function offerTerm(
  { trigger }: Pick<Passport, 'trigger'>,
  openedAt: string,
  { country }: Pick<World, 'country'>,
): OfferTerm | undefined {
  if (!trigger) return undefined
  const { after, means } = trigger.silence
  return { by: country.dueAt(after, openedAt), means }
}

/** The same as sentences, for a page, a letter or a paper: by when, and what follows from saying nothing. */
export const offerTermSaid = (speech: Speech, term: OfferTerm | undefined): string =>
  term ? speech.t(`applicant.offer.by.${term.means}`, { date: speech.date(term.by) }) : ''
