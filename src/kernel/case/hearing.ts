/** A term as data names it. */
export interface HearingTerm {
  amount: number
  unit: string
}

/** What a service says of hearing the person before a refusal. */
export interface HearingData {
  term?: HearingTerm | undefined
  except: readonly { grounds?: readonly string[] | undefined; byRule?: true | undefined }[]
}

/** One hearing of a case: what the person was told, and until when they may answer. */
export interface Hearing {
  ground: string
  openedAt: string
  until: string
  answeredAt: string | null
  /** Decided otherwise before it was over. */
  endedAt: string | null
}

/**
 * The term a person has to answer before a refusal on a ground.
 * @param country what the country's law says of every refusal; undefined: nobody is heard
 * @param byRule a rule refuses by itself, no person decides
 * @returns undefined where the law excepts it
 */
export function hearingTerm(
  country: { term: HearingTerm } | undefined,
  service: HearingData | undefined,
  ground: string,
  byRule = false,
): HearingTerm | undefined {
  if (!country) return undefined
  const excepted = service?.except.some(
    (except) => (except.byRule !== true || byRule) && (except.grounds?.includes(ground) ?? true),
  )
  return excepted ? undefined : (service?.term ?? country.term)
}

export type HearingState = 'open' | 'answered' | 'lapsed' | 'ended'

/** An answer at the last instant is in time. */
export function hearingState({ until, answeredAt, endedAt }: Hearing, now: string): HearingState {
  if (answeredAt !== null) return 'answered'
  if (endedAt !== null) return 'ended'
  return Date.parse(now) <= Date.parse(until) ? 'open' : 'lapsed'
}

/**
 * Whether a refusal on a ground may be decided now: the person was told of this ground, after they last changed what
 * they had said, and has answered or let the term pass.
 * @param changedAt when the answers were last corrected
 */
export const isHeard = (hearings: readonly Hearing[], ground: string, now: string, changedAt?: string): boolean =>
  hearings.some(
    (hearing) =>
      hearing.ground === ground &&
      ['answered', 'lapsed'].includes(hearingState(hearing, now)) &&
      (changedAt === undefined || Date.parse(hearing.openedAt) > Date.parse(changedAt)),
  )
