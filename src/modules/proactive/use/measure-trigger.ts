import { z } from 'zod'
import { shifted } from '../../../kernel/case/index.ts'
import { KnownDate } from '../../../kernel/terms/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { numbersThatApplied, numbersThatTook } from '../../casework/index.ts'
import { feedName, feedOf } from '../model/read-feed.ts'
import { GROUPINGS, measureSelection, type GroupMeasure } from '../store/measure.ts'

/** A case is begun no longer before its notice than this. */
const BEGUN_BEFORE = { years: 1 }

const Measure = z.object({
  group: z.string(),
  selected: z.int(),
  /** Applied by themselves; once the service acts, also who was granted what it offered. */
  applied: z.int(),
  both: z.int(),
  /** Of whom it offered to, the share who did; null: it offered to nobody. */
  precision: z.number().nullable(),
  /** Of who did, the share it offered to; null: nobody applied. */
  recall: z.number().nullable(),
  /** Applied, and it did not offer. */
  missed: z.int(),
  /** It offered, and they neither applied nor took it, or not yet. */
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
    /** By what people are told apart; by age only where the feed tells dates of birth. */
    by: z.enum(GROUPINGS).default('group'),
  }),
  output: z.object({
    service: z.string(),
    shadow: z.boolean(),
    /** What `by` may be. */
    groupings: z.array(z.enum(GROUPINGS)),
    all: Measure,
    groups: z.array(Measure),
  }),
  needs: ['country', 'services'],
  may: ['role administrator', 'role auditor'],
}).reads(async ({ input, world }, tx) => {
  const { passport } = await world.services.get(tx, input.service)
  const { trigger } = passport
  const none = measured({ group: '', selected: 0, applied: 0, both: 0 })
  if (!trigger) return { service: input.service, shadow: false, groupings: [], all: none, groups: [] }
  const { from, until } = input
  const { date } = feedOf(world.country, trigger.register, trigger.feed)
  const groupings = GROUPINGS.filter((grouping) => grouping !== 'age' || date === 'birthDate')
  const by = groupings.includes(input.by) ? input.by : 'group'
  const { country } = world
  const before = country.beginOf(until, 1)
  const numbers = await numbersThatApplied(tx, input.against ?? input.service, country.beginOf(from), before)
  // who was offered it need not apply any more: once it acts, taking what is offered is what applying was in shadow
  const took = trigger.shadow
    ? []
    : await numbersThatTook(tx, input.service, country.beginOf(shifted(from, BEGUN_BEFORE, -1)), before)
  const groups = await measureSelection(tx, {
    service: input.service,
    feed: feedName(trigger.register, trigger.feed),
    from,
    until,
    numbers,
    took,
    by,
  })
  const sum = (of: 'selected' | 'applied' | 'both') => groups.reduce((total, group) => total + group[of], 0)
  return {
    service: input.service,
    shadow: trigger.shadow,
    groupings,
    all: measured({ group: '', selected: sum('selected'), applied: sum('applied'), both: sum('both') }),
    groups: groups.map(measured),
  }
})

const measured = (group: GroupMeasure): z.output<typeof Measure> => ({
  ...group,
  precision: group.selected === 0 ? null : group.both / group.selected,
  recall: group.applied === 0 ? null : group.both / group.applied,
  missed: group.applied - group.both,
  wrong: group.selected - group.both,
})
