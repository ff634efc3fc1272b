import type { Calendar, CalendarData, ClockReading, LegalReceipt, RunningTerm } from '../../kernel/terms/index.ts'
import type { Language } from '../i18n/languages.ts'
import type { BodyKind, Office } from './bodies.ts'
import type { GlossaryTerm, LifeEvent, PortalRule, Spelling, StatusName } from './lists.ts'
import type { Named } from './named.ts'
import type { NumberChecked, NumberProblem } from './numbers.ts'
import type { Place } from './places.ts'

/** A country as its pack (`country/<id>/`) describes it: all that the product must not know by itself. */
export interface Country {
  readonly id: string
  readonly name: Named
  readonly currency: string
  readonly timeZone: string
  /** Code of the place that is shown first. */
  readonly homePlace: string
  readonly calendar: Calendar
  /** The same as it was written, with names of the days and where they come from. */
  readonly calendarData: CalendarData & { provenance?: Record<string, string> | undefined }
  /** `keeper`: the kind of body or the office that keeps it. */
  readonly registers: readonly { id: string; name: Named; keeper?: string | undefined }[]

  /** The local date of an instant, `2026-03-02`. */
  localDate(instant: string): string
  /** The instant from which what came at `instant` counts in law. */
  countsFrom(instant: string): string
  /** The same with its date and the reason why it counts later. */
  receivedAt(instant: string): LegalReceipt
  /** The end of a term, RFC 3339. A pause that lasts adds nothing yet. */
  dueAt(
    term: { amount: number; unit: string },
    from: string,
    pauses?: readonly { since: string; until: string | null }[],
  ): string
  /**
   * The end of a term as text: `3 working days`, `10 calendar days`, `P10D`. @throws RangeError when it can't be read
   */
  dueAtTerm(text: string, from: string): string
  /** Who holds the clock of a case and what is left. */
  readClock(running: RunningTerm, now: string): ClockReading

  /**
   * Id of the office of a kind that serves a place: of the level asked for, else of the next above it that the kind
   * has.
   */
  officeFor(kind: string, level: string, place: string): string | undefined
  findOffice(id: string): Office | undefined
  /** @throws when there is no such office */
  office(id: string): Office
  offices(): readonly Office[]
  kinds(): readonly BodyKind[]

  findPlace(code: string): Place | undefined
  places(): readonly Place[]
  /** A place's name in a language; the code itself when it is not known. */
  placeName(code: string, language: Language): string
  /** The name of an office, a kind of body or a place in a language; what is none of these stays as it is. */
  displayName(id: string, language: Language): string
  /** Name of a kind of legal act (`Law`); one that is not listed stays as it is. */
  lawKindName(kind: string, language: Language): string
  /** Name of a register (`population`); one that is not listed stays as it is. */
  registerName(register: string, language: Language): string

  /** The amounts in force on a day, in soum: `{BRV, MZP, MROT}`; BRV and MZP both hold the base of fees of that day. */
  reference(date: string): Record<string, number>
  checkPersonNumber(number: string): NumberChecked
  checkOrganisationNumber(number: string): { ok: true } | { ok: false; problem: NumberProblem }

  readonly lifeEvents: readonly LifeEvent[]
  readonly statuses: readonly StatusName[]
  readonly spelling: Spelling
  readonly portalRules: readonly PortalRule[]
  readonly glossary: readonly GlossaryTerm[]
}
