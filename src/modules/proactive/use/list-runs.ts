import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { BEHIND, feedStates } from '../store/known.ts'
import { feedName } from '../model/read-feed.ts'
import { lastRuns, troubles } from '../store/runs.ts'

/** Troubles that are told. */
const TROUBLES = 100

export const listRuns = useCase({
  name: 'proactive.list-runs',
  title:
    'Last runs of the selections: how many each service found and took back, and whom it could offer nothing, with why',
  at: 'GET /proactive/runs',
  input: z.object({ limit: z.int().min(1).max(200).default(50) }),
  output: z.object({
    items: z.array(
      z.object({
        service: z.string(),
        version: z.int(),
        begunAt: z.string(),
        selected: z.int(),
        withdrawn: z.int(),
        tookMs: z.int(),
      }),
    ),
    /** People who wait for somebody to look, by service and reason. */
    troubles: z.array(
      z.object({
        service: z.string(),
        /** `decided-before`: decided on facts that the register has corrected since; else why no case could be opened. */
        problem: z.string(),
        count: z.int(),
        since: z.string(),
        /** The first cases of them, where they have one. */
        cases: z.array(z.uuid()),
      }),
    ),
    /** Published services that begin by themselves. */
    triggers: z.array(
      z.object({ service: z.string(), shadow: z.boolean(), register: z.string(), feed: z.string(), event: z.string() }),
    ),
    /** What these are selected from, and how each was read last. */
    feeds: z.array(
      z.object({
        register: z.string(),
        feed: z.string(),
        /** Null: never. */
        readAt: z.string().nullable(),
        /** `behind`: its change numbers went back, and changes may have been missed; else why it could not be read. */
        problem: z.string().nullable(),
        problemSince: z.string().nullable(),
        /** Whether `read-anew` is what helps. */
        anew: z.boolean(),
      }),
    ),
    next: z.null(),
  }),
  needs: ['published'],
  may: ['role administrator', 'role auditor'],
}).reads(async ({ input, world }, tx) => {
  const triggers = (await world.published.list()).flatMap(({ id, passport: { trigger } }) =>
    trigger
      ? [
          {
            service: id,
            shadow: trigger.shadow,
            register: trigger.register,
            feed: trigger.feed,
            event: trigger.event,
          },
        ]
      : [],
  )
  const states = await feedStates(tx)
  const feeds = [...new Map(triggers.map((of) => [feedName(of.register, of.feed), of])).entries()]
  return {
    items: await lastRuns(tx, input.limit),
    troubles: await troubles(tx, TROUBLES),
    triggers,
    feeds: feeds.map(([name, { register, feed }]) => {
      const { readAt = null, problem = null, problemSince = null } = states.find((state) => state.feed === name) ?? {}
      return { register, feed, readAt, problem, problemSince, anew: problem === BEHIND }
    }),
    next: null,
  }
})
