import { z } from 'zod'
import { TERM_UNITS } from '../../kernel/terms/index.ts'
import { Provenance, type NameShapes } from './named.ts'

const Term = z.strictObject({ amount: z.int().min(1).max(36_525), unit: z.enum(TERM_UNITS) })

/** `procedure.yaml`: what the country's law says of every decision; without the file nobody is heard and nothing is named. */
export const ProcedureFile = ({ Named }: NameShapes) =>
  z.strictObject({
    /** Before a refusal the person is told ground and facts and may answer. */
    hearing: z
      .strictObject({
        law: z.strictObject({
          kind: z.string().min(1),
          number: z.string().min(1).nullish(),
          date: z.iso.date().nullish(),
          title: Named.optional(),
        }),
        term: Term,
      })
      .optional(),
    /** Whether the term of an appeal runs from the day of the decision, or from the day on which it was read or handed over. */
    appeal: z.strictObject({ runsFrom: z.enum(['made', 'served']).default('made') }).default({ runsFrom: 'made' }),
    /** Within which term a fee is paid that was taken back and that a document waits for; absent: nobody's term ends. */
    fee: z.strictObject({ again: Term }).optional(),
    /** Where a refusal goes that the body above upheld, and within which term. */
    court: z.strictObject({ name: Named, term: Term.optional() }).optional(),
    /**
     * Bodies that decide an appeal against the hiding of a comment where nobody in the body itself may: after the offices
     * above it, in this order.
     */
    discussion: z.strictObject({ appeals: z.array(z.string()).default([]) }).default({ appeals: [] }),
    provenance: Provenance.default({}),
  })
export type Procedure = z.output<ReturnType<typeof ProcedureFile>>

/** What holds in a country whose pack says nothing of it. */
export const NO_PROCEDURE: Procedure = { appeal: { runsFrom: 'made' }, discussion: { appeals: [] }, provenance: {} }
