import { z } from 'zod'
import { KnownDate } from '../../../kernel/terms/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { numbersThatApplied } from '../../casework/index.ts'
import { feedName } from '../model/read-feed.ts'
import { measureSelection } from '../store/measure.ts'

const Measure = z.object({
  group: z.string(),
  selected: z.int(),
  applied: z.int(),
  both: z.int(),
  /** Of whom it offered to, the share who applied by themselves; null: it offered to nobody. */
  precision: z.number().nullable(),
  /** Of who applied by themselves, the share it offered to; null: nobody applied. */
  recall: z.number().nullable(),
  /** Applied, and it would not have offered. */
  missed: z.int(),
  /** It offered, and nobody applied. */
  wrong: z.int(),
})

export const measureTrigger = useCase({
  name: 'proactive.measure-trigger',
  title: 'Whom a trigger selects against who applied by themselves, by group: in shadow before it acts, and afterwards',
  at: 'GET /proactive/measures/{service}',
  input: z.object({
    service: z.string().max(100),
    from: KnownDate,
    until: KnownDate,
    /** The service that people apply for by themselves; the same unless said. */
    against: z.string().max(100).optional(),
  }),
  output: z.object({ service: z.string(), shadow: z.boolean(), groups: z.array(Measure) }),
  needs: ['services'],
  may: ['role administrator', 'role auditor'],
}).reads(async ({ input, world }, tx) => {
  const { passport } = await world.services.get(tx, input.service)
  const { trigger } = passport
  if (!trigger) return { service: input.service, shadow: false, groups: [] }
  const { from, until } = input
  const numbers = await numbersThatApplied(tx, input.against ?? input.service, from, until)
  const groups = await measureSelection(tx, {
    service: input.service,
    feed: feedName(trigger.register, trigger.feed),
    from,
    until,
    numbers,
  })
  return {
    service: input.service,
    shadow: trigger.shadow,
    groups: groups.map((group) => ({
      ...group,
      precision: group.selected === 0 ? null : group.both / group.selected,
      recall: group.applied === 0 ? null : group.both / group.applied,
      missed: group.applied - group.both,
      wrong: group.selected - group.both,
    })),
  }
})
