import type { Database } from '../database/index.ts'
import type { Trust } from '../sign/index.ts'

/** What `darcha verify` answers of a file or code. */
export interface Verdict {
  valid: boolean
  kind: string
  facts: Record<string, unknown>
  problems: { code: string; message: string }[]
  /** What should be known though it is valid. */
  remarks?: { code: string; message: string }[]
}

/** How whoever judges reaches what is known elsewhere. */
export interface Witnesses {
  trust(): Promise<Trust>
  /** Asks the database when there is one; undefined when it does not answer. */
  ask<Answer>(work: (database: Database) => Promise<Answer>): Promise<Answer | undefined>
  /** The published record that a receipt is held against, when one was named. */
  record?: Uint8Array
}

/** A kind of file that `darcha verify FILE` can judge. */
export interface VerifiableFile {
  /** Name of the kind, for messages. */
  kind: string
  /** Asked after all others: knows a format rather than a kind of document. */
  last?: true
  /** Whether the bytes are of this kind; content decides, never the name. */
  recognises(bytes: Uint8Array): Promise<boolean> | boolean
  judge(bytes: Uint8Array, witnesses: Witnesses): Promise<Verdict>
}

/** A kind of code that `darcha verify CODE` can judge. */
export interface VerifiableCode {
  kind: string
  /** @param code in its normal form @returns undefined when nothing of this kind bears the code */
  judge(code: string, database: Database): Promise<Verdict | undefined>
}

/** What of a room's records `darcha verify --audit` looks at beside the log itself. */
export interface AuditedRecords {
  name: string
  /** @param home DARCHA_HOME @param trust whose signatures and time stamps are believed; undefined: nobody's is looked at @returns facts and problems; undefined when its records are not here to be looked at */
  check(
    database: Database,
    home: string,
    trust?: Trust,
  ): Promise<{ facts: Record<string, unknown>; problems: Verdict['problems'] } | undefined>
}
