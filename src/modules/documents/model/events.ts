import { z } from 'zod'
import { domainEvent } from '../../../platform/events/index.ts'

/** The draft of a document was made, to be signed. */
export const prepared = domainEvent({
  kind: 'documents.prepared',
  about: 'case',
  facts: z.object({ code: z.string(), sha256: z.string() }),
  readers: 'officials',
})

/** A document is signed and in force. */
export const issued = domainEvent({
  kind: 'documents.issued',
  about: 'case',
  facts: z.object({ code: z.string(), sha256: z.string() }),
  readers: 'subject',
})

/** A document was taken out of force. */
export const withdrawn = domainEvent({
  kind: 'documents.withdrawn',
  about: 'case',
  facts: z.object({ code: z.string(), reason: z.string() }),
  readers: 'subject',
})
