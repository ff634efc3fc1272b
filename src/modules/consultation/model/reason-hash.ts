import { createHash } from 'node:crypto'
import { fold } from '../../../kernel/text/index.ts'

/** The same words in another script, with other spaces or signs, are the same reason. */
export const reasonHash = (reason: string): string =>
  createHash('sha256')
    .update(
      fold(reason)
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
    )
    .digest('base64url')
    .slice(0, 22)
