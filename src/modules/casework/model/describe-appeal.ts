import type { Outcome } from '../../../kernel/case/index.ts'
import type { Speech } from '../../../platform/i18n/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { Paragraph } from '../../documents/index.ts'
import type { Decision } from '../store/decisions.ts'
import type { CaseEvent } from '../store/events.ts'
import { courtText } from './court-text.ts'

/** Outcomes by which a body above decides an appeal: the paper is about the appeal, not about what was asked for. */
export type AppealOutcome = Extract<Outcome, 'upheld' | 'overturned'>
export const decidesAppeal = (outcome: Outcome | undefined): outcome is AppealOutcome =>
  outcome === 'upheld' || outcome === 'overturned'

interface Told {
  decisions: readonly Decision[]
  /** The decision on the appeal. */
  decided: Decision
  /** Name of whoever decided it, absent where nobody did. */
  by: string | undefined
  speech: Speech
}

/**
 * What the decision on an appeal says: which refusal was appealed and when, which body, who and in what capacity decided
 * it and how, why, and which way is open next.
 * @param ground the ground in words, where one was given
 */
export function appealDecisionText(
  world: Pick<World, 'country'>,
  outcome: AppealOutcome,
  { decisions, decided, by, speech, events, ground }: Told & { events: readonly CaseEvent[]; ground?: string },
): Paragraph[] {
  const refused = refusalBefore(decisions)
  const appealed = events.findLast(({ kind }) => kind === 'casework.appeal-decision')
  const office = (id: string) => world.country.displayName(id, speech.language)
  const court = outcome === 'upheld' ? courtText(world.country, speech) : undefined
  return [
    ...(refused?.madeAt
      ? [
          speech.t('casework.result.appeal-of', {
            refused: speech.date(refused.madeAt),
            office: office(refused.office),
            appealed: speech.date(appealed?.at ?? decided.proposedAt),
          }),
        ]
      : []),
    speech.t(`casework.result.appeal-${outcome}`, {
      date: speech.date(decided.madeAt ?? decided.proposedAt),
      above: office(decided.office),
      who: by ? `${by}, ${speech.t(`documents.role.${decided.signedAs ?? 'officer'}`)}` : office(decided.office),
    }),
    ...(ground ? [ground] : []),
    ...(decided.note ? [[{ text: decided.note, data: true }]] : []),
    ...(outcome === 'overturned' ? [speech.t('casework.result.appeal-goes-on')] : []),
    ...(court ? [court] : []),
  ]
}

/** What became of the refusal: which body had refused, which one overturned it, who and when, and why. */
export function overturnedText(world: Pick<World, 'country'>, { decisions, decided, by, speech }: Told): Paragraph[] {
  const refused = refusalBefore(decisions)
  const office = (id: string) => world.country.displayName(id, speech.language)
  if (!refused?.madeAt || !decided.madeAt) return []
  return [
    speech.t('casework.result.overturned', {
      refused: speech.date(refused.madeAt),
      office: office(refused.office),
      date: speech.date(decided.madeAt),
      above: office(decided.office),
      who: by ?? office(decided.office),
    }),
    ...(decided.note ? [[{ text: decided.note, data: true }]] : []),
  ]
}

/** The refusal that was appealed. */
const refusalBefore = (decisions: readonly Decision[]): Decision | undefined =>
  decisions.findLast(({ outcome, madeAt }) => outcome === 'refused' && madeAt !== null)
