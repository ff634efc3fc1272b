/** The people that the matrix of rights is tried with, over HTTP (`e2e/rights/open-stage.ts` makes them). */
export const TRIED_AS = [
  'nobody',
  'applicant',
  'other',
  'firm',
  'counter',
  'counter2',
  'officer',
  'officer2',
  'head',
  'head2',
  'asked',
  'auditor',
  'administrator',
] as const
export type TriedAs = (typeof TRIED_AS)[number]

/** A row of the matrix of rights, as a room brings it: who is let in, and the whole request that is tried. */
export interface RightsRow {
  useCase: string
  /** Told apart where one use case is asked in several ways. */
  way?: string
  /** All others are denied. */
  may: 'everybody' | 'signed in' | readonly TriedAs[]
  /** Input of the use case. @param things ids of what stands on the stage, real or guessed */
  asks(things: Readonly<Record<string, string>>): Record<string, unknown>
}

/** `+` for who is let in, in the order of the people. */
export const cellsOf = ({ may }: RightsRow): ('+' | '-')[] =>
  TRIED_AS.map((who) =>
    may === 'everybody' || (may === 'signed in' ? who !== 'nobody' : may.includes(who)) ? '+' : '-',
  )
