import type { z } from 'zod'
import { unprintableIn } from './printable.ts'

/**
 * A text that may come to stand in an official document: every letter of it can be printed, so that no case waits at its
 * last step for a letter. What is wrong is said by `errors.input.unprintable`.
 * @param text its other rules
 */
export const printedText = (text: z.ZodString): z.ZodString =>
  text.superRefine((value, context) => {
    const letters = unprintableIn(value)
    if (letters.length > 0)
      context.addIssue({
        code: 'custom',
        params: { text: 'errors.input.unprintable', parameters: { letters: letters.slice(0, 10).join(' ') } },
      })
  })
