import { z } from 'zod'
import { discover, LogBuilder } from '../../../kernel/mining/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { parse } from '../../../kernel/process/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { definitionId, findCurrentVersion, findVersion } from '../../catalogue/index.ts'
import { livedSteps, type LivedStep } from '../../process/index.ts'
import { LivedLog, livedOf, mendRunning, sharesOfFlows, timesOfSteps } from '../../redesign/index.ts'
import type { Draft, Files } from '../model/draft.ts'
import { Unreadable } from '../model/edit-errors.ts'
import { compareXml, readXml, writeXml } from '../../../kernel/xml/index.ts'
import { editProcess } from '../model/edit-process.ts'
import { keepWritten } from '../model/keep-written.ts'
import { refusal } from '../model/refusals.ts'
import { tagsOf } from '../model/tags.ts'
import { begun, BegunFacts, raised, seeKept } from './begin-draft.ts'
import { lockOpenDraft } from '../store/drafts.ts'
import { saved } from './change-draft.ts'
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
  title:
    'Do the fix of a finding, or of all, in the next version of a service: in the draft that is edited, else in a new one',
  at: 'POST /studio/fixes',
  input: z.object({
    body: z.string().max(100),
    service: z.string().max(100),
    /** Key of the finding, as the diagnosis of the running process tells it, or `all`. */
    fix: z.string().min(1).max(1000),
    /** What a log told of its steps, where the finding is of one. */
    lived: LivedLog.optional(),
  }),
  output: Standing,
  needs: ['country'],
  may: 'designer for of body',
  records: { about: 'system', facts: BegunFacts, readers: 'officials' },
  status: 201,
}).does(async ({ input: { body, service, fix, lived }, principal, now, world, language }, tx) => {
  const { current, version } = await published(tx, service)
  await seeKept(tx, service, { body, principal, world })
  // fixes add up: each goes into what the ones before made
  const draft = await lockOpenDraft(tx, { service, body, base: current })
  const files = draft?.files ?? nextFiles(version.files, current)
  seeReadable('process.bpmn', files['process.bpmn'])
  const mended = await mendRunning(
    { passport: version.passport, files },
    fix,
    (name) => world.country.text(name, language),
    lived && livedOf(lived),
  )
  if (!mended) throw new Refusal(refusal['fix-unknown'])
  if (mended.refused !== null)
    throw new Refusal(refusal['fix-refused'], { parameters: { reason: mended.refused.slice(0, 500) } })
  return kept(
    tx,
    { principal, now },
    {
      draft,
      service,
      body,
      base: current,
      files: { ...files, 'process.bpmn': asWritten(files['process.bpmn']!, mended.bpmn) },
      done: mended.done,
    },
  )
})

/** The files of a published version as those of its next one. */
const nextFiles = (files: Files, current: number): Files => ({
  ...files,
  'service.yaml': raised(files['service.yaml']!, current + 1),
})

const unreadable = (file: string, message: string) =>
  new Refusal(refusal['file-unreadable'], { parameters: { file, message } })

/** A fix writes its model anew: what it did not mean stays as it was written. */
function asWritten(bpmn: string, mended: string): string {
  const kept = keepWritten(bpmn, writeXml(readXml(bpmn)), mended)
  const { lost, changed } = compareXml(readXml(mended).root, readXml(kept).root)
  return lost.length + changed.length === 0 ? kept : mended
}

/** A draft may hold a file that can't be read: whoever edits it mends that first. @throws Refusal */
function seeReadable(file: string, text: string | undefined): void {
  try {
    if (text !== undefined) tagsOf(text)
  } catch (error) {
    if (error instanceof Unreadable) throw unreadable(file, error.message)
    throw error
  }
}

/** Saves files as the next revision of a draft, or begins one with them. */
async function kept(
  tx: Tx,
  call: Parameters<typeof begun>[1],
  { draft, ...next }: Parameters<typeof begun>[2] & { draft: Draft | undefined },
): ReturnType<typeof begun> {
  if (!draft) return begun(tx, call, next)
  const by = call.principal.personId!
  const { answer } = await saved(tx, draft, { files: next.files, part: 'process', done: next.done, by, now: call.now })
  return {
    answer: { id: draft.id, revision: answer.revision, state: 'editing' as const },
    subject: draft.id,
    facts: { draft: draft.id, service: next.service, body: next.body },
  }
}

/** Steps of a model at most. */
const STEPS_AT_MOST = 5_000
const BPMN_BYTES = 2_000_000

export const beginMined = useCase({
  name: 'studio.begin-mined',
  title:
    'Take what a log told into the next version of a service: measured times into its process, a mined model as the way it is now',
  at: 'POST /studio/mined',
  input: z.object({
    body: z.string().max(100),
    service: z.string().max(100),
    /** How long steps took, by id, as `darcha:minutes` writes it. */
    times: z
      .record(z.string().max(200), z.string().max(100))
      .refine((times) => Object.keys(times).length <= STEPS_AT_MOST)
      .optional(),
    /** How long cases lay at a step before it began, by id; `times` of it are then the work alone. */
    waits: z
      .record(z.string().max(200), z.string().max(100))
      .refine((waits) => Object.keys(waits).length <= STEPS_AT_MOST)
      .optional(),
    /** Which share of the cases took a flow of a gateway, by its id: `darcha:share`. */
    shares: z
      .record(z.string().max(200), z.number().min(0).max(1))
      .refine((shares) => Object.keys(shares).length <= STEPS_AT_MOST)
      .optional(),
    /** The way that a log shows, BPMN 2.0. */
    before: z.string().max(BPMN_BYTES).optional(),
  }),
  output: Standing,
  needs: ['country'],
  may: 'designer for of body',
  records: { about: 'system', facts: BegunFacts, readers: 'officials' },
  status: 201,
}).does(async ({ input: { body, service, times, waits, shares, before }, principal, now, world }, tx) => {
  const { current, version } = await published(tx, service)
  await seeKept(tx, service, { body, principal, world })
  const draft = await lockOpenDraft(tx, { service, body, base: current })
  const files = draft?.files ?? nextFiles(version.files, current)
  const read = before === undefined ? undefined : await parse(before)
  if (read && !read.model) throw unreadable('before.bpmn', read.problems[0]?.message ?? '')
  const process = files['process.bpmn']
  if (times || shares) seeReadable('process.bpmn', process)
  const said = times && process !== undefined ? timesOfSteps(process, times, waits) : []
  const ways = shares && process !== undefined ? sharesOfFlows(process, shares) : []
  const timed = [...said, ...ways].reduce(
    (bpmn, { step, attributes }) => editProcess(bpmn, { do: 'set', step, attributes }),
    process!,
  )
  return kept(
    tx,
    { principal, now },
    {
      draft,
      service,
      body,
      base: current,
      files: {
        ...files,
        ...(timed === undefined ? {} : { 'process.bpmn': timed }),
        ...(before === undefined ? {} : { 'before.bpmn': before }),
      },
    },
  )
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
    const files = { ...nextFiles(version.files, current), 'before.bpmn': lived }
    return begun(tx, { principal, now }, { service, body, files, base: current })
  })
