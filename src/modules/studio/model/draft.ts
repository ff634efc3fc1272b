import type { ServiceFolder } from '../../catalogue/index.ts'

export const STATES = ['editing', 'review', 'approved', 'published', 'discarded'] as const
export type DraftState = (typeof STATES)[number]

/** Text of each file that is there, by its name in the folder. */
export type Files = ServiceFolder['files']

/** A service as somebody edits it. */
export interface Draft {
  id: string
  service: string
  body: string
  base: number | null
  template: string | null
  revision: number
  state: DraftState
  files: Files
  createdBy: string
  createdAt: string
  changedBy: string
  changedAt: string
  published: number | null
}

/** It was published or given up: nothing is edited any more. */
export const isClosed = ({ state }: Pick<Draft, 'state'>): boolean => state === 'published' || state === 'discarded'

/** Files that are other, new or gone (null). */
export function changedFiles(before: Files, after: Files): Record<string, string | null> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Files)[]
  return Object.fromEntries(
    names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name] ?? null]),
  )
}
