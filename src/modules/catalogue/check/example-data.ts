import { z } from 'zod'
import { CHANNELS, STATUSES, TaskResult } from '../../../kernel/case/index.ts'

const Result = z.strictObject({
  ...TaskResult.shape,
  amount: z.number().optional(),
  reference: z.string().optional(),
  /** How long it takes from its opening: a legal term or ISO 8601. */
  after: z.string().optional(),
  /** Of `correct`: answers that change. */
  answers: z.record(z.string(), z.json()).optional(),
})
export type ExampleResult = z.output<typeof Result>

const Expected = z
  .strictObject({
    status: z.enum(STATUSES).optional(),
    path: z.array(z.string()).optional(),
    /** Local date of the lawful deadline. */
    dueOn: z.iso.date().optional(),
    /** Major units. */
    fee: z.number().optional(),
    reason: z.string().optional(),
    /** Fields that the form refuses. */
    invalid: z.array(z.string()).optional(),
  })
  .refine(
    (expected) => expected.status !== undefined || expected.invalid !== undefined,
    'an example expects a status, or invalid fields',
  )

/** One entry of `examples.yaml` as it is run (docs/handbook/service-format.md). */
export const RunnableExample = z.strictObject({
  name: z.string().min(1),
  applicant: z.string().default('citizen'),
  organisation: z.string().optional(),
  channel: z.enum(CHANNELS).default('web'),
  filedAt: z.iso.datetime({ offset: true }).default('2026-03-02T10:00:00+05:00'),
  answers: z.record(z.string(), z.json()).default({}),
  /** Of a service with a trigger: the event's day and the facts that the feed told. */
  event: z.strictObject({ on: z.iso.date(), facts: z.record(z.string(), z.json()).default({}) }).optional(),
  registers: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.json()).nullable())).default({}),
  unavailable: z.array(z.string()).default([]),
  /**
   * By evidence, where the applicant does not agree that its register is asked: what an official reads in the papers that
   * were brought; null: it is not shown by them.
   */
  papers: z.record(z.string(), z.record(z.string(), z.json()).nullable()).default({}),
  tasks: z.record(z.string(), z.union([Result, z.array(Result).min(1)])).default({}),
  messages: z
    .array(
      z.strictObject({
        name: z.string(),
        after: z.string().optional(),
        variables: z.record(z.string(), z.json()).default({}),
      }),
    )
    .default([]),
  expect: Expected,
})
export type RunnableExample = z.output<typeof RunnableExample>
export const RunnableExamples = z.array(RunnableExample)
