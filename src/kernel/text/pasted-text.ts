import { z } from 'zod'
import { withoutHidden } from './hidden-characters.ts'

/**
 * A number, a code or a name that is looked for, as people paste it: what nobody sees and came along with it, such as the
 * marks of direction that chats put around numbers, is no part of it.
 */
export const pastedText = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => withoutHidden(text).trim())
