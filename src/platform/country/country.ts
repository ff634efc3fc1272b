import type { SetDay } from './calendar-days.ts'
import type { Calendar, CalendarData, ClockReading, LegalReceipt, RunningTerm } from '../../kernel/terms/index.ts'
import type { NumberChecked } from '../../kernel/values/index.ts'
import type { ClientId } from '../../kernel/x-road/index.ts'
import type { Fact, FormChecks } from '../../kernel/forms/index.ts'
import type { Money } from '../../kernel/money/index.ts'
import type { Conventions, CountryCurrency, Language, Languages, Localized } from '../i18n/index.ts'
import type { BodyKind, Level, Office } from './bodies.ts'
import type { Contact } from './contacts.ts'
import type { Feed, GlossaryTerm, LifeEvent, PortalRule, Spelling, StatusName } from './lists.ts'
import type { Named, NameShapes } from './named.ts'
import type { NumberRules } from './numbers.ts'
import type { Place } from './places.ts'
import type { Procedure } from './procedure.ts'

/** A country as its pack (`country/<id>/`) describes it: all that the product must not know by itself. */
export interface Country {
  readonly id: string
  /** Where its files lie. */
  readonly folder: string
  readonly name: Named
  readonly currency: CountryCurrency
  readonly timeZone: string
  readonly languages: Languages
  /** What whoever speaks for this country needs: languages, zone, currency. */
  readonly conventions: Conventions
  /** Shapes of texts in data, by the written languages. */
  readonly shapes: NameShapes
  /** Protocol of the country's payment providers, with its settings; undefined: none is spoken to. */
  readonly paymentProtocol: ({ name: string } & Record<string, unknown>) | undefined
  /** Code of the place that is shown first. */
  readonly homePlace: string
  readonly calendar: Calendar
  /** The same as it was written, with names of the days and where they come from. */
  readonly calendarData: CalendarData & { provenance?: Record<string, string | Readonly<Partial<Named>>> | undefined }
  /** From here on the calendar is the pack's with these days in the place of its own. */
  amendCalendar(days: readonly SetDay[]): void
  /**
   * `keeper`: the kind of body or the office that keeps it; `relatives`: attributes that list close ones by number;
   * `tells`: those that say the most, the first first.
   */
  readonly registers: readonly {
    id: string
    name: Named
    keeper?: string | undefined
    /** Whom to write to about what is wrong in it, where no body takes that on application. */
    writeTo?: Named | undefined
    about: 'person' | 'organisation'
    /** The subsystem of the state's exchange behind which it is asked. */
    address: ClientId
    feeds: readonly Feed[]
    relatives: readonly string[]
    tells: readonly string[]
    /** All that it tells, by kind; empty: nobody wrote it down. */
    facts: readonly Fact[]
    /** Attributes that make the address on an envelope, in its order; empty: it tells none. */
    postal: readonly string[]
    addressee: readonly string[]
    /** Minutes that an answer may be kept for the case it was asked for; absent: never. */
    keptMinutes?: number | undefined
    /** Shown folded even to whom it is about. */
    sensitive: boolean
  }[]
  /** By what right everybody is told what registers hold of them; absent: nobody wrote it down. */
  readonly ownLook?: { basis: string; name: Named; correction?: string | undefined } | undefined
  /** Our own subsystem in the state's exchange. */
  readonly exchange: ClientId
  /** Whether an attribute of a register holds an amount in whole minor units. */
  isAmount(attribute: string): boolean

  /** The local date of an instant, `2026-03-02`. */
  localDate(instant: string): string
  /** The instant, RFC 3339 in UTC, at which a local day begins, or one so many days after it. @throws RangeError when there is no such day */
  beginOf(date: string, after?: number): string
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
  officeFor(kind: string, level: Level | undefined, place: string): string | undefined
  /** The offices of the same kind above one, the nearest first; none above a body of the whole country. */
  officesAbove(id: string): string[]
  /** Levels of bodies, from the nearest to people upwards; the last is the whole country. */
  readonly levels: readonly Level[]
  levelName(level: Level, language: Language): string
  findOffice(id: string): Office | undefined
  /** Where people find an office, as the pack says; undefined when it says nothing. */
  findContact(id: string): Contact | undefined
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
  /** A law's number as a language writes it (`ZRU-364` is `ЗРУ-364`); one with other letters stays as it is. */
  lawNumber(number: string, language: Language): string
  /** Name of a register (`population`); one that is not listed stays as it is. */
  registerName(register: string, language: Language): string

  /** What a feed of a register tells of (`births`); one that is not listed stays as it is. */
  feedName(register: string, feed: string, language: Language): string

  /** A text of data in a language. */
  text(localized: Localized, language: Language): string

  /** The amounts in force on a day, in major units; those that are or were the base of fees hold the base of that day. */
  reference(date: string): Record<string, number>
  /** Names of the amounts, as rules call them. */
  readonly referenceNames: readonly string[]
  /** An amount of a rule, in major units, as money. @throws RangeError when it is no amount */
  money(major: number): Money

  /** How numbers are built; for what is shown of them: name, length, example. */
  readonly numbers: NumberRules
  checkPersonNumber(number: string): NumberChecked
  checkOrganisationNumber(number: string): NumberChecked
  /** What forms ask of the country's kinds of value. */
  readonly formChecks: FormChecks
  /** As `+` and digits (E.164); undefined when it is no phone number. */
  readPhone(typed: string): string | undefined

  readonly lifeEvents: readonly LifeEvent[]
  readonly statuses: readonly StatusName[]
  readonly spelling: Spelling
  readonly portalRules: readonly PortalRule[]
  /** What the law says of every decision: hearing, appeal, court. */
  readonly procedure: Procedure
  readonly glossary: readonly GlossaryTerm[]
}
