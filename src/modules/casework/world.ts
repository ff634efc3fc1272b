import type { Tx } from '../../platform/database/index.ts'
import type { Language } from '../../platform/i18n/index.ts'
import type { Named } from '../../platform/country/index.ts'
import type { Look } from '../../platform/use-case/index.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /** Bytes of the answers of one draft. */
    draftBytes: number
    /** How often in a day one account may give facts of another person that are not as a register has them. */
    mismatchesADay: number
    /** Minutes after which a link of a letter opens again that too many wrong tries have locked. */
    linkLockedMinutes: number
    /** Days for which somebody may stand in for another at most, today among them. */
    substitutionDays: number
    /** Demonstration only: SHA-256 and size of the sample that stands in for the files of the services' examples. */
    sampleFile: { sha256: string; size: number } | undefined
    /** Demonstration only: applicants whose numbers one can type, by name; empty otherwise. */
    demoNumbers: readonly { name: Named; number: string }[]
    /**
     * A datum as a register told it to somebody who asked what it holds of them, by the message of that answer;
     * undefined: they got no such answer, or its words are kept no more.
     */
    datumTold(
      tx: Tx,
      asked: { number: string; register: string; fact: string; message: string; language: Language },
    ): Promise<{ register: string; fact: string; told: string; toldOn: string } | undefined>
    /** Kinds of events that the product has words for, in the order of their names. */
    kindsOfEvents: readonly string[]
    /** Cases by the number that worklists show. */
    casesByNumber(tx: Tx, number: string): Promise<string[]>
    /** Whom looks at these cases are at; of a case that nobody filed nothing. */
    whoseCases(tx: Tx, cases: readonly string[]): Promise<Pick<Look, 'case' | 'people'>[]>
  }
}
export type {}
