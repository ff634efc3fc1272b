import type { z } from 'zod'
import type { FieldProblem } from './refusal.ts'
import { unwritableIn } from './unwritable.ts'

/** So many of them are named: who sends more reads the interface's description anyway. */
const NAMED_AT_MOST = 20
const LONGEST_NAME = 100

/** As much of a schema as is walked through. */
interface Known {
  def: {
    type: string
    shape?: Record<string, Known>
    catchall?: Known
    element?: Known
    valueType?: Known
    items?: Known[]
    innerType?: Known
    in?: Known
    options?: Known[]
    getter?: () => Known
  }
}

/**
 * Fields that a program sent and nobody reads: a misspelt name would be passed over in silence, and what it meant with
 * it. A schema drops them, so they are looked for before; what a union takes in one of its shapes is known.
 * @param schema what is taken @param sent what came, of whatever kinds
 * @returns one problem a field, at its path
 */
export function unknownFieldsIn(schema: z.ZodType, sent: unknown): FieldProblem[] {
  return problemsOfNames(unknownIn(schema as unknown as Known, sent, []), 'errors.input.no-such-field')
}

/** Problems with names that a program made up itself, so that they may be of any length and of any letters. */
export function problemsOfNames(paths: readonly string[][], text: string): FieldProblem[] {
  return paths.slice(0, NAMED_AT_MOST).map((path) => {
    const field = path.at(-1)!
    // a name that can't be shown is none that anybody misspelt
    return field.length > LONGEST_NAME || unwritableIn(field).length > 0
      ? { path: path.slice(0, -1).join('.'), text: 'errors.input.invalid-key' }
      : { path: path.join('.'), text, parameters: { field } }
  })
}

function unknownIn({ def }: Known, sent: unknown, path: string[]): string[][] {
  if (sent === null || typeof sent !== 'object') return []
  const within = (known: Known | undefined, name: string, value: unknown) =>
    known ? unknownIn(known, value, [...path, name]) : []
  const inEach = (known: (name: string) => Known | undefined) =>
    Object.entries(sent).flatMap(([name, value]) => within(known(name), name, value))
  switch (def.type) {
    case 'object':
      // a list where fields belong is refused for what it is
      return Array.isArray(sent)
        ? []
        : Object.entries(sent).flatMap(([name, value]) => {
            const known = Object.hasOwn(def.shape ?? {}, name) ? def.shape![name] : def.catchall
            return known ? within(known, name, value) : [[...path, name]]
          })
    case 'array':
      return inEach(() => def.element)
    case 'record':
      return inEach(() => def.valueType)
    case 'tuple':
      return inEach((at) => def.items?.[Number(at)])
    case 'union':
      return (
        (def.options ?? [])
          .map((option) => unknownIn(option, sent, path))
          .toSorted((few, many) => few.length - many.length)[0] ?? []
      )
    case 'lazy':
      return def.getter ? unknownIn(def.getter(), sent, path) : []
    default: {
      const inner = def.innerType ?? def.in
      return inner ? unknownIn(inner, sent, path) : []
    }
  }
}
