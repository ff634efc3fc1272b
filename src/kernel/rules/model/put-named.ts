import { newContext, type Context } from '../values/context.ts'

/** Puts a value under its name, or under its name in the context of its import. */
export function putNamed(root: Context, importName: string | undefined, name: string, value: unknown): void {
  if (importName === undefined) root[name] = value
  else ((root[importName] ??= newContext()) as Context)[name] = value
}
