import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { countFigures, keptFigures } from '../store/figures.ts'

/** How the product itself is doing: counts only, nothing of anybody. At most a minute old where a worker runs. */
export const showFigures = useCase({
  name: 'casework.show-figures',
  title: 'What was asked for most in the last 30 days, and how many applications were decided in time',
  at: 'GET /figures',
  input: z.object({}),
  output: z.object({
    since: z.string(),
    asked: z.array(z.object({ service: z.string(), count: z.number() })),
    decided: z.number(),
    inTime: z.number(),
  }),
  may: 'anyone',
}).reads(async ({ now }, tx) => (await keptFigures(tx)) ?? countFigures(tx, now))
