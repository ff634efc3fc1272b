import type { Tx } from '../database/index.ts'
import { append, type AuditEvent } from './append.ts'
import { rowsRecorded } from './events.ts'
import { openVouching, takeVouched } from './vouch.ts'

/** What an act moved in a subject, told by the room that moved it; it becomes part of the act's own event. */
export interface Note {
  subject: string
  kind: string
  actor: string
  at: string
  body: Record<string, unknown>
}

const open = new WeakMap<Tx, Note[]>()

/**
 * From here to `recordAct`, notes of this transaction wait for the act's event: one act is one event of its subject,
 * not two that say half each.
 */
export function openAct(tx: Tx): void {
  open.set(tx, [])
  openVouching(tx)
}

/** @returns false when no act is open: whoever has something to tell records it as an event of its own */
export function noteInAct(tx: Tx, note: Note): boolean {
  const notes = open.get(tx)
  notes?.push(note)
  return notes !== undefined
}

/**
 * Records an act with what was noted of its subject, as `step`; all other notes become events of their own, before it
 * and after it as they were noted.
 * @returns nothing to wait for but the transaction itself
 */
export function recordAct(tx: Tx, act: Omit<AuditEvent, 'body'> & { body: Record<string, unknown> }): Promise<unknown> {
  const notes = open.get(tx) ?? []
  open.delete(tx)
  const own = notes.findLastIndex((note) => note.subject === act.subject && note.actor === act.actor)
  const note = notes[own]
  const event = note ? { ...act, body: { ...act.body, step: { kind: note.kind, ...note.body } } } : act
  const events: AuditEvent[] = notes.toSpliced(note ? own : notes.length, note ? 1 : 0, event)
  for (const [subject, rows] of takeVouched(tx)) {
    const last = events.findLastIndex((item) => item.subject === subject)
    if (last < 0) events.push({ ...act, subject, kind: rowsRecorded.kind, body: { rows } })
    else events[last] = { ...events[last]!, body: { ...(events[last]!.body as object), rows } }
  }
  return Promise.all(events.map((item) => append(tx, item)))
}
