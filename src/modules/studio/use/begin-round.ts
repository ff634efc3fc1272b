import { z } from 'zod'
import { discover, LogBuilder } from '../../../kernel/mining/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { definitionId, findCurrentVersion, findVersion } from '../../catalogue/index.ts'
import { livedSteps, type LivedStep } from '../../process/index.ts'
import { mendRunning } from '../../redesign/index.ts'
import { refusal } from '../model/refusals.ts'
import { begun, BegunFacts, raised, seeKept } from './begin-draft.ts'
import { Standing } from './shapes.ts'

/** The cases that ended last say how a service is lived now. */
const CASES_AT_MOST = 1_000
/** Share of the commonest successor below which a way is left out, so that the drawing is the way and not every case. */
const NOISE = 0.2

/** The process that cases went by, as a model with its drawing. @returns undefined where nothing was done yet */
function mined(steps: readonly LivedStep[], called: string): string | undefined {
  if (steps.length === 0) return undefined
  const log = new LogBuilder()
  for (const [, own] of Map.groupBy(steps, (step) => step.case)) {
    for (const { name, at } of own) log.add(name, Date.parse(at), undefined, 'complete')
    log.endCase()
  }
  return discover(log.build(), called, NOISE)
}

export const beginFixed = useCase({
  name: 'studio.begin-fixed',
  title: 'Begin the next version of a service with its process after the fix of a finding, or of all of them',
  at: 'POST /studio/fixes',
  input: z.object({
    body: z.string().max(100),
    service: z.string().max(100),
    /** Key of the finding, as the diagnosis of the running process tells it, or `all`. */
    fix: z.string().min(1).max(1000),
  }),
  output: Standing,
  needs: ['country'],
  may: 'designer for of body',
  records: { about: 'system', facts: BegunFacts, readers: 'officials' },
  status: 201,
}).does(async ({ input: { body, service, fix }, principal, now, world, language }, tx) => {
  const { current, version } = await published(tx, service)
  await seeKept(tx, service, { body, principal, world })
  const mended = await mendRunning(version, fix, (name) => world.country.text(name, language))
  if (!mended) throw new Refusal(refusal['fix-unknown'])
  if (mended.refused !== null)
    throw new Refusal(refusal['fix-refused'], { parameters: { reason: mended.refused.slice(0, 500) } })
  const files = {
    ...version.files,
    'service.yaml': raised(version.files['service.yaml']!, current + 1),
    'process.bpmn': mended.bpmn,
  }
  return begun(tx, { principal, now }, { service, body, files, base: current })
})

/** @throws Refusal when no such service is published */
async function published(tx: Tx, service: string) {
  const current = await findCurrentVersion(tx, service)
  const version = current === undefined ? undefined : await findVersion(tx, service, current)
  if (current === undefined || !version) throw new Refusal(general['not-found'])
  return { current, version }
}

export const beginRound = useCase({
  name: 'studio.begin-round',
  title: 'Begin the next version of a service with the process that its cases really went by as the way it is now',
  at: 'POST /studio/rounds',
  input: z.object({ body: z.string().max(100), service: z.string().max(100) }),
  output: Standing,
  needs: ['country', 'engine'],
  may: 'designer for of body',
  records: { about: 'system', facts: BegunFacts, readers: 'officials' },
  status: 201,
})
  // many histories are read for it: before the transaction of the change, which then holds nothing for long
  .asking(({ input: { service }, world }, database) =>
    database.read(async (tx) => {
      const { current } = await published(tx, service)
      return mined(await livedSteps(tx, world.engine, definitionId(service, current), CASES_AT_MOST), service)
    }),
  )
  .does(async ({ input: { body, service }, asked: lived, principal, now, world }, tx) => {
    const { current, version } = await published(tx, service)
    await seeKept(tx, service, { body, principal, world })
    if (lived === undefined) throw new Refusal(refusal['not-lived'])
    const files = {
      ...version.files,
      'service.yaml': raised(version.files['service.yaml']!, current + 1),
      'before.bpmn': lived,
    }
    return begun(tx, { principal, now }, { service, body, files, base: current })
  })
