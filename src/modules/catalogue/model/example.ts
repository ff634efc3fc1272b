import { z } from 'zod'
import { CHANNELS } from '../../../kernel/case/index.ts'

const Json = z.json()

/** One entry of `examples.yaml`: answers in, path, result and term out. What else it holds is for those who run it. */
export const Example = z.looseObject({
  name: z.string().min(1),
  /** A demo person: persona (`citizen`, `business` …) or id. */
  applicant: z.string().optional(),
  /** In whose name, when the person acts for an organisation: its number. */
  organisation: z.string().optional(),
  channel: z.enum(CHANNELS).default('web'),
  /** RFC 3339 with an offset. */
  filedAt: z.iso.datetime({ offset: true }).optional(),
  answers: z.record(z.string(), Json).default({}),
  /** Overrides of what registers answer. */
  registers: z.record(z.string(), Json).optional(),
  /** Results of human tasks by element id; lists for repeated ones. */
  tasks: z.record(z.string(), Json).optional(),
  expect: z.record(z.string(), Json).default({}),
})
export type Example = z.output<typeof Example>
export const ExamplesFile = z.array(Example)
