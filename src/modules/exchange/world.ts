import type { Tx } from '../../platform/database/index.ts'
import type { LookRecorder } from '../../platform/use-case/index.ts'
import type { AskService } from '../../platform/wire/index.ts'
import type { RegisterClient } from './model/register-client.ts'
import type { Piece, Subjects } from './model/require-subject.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /** The state's registers. */
    registers: RegisterClient
    /** Asks any service of a member over the wire; whom a case's look is about goes through `registers`. */
    askService: AskService
    /** Public keys of the exchange's members, SPKI in base64. */
    exchangeKeys(): Record<string, string>
    /** A key for a purpose, made from this instance's own in the exchange: the same each time, and nowhere kept. */
    deriveSecret(purpose: string): Uint8Array
    /** Whom registers may be asked about for a draft, a case or a letter; undefined: nothing here bears that id. */
    subjectsOf(tx: Tx, id: string, piece: Piece): Promise<Subjects | undefined>
    /** Number of whom an event has happened to that begins a case by itself; undefined: there is no such occasion. */
    subjectOfOccasion(tx: Tx, id: string): Promise<string | undefined>
    /** Writes down which official looked at whom. */
    recordLooks: LookRecorder
  }
}
export type {}
