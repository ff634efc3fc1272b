import { z } from 'zod'
import type { Language, Languages } from '../i18n/index.ts'

/** A name kept as data in the languages of the country that have texts of their own. */
export type Named = Readonly<Record<Language, string>>

/** Where a value comes from: an address or title, or `demo`. */
export const Provenance = z.record(z.string(), z.string())

/** Shapes of texts in data, by the languages a country writes. */
export interface NameShapes {
  /** In every written language. */
  Named: z.ZodType<Named>
  /** In some of them. */
  NamedInSome: z.ZodType<Readonly<Partial<Named>>>
  /** Words for each written language. */
  WordLists: z.ZodType<Readonly<Record<Language, string[]>>>
}

const made = new WeakMap<Languages, NameShapes>()

/** @param languages of the pack; their shapes are made once */
export function nameShapes(languages: Languages): NameShapes {
  let found = made.get(languages)
  if (!found) {
    const each = <Value extends z.ZodType>(value: Value) =>
      z.strictObject(Object.fromEntries(languages.written.map((language) => [language, value])))
    found = {
      Named: each(z.string().min(1)) as unknown as NameShapes['Named'],
      NamedInSome: each(z.string().min(1).optional()) as unknown as NameShapes['NamedInSome'],
      WordLists: each(z.array(z.string().min(1)).max(60)) as unknown as NameShapes['WordLists'],
    }
    made.set(languages, found)
  }
  return found
}
