import type { z } from 'zod'
import type { Tx } from '../database/index.ts'
import type { Need, World } from '../use-case/index.ts'
import type { DomainEvent, Occurrence } from './domain-event.ts'

/** Told of an event; `world` is what its room needs and gives. */
export type Hear<Facts, Needs extends Need> = (
  tx: Tx,
  occurrence: Occurrence<Facts>,
  world: Pick<World, Needs>,
) => Promise<void>

/** A room's ear for an event of its own or of another. */
export interface Listener {
  kind: string
  /**
   * `same-transaction`: what must hold together; a failure undoes what happened. `later`: a job of the same
   * transaction; tried again until it is done, and it may come after other things.
   */
  when: 'same-transaction' | 'later'
  hear: Hear<any, any>
}

/** Listens within the transaction of what happened. */
export const together = <Kind extends string, Facts extends z.ZodObject, Needs extends Need>(
  event: DomainEvent<Kind, Facts>,
  hear: Hear<z.output<Facts>, Needs>,
): Listener => ({ kind: event.kind, when: 'same-transaction', hear })

/** Listens by a job that is put down in the transaction of what happened. */
export const later = <Kind extends string, Facts extends z.ZodObject, Needs extends Need>(
  event: DomainEvent<Kind, Facts>,
  hear: Hear<z.output<Facts>, Needs>,
): Listener => ({ kind: event.kind, when: 'later', hear })
