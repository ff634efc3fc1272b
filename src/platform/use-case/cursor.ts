import { z } from 'zod'

/** The input field that takes a cursor. */
export const After = z
  .string()
  .max(1000)
  .regex(/^[\w-]+$/)
  .optional()

/** An instant that a list is sorted by, `infinity` for what has none. */
export const PlacedAt = z
  .string()
  .max(40)
  .refine((text) => text === 'infinity' || !Number.isNaN(Date.parse(text)))

/**
 * The place after the last line of a page of a list, opaque to clients: what the list is sorted by, and its id.
 * @param place schema of its parts; what doesn't fit it was never written here
 */
export const cursorOf = <Place extends z.ZodTuple>(
  place: Place,
): { write(at: z.input<Place>): string; read(text: string | undefined): z.output<Place> | undefined } => ({
  write: (at) => Buffer.from(JSON.stringify(at), 'utf8').toString('base64url'),
  /** @returns undefined for none, and for one that was tampered with: the first page is shown */
  read(text) {
    if (text === undefined) return undefined
    try {
      return place.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).data
    } catch {
      return undefined
    }
  },
})
