/** A block-structured process: sound whatever it holds. */
export type Tree =
  | { kind: 'activity'; activity: number; count: number }
  /** Nothing is done. */
  | { kind: 'nothing'; count: number }
  /** `loop`: the first child, then again and again the second and the first. */
  | { kind: 'choice' | 'sequence' | 'parallel' | 'loop'; children: Tree[]; count: number }

/** Traces of a part of a log: numbers of activities, and how many cases have them. */
export interface Trace {
  activities: readonly number[]
  count: number
}
