import type { z } from 'zod'
import type { Tx } from '../database/index.ts'
import { enqueue, type JobHandler } from '../jobs/index.ts'
import type { World } from '../use-case/index.ts'
import type { DomainEvent, Occurrence } from './domain-event.ts'
import type { Listener } from './listener.ts'
import { writeEvent, type Vouched } from './record-event.ts'

/** What of a room the bus reads. */
export interface EventfulRoom {
  name: string
  events: readonly DomainEvent[]
  listens: readonly Listener[]
}

export interface EventBus {
  /** Writes what happened into its subject's history and tells the listeners, all in this transaction. */
  tell<Kind extends string, Facts extends z.ZodObject>(
    tx: Tx,
    event: DomainEvent<Kind, Facts>,
    occurrence: Occurrence<z.input<Facts>> & Vouched,
  ): Promise<void>
  /** Tells the listeners of what was written already. */
  hear(tx: Tx, kind: string, occurrence: Occurrence): Promise<void>
  /** The line that an event of a kind has on a case's timeline. */
  lineOf(kind: string): string | undefined
  /** Does what listens later. */
  handlers(world: World): JobHandler[]
}

const jobOf = (room: string, kind: string): string => `hears.${room}.${kind}`

/**
 * Joins what rooms declare with who listens.
 * @param world what listeners are handed; read when something happens
 * @throws Error when two rooms declare one kind, or a room listens to what nobody declares
 */
export function eventBus(rooms: readonly EventfulRoom[], world: () => World): EventBus {
  const declared = new Map<string, DomainEvent>()
  for (const { name, events } of rooms)
    for (const event of events) {
      if (declared.has(event.kind)) throw new Error(`${name} declares "${event.kind}", which is declared already`)
      declared.set(event.kind, event)
    }
  const ears = rooms.flatMap(({ name, listens }) => listens.map((listener) => ({ room: name, ...listener })))
  for (const { room, kind } of ears)
    if (!declared.has(kind) || declared.get(kind)!.unheard)
      throw new Error(`${room} listens to "${kind}", which no room declares`)
  const byKind = Map.groupBy(ears, ({ kind }) => kind)

  const hear: EventBus['hear'] = async (tx, kind, occurrence) => {
    for (const ear of byKind.get(kind) ?? []) {
      if (ear.when === 'same-transaction') await ear.hear(tx, occurrence, world())
      else
        await enqueue(
          tx,
          {
            kind: jobOf(ear.room, kind),
            payload: occurrence,
            ...(declared.get(kind)!.about === 'case' ? { caseId: occurrence.subject } : {}),
          },
          occurrence.at,
        )
    }
  }
  return {
    hear,
    lineOf: (kind) => declared.get(kind)?.line,
    async tell(tx, event, { rows, ...occurrence }) {
      const vouched = rows ? { rows } : {}
      const { facts, written } = writeEvent(tx, event as unknown as DomainEvent, { ...occurrence, ...vouched })
      await written
      await hear(tx, event.kind, { ...occurrence, facts })
    },
    handlers: (given) =>
      ears
        .filter(({ when }) => when === 'later')
        .map(({ room, kind, hear: listen }) => ({
          kind: jobOf(room, kind),
          finish: async (tx, job) => {
            await listen(tx, job.payload as Occurrence, given)
          },
        })),
  }
}
