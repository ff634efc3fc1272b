import type { z } from 'zod'
import { append } from '../audit/append.ts'
import type { Tx } from '../database/index.ts'
import type { DomainEvent, Occurrence, Unheard } from './domain-event.ts'

/** What is written of an event beside its facts. */
export interface Vouched {
  /** Digests of rows as they stand now, by row: `verify --audit` compares them. */
  rows?: Record<string, string>
}

/** Writes what happened into its subject's history, sent at once. @returns the facts as they are declared */
export function writeEvent(
  tx: Tx,
  event: DomainEvent,
  { subject, at, actor, facts, rows }: Occurrence & Vouched,
): { facts: Record<string, unknown>; written: Promise<void> } {
  const known = event.facts.parse(facts) as Record<string, unknown>
  const body = rows ? { ...known, rows } : known
  return { facts: known, written: append(tx, { subject, at, kind: event.kind, actor, body }) }
}

/** Writes down what no room can listen to: it happens where rooms are not known. */
export const recordEvent = <Kind extends string, Facts extends z.ZodObject>(
  tx: Tx,
  event: DomainEvent<Kind, Facts> & Unheard,
  occurrence: Occurrence<z.input<Facts>> & Vouched,
): Promise<void> => writeEvent(tx, event as unknown as DomainEvent, occurrence).written
