import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'

/** Why an administrator did it, in a sentence: stands in the history for whoever asks later. */
export const Reason = printedText(z.string().trim().min(5).max(1000))

/** Id of a published version: `service@version`. */
export const DefinitionId = z.string().min(1).max(200)
