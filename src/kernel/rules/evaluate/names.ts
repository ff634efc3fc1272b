import { FUNCTIONS } from '../functions/all-functions.ts'
import { entryOf, fromOutside, isContext } from '../values/context.ts'
import type { Code, Frames, Scope } from './scope.ts'

/**
 * A name: looked for in the frames from inside out, then in the variables of the model, then among the functions of the
 * language.
 */
export function compileName(name: string, frames: Frames): Code {
  const items: number[] = []
  for (const [hops, frame] of frames.entries()) {
    const at = frame.names.lastIndexOf(name)
    // entries of a filtered item come before the name `item` itself
    if (frame.ofItem) items.push(hops)
    if (at >= 0) return withItems(name, items, local(hops, at))
  }
  return withItems(name, items, global(name))
}

function local(hops: number, at: number): Code {
  if (hops === 0) return (scope) => scope.values[at]
  if (hops === 1) return (scope) => scope.up!.values[at]
  return (scope) => frameAt(scope, hops).values[at]
}

function global(name: string): Code {
  const builtIn = FUNCTIONS.get(name)
  return (scope) => {
    const { root } = scope
    if (Object.hasOwn(root, name)) return fromOutside(root[name])
    return builtIn ?? scope.run.note(`there is no "${name}"`)
  }
}

function frameAt(scope: Scope, hops: number): Scope {
  let found = scope
  for (let hop = 0; hop < hops; hop++) found = found.up!
  return found
}

function withItems(name: string, items: readonly number[], otherwise: Code): Code {
  if (items.length === 0) return otherwise
  return (scope) => {
    for (const hops of items) {
      const item = frameAt(scope, hops).values[0]
      if (!isContext(item)) continue
      const entry = entryOf(item, name)
      if (entry !== undefined) return entry
    }
    return otherwise(scope)
  }
}
