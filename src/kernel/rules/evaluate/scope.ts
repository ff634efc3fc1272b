import type { Run } from '../run.ts'
import type { Context } from '../values/context.ts'

/** Where compiled code finds its values: the variables of the model, and frames of the expression's own names. */
export interface Scope {
  readonly run: Run
  readonly root: Context
  readonly values: unknown[]
  readonly up: Scope | undefined
}

/** Compiled FEEL: from a scope to a value. */
export type Code = (scope: Scope) => unknown

/**
 * What is known of a frame when code is compiled: its names by place; in a filter, entries of the item are names too.
 */
export interface Frame {
  readonly names: readonly string[]
  readonly ofItem?: true
}

/** Frames from the innermost out. */
export type Frames = readonly Frame[]

export const within = (scope: Scope, values: unknown[]): Scope => ({
  run: scope.run,
  root: scope.root,
  values,
  up: scope,
})
