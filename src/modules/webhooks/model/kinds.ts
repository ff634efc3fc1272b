import { z } from 'zod'

/**
 * What a system can be told of. A message says what happened and to which case, never what anybody wrote or what a
 * register holds: the system reads that by `readCase`, which gives what its task's model names, and is listed to the
 * person.
 */
export const KINDS = [
  'case.opened',
  'case.answered',
  'case.corrected',
  'case.decided',
  'case.ended',
  'task.opened',
  'task.ended',
  'opinion.asked',
] as const
export type Kind = (typeof KINDS)[number]

export const Kinds = z.array(z.enum(KINDS)).min(1).max(KINDS.length)

/** What an administrator sends to try the line. */
export const TEST = 'test'

/** Something that happened, before it is known who is told. */
export interface Happening {
  kind: Kind
  /** Whose work it is about; absent: all who may read the case are told. */
  office?: string
  data: Record<string, unknown>
}
