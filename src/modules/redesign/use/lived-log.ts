import { z } from 'zod'
import type { Lived } from '../../../kernel/diagnosis/index.ts'

const Id = z.string().max(200)
const Group = z.object({ minutes: z.number(), share: z.number() })

/** What a log tells of the steps of a model, as a form or a program carries it: counts and times, nothing of a case. */
export const LivedLog = z.object({
  cases: z.int().min(0),
  steps: z
    .array(
      z.object({
        step: Id,
        done: z.int().min(0),
        cases: z.int().min(0),
        minutes: z.number().optional(),
        /** What was done next, by id of the step; empty: nothing more. */
        next: z.array(z.tuple([Id, z.int().min(0)])).max(5_000),
        bursts: z.number(),
        groups: z
          .object({
            short: Group,
            long: Group,
            by: z.object({ name: Id, value: z.string().max(1_000), right: z.number() }).optional(),
          })
          .optional(),
      }),
    )
    .max(5_000),
  units: z
    .array(z.object({ unit: Id, utilisation: z.number(), staff: z.int().min(0), waiting: z.number().optional() }))
    .max(1_000),
})
export type LivedLog = z.output<typeof LivedLog>

/** The same as the diagnosis takes it. */
export const livedOf = ({ cases, steps, units }: LivedLog): Lived => ({
  cases,
  steps: new Map(
    steps.map(({ step, next, minutes, groups, ...own }) => [
      step,
      {
        ...own,
        next: new Map(next),
        ...(minutes === undefined ? {} : { minutes }),
        ...(groups
          ? { groups: { short: groups.short, long: groups.long, ...(groups.by ? { by: groups.by } : {}) } }
          : {}),
      },
    ]),
  ),
  units: new Map(
    units.map(({ unit, waiting, ...own }) => [unit, { ...own, ...(waiting === undefined ? {} : { waiting }) }]),
  ),
})

/** What the diagnosis takes, as a form carries it. */
export const livedLogOf = ({ cases, steps, units }: Lived): LivedLog => ({
  cases,
  steps: [...steps].map(([step, { times: _, work: _work, wait: _wait, next, ...own }]) => ({
    step,
    ...own,
    next: [...next],
  })),
  units: [...units].map(([unit, own]) => ({ unit, ...own })),
})
