import { z } from 'zod'
import { workBefore } from '../../../kernel/terms/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { definitionId, findCurrentVersion, findVersion } from '../../catalogue/index.ts'
import { endedCases, oldOpenCases } from '../../process/index.ts'
import { minutesBetween } from '../model/measured-demand.ts'
import { comparePromise, lateSince, OPEN_AT_MOST } from '../model/compare-promise.ts'
import { REDESIGNS } from './roles.ts'

/** The cases that ended last say how a service keeps its promise now. */
export const CASES_AT_MOST = 1_000

export const readPromise = useCase({
  name: 'redesign.read-promise',
  title:
    'What the current version of a service promised, beside how long its cases took, and how long open ones already take',
  at: 'GET /redesign/services/{service}/promise',
  input: z.object({ service: z.string().max(100) }),
  output: z.object({
    version: z.int(),
    promisedDays: z.number().nullable(),
    /** The promise is a demo value, not sourced. */
    demo: z.boolean(),
    cases: z.int(),
    medianDays: z.number().nullable(),
    days95: z.number().nullable(),
    over: z.int(),
    /** Open cases that are older than promised. */
    openOver: z.int(),
    worse: z.boolean(),
    /** Working minutes from one beginning to the next, as measured of the cases that ended last; null: too few. */
    minutesBetween: z.int().nullable(),
    /** Who asks designs services, and may begin the next round. */
    mayGoOn: z.boolean(),
  }),
  needs: ['country'],
  may: [...REDESIGNS],
}).reads(async ({ input: { service }, principal, world, now: today }, tx) => {
  const version = await findCurrentVersion(tx, service)
  const found = version === undefined ? undefined : await findVersion(tx, service, version)
  if (version === undefined || !found) throw new Refusal(general['not-found'])
  const { now, provenance } = found.passport
  const definition = definitionId(service, version)
  const asked = now?.days === undefined ? [] : [{ definition, since: lateSince(now.days, today) }]
  const ended = await endedCases(tx, [definition], CASES_AT_MOST)
  const open = await oldOpenCases(tx, asked, OPEN_AT_MOST)
  return {
    version,
    demo: (provenance['now.days'] ?? provenance['now']) === 'demo',
    ...comparePromise(now?.days, ended, open.get(definition)),
    minutesBetween: minutesBetween(
      ended.map(({ startedAt }) => startedAt),
      (instant) => workBefore(world.country.calendar, instant),
    ),
    mayGoOn: principal.roles.some(({ role }) => role === 'designer'),
  }
})
