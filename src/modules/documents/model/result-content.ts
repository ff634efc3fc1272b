import type { Outcome } from '../../../kernel/case/index.ts'
import type { Language } from '../../../platform/i18n/index.ts'

/** To whom the result is given. */
export interface Holder {
  kind: 'person' | 'organisation'
  name: string
  /** National number of the person, registration number of the organisation. */
  number?: string
}

export interface Fact {
  name: string
  value: string
  /** Shown to everyone who checks the code; only what is needed to use the document. */
  public?: boolean
}

/** A paragraph: words alone, or words and data of the case apart, so that a name is not read as what was decided. */
export type Paragraph = string | { text: string; data: boolean }[]

/** What a result says, in its language; written by the room that decides, known to this room as text only. */
export interface ResultContent {
  /** decision, certificate, permit, registration, payment, refusal */
  kind: string
  /** What it decides. */
  outcome: Outcome
  service: string
  version?: number
  language: Language
  /** What it is, in words: a permit, a decision to refuse. */
  what?: string
  title: string
  paragraphs: Paragraph[]
  facts: Fact[]
  holder: Holder
  /** Among whose documents it stands: the applicant's, or the organisation's in whose name it was asked for. */
  owner: { person: string; organisation: string | null }
  number: string
  /** Who decided: the person, absent where a rule or a term did, and the office. */
  decided?: { by?: string; office: string; officeName: string }
  /** Id and name of the office that issues it. */
  office: string
  officeName: string
  /** The office whose case it is, where another one decided: it reads the document too. */
  caseOffice?: string
  /** Last day in force, `2027-03-01`; null = without end. */
  validUntil: string | null
}
