import type { Agreement } from '../store/agreements.ts'

/** Days for which an agreement is asked: long enough to fill in and file an application. A demo value. */
const DAYS = 30

/** The last day on which what is asked today would hold. @param today local date */
export const lastDay = (today: string): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + DAYS * 86_400_000).toISOString().slice(0, 10)

/** Whether its last day has not passed. */
export const agreementStands = ({ until }: Pick<Agreement, 'until'>, today: string): boolean => until >= today

/** Whether somebody agreed that a field may show what a register holds of them. */
export const hasAgreed = (
  agreements: readonly Pick<Agreement, 'state' | 'subject' | 'facts'>[],
  asked: { number: string; field: string; register: string; attribute: string },
): boolean =>
  agreements.some(
    ({ state, subject, facts }) =>
      state === 'agreed' &&
      subject === asked.number &&
      facts.some(
        ({ field, register, attribute }) =>
          field === asked.field && register === asked.register && attribute === asked.attribute,
      ),
  )
