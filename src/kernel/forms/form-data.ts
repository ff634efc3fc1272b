import { z } from 'zod'
import { FIELD_KINDS } from './kinds.ts'

const name = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'a name begins with a small letter and holds letters and digits only')
const bound = z.union([z.number(), z.string()])

export const FieldData = z.strictObject({
  id: name,
  kind: z.enum(FIELD_KINDS),
  /** FEEL when a text. */
  required: z.union([z.boolean(), z.string()]).default(false),
  showWhen: z.string().optional(),
  /** Id of the passport's legal basis. */
  why: z.string().optional(),
  options: z.array(z.string()).optional(),
  minLength: z.number().int().optional(),
  maxLength: z.number().int().optional(),
  /** Numbers; dates as `2026-03-14` or FEEL such as `today()`. */
  min: bound.optional(),
  max: bound.optional(),
  whole: z.boolean().optional(),
  accept: z.array(z.enum(['pdf', 'png', 'jpeg', 'docx'])).optional(),
  many: z.boolean().optional(),
  prefill: z
    .strictObject({
      register: z.string(),
      attribute: z.string(),
      by: name.optional(),
      /** Of relatives too only with their agreement. */
      agreed: z.literal(true).optional(),
    })
    .optional(),
  /** Of a person's number: whether they can agree at all is what the case is about, so the form offers no asking them. */
  mayBeAsked: z.literal(false).optional(),
  /** Of a declaration: that by it registers may be asked, all or those named; until then none of them is. */
  registers: z.union([z.literal('all'), z.array(z.string()).min(1)]).optional(),
  valid: z.array(z.strictObject({ when: z.string(), text: z.string() })).default([]),
})
export type FieldData = z.output<typeof FieldData>

export const FormData = z.strictObject({
  pages: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][A-Za-z0-9-]*$/),
        showWhen: z.string().optional(),
        fields: z.array(FieldData).min(1),
      }),
    )
    // none: nobody applies, the state begins it by itself
    .max(100),
})
export type FormData = z.output<typeof FormData>
