import { z } from 'zod'

/** A name kept as data in the written languages; Uzbek in Latin letters, from which the Cyrillic is made. */
export const Named = z.strictObject({ uz: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) })
export type Named = z.output<typeof Named>

/** Where a value comes from: an address or title, or `demo`. */
export const Provenance = z.record(z.string(), z.string())
