import type { z } from 'zod'

/** Who may read an event of a subject beside auditors: the person it is about too, or only those who work on it. */
export type Readers = 'subject' | 'officials'

/**
 * A kind of thing that happens in a room, declared once: audit, timeline, export, feed and listeners read this. Facts
 * name no person and hold no national number: they stay in the log for ever.
 */
export interface DomainEvent<Kind extends string = string, Facts extends z.ZodObject = z.ZodObject> {
  /** `room.what-happened`. */
  kind: Kind
  /** What it happens to. */
  about: 'case' | 'person' | 'body' | 'system'
  facts: Facts
  readers: Readers
  /**
   * Of a case: its line on the timeline, where it has one with nothing but its office. The text is
   * `casework.timeline.<line>`.
   */
  line?: string
  /** It happens where rooms are not known (a sign-in, a denial, an archive): it is history, and nobody can listen. */
  unheard?: true
}

/** An event that nobody can listen to. */
export interface Unheard {
  unheard: true
}

/** Declares a kind of event. */
export const domainEvent = <
  const Kind extends string,
  Facts extends z.ZodObject,
  More extends Partial<Unheard> = object,
>(
  event: DomainEvent<Kind, Facts> & More,
): DomainEvent<Kind, Facts> & More => event

/** Something that happened, as its room tells it. */
export interface Occurrence<Facts = Record<string, unknown>> {
  /** Id of what it happened to. */
  subject: string
  /** RFC 3339. */
  at: string
  /** `person:<id>`, `system`, `anonymous`. */
  actor: string
  facts: Facts
}

/** The facts of an event, as a listener is told them. */
export type FactsOf<Event> = Event extends DomainEvent<string, infer Facts> ? z.output<Facts> : never

/** Something that happened by a change, for its answer to carry. */
export interface Happened {
  event: DomainEvent
  subject: string
  facts: Record<string, unknown>
}

/** Says what happened by a change: its history and its listeners are told in the change's own transaction. */
export const happened = <Kind extends string, Facts extends z.ZodObject>(
  event: DomainEvent<Kind, Facts>,
  subject: string,
  facts: z.input<Facts>,
): Happened => ({ event: event as unknown as DomainEvent, subject, facts })
