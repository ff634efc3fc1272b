import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  appealDecision,
  getApplicationView,
  listApplications,
  openDecision,
  serveDecision,
  showCabinet,
} from '../../src/modules/casework/index.ts'
import { checkResult } from '../../src/modules/documents/index.ts'
import { projectRoot } from '../../src/platform/database/testing.ts'
import { openFiles } from '../../src/platform/files/index.ts'
import type { Principal } from '../../src/platform/rights/index.ts'
import { workingDayFrom } from '../journeys/working-days.ts'
import { runCommand } from '../testing/start-instance.ts'
import { openInstance } from './open-instance.ts'
import { deskOf, JUDGES, SERVICES, type Desk } from './refused-cases.ts'

let open: Awaited<ReturnType<typeof openInstance>>
let citizen: Principal
let desk: Desk
beforeAll(async () => {
  open = await openInstance()
  citizen = await open.as('citizen')
  desk = deskOf(open, citizen)
})
afterAll(async () => {
  await open?.close()
})

const noAppeal = expect.objectContaining({ kind: expect.objectContaining({ code: 'casework.no-appeal' }) })
const view = (id: string, who = citizen) => open.does(who, getApplicationView, { application: id })
const appeal = (id: string, who = citizen) =>
  open.does(who, appealDecision, { application: id, grounds: 'I do not agree' })
/** So many days after a date. */
const later = (date: string, days: number) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
/** Turns the clock to ten o'clock of the next working day. */
async function nextMorning(): Promise<string> {
  const day = workingDayFrom(later(open.now.slice(0, 10), 1))
  await open.at(`${day}T10:00:00+05:00`)
  return day
}
const minutesAfter = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString()
describe.each(SERVICES)('a refusal of $service', (service) => {
  it('is appealed on the last lawful day, decided above, and overturned', async () => {
    const day = await nextMorning()
    const { id, who } = await desk.refused(service)
    const before = await view(id, who)
    expect(before).toMatchObject({
      status: 'refused',
      outcome: 'refused',
      mayAppeal: true,
      appeal: { office: service.above },
      decisions: [{ outcome: 'refused' }],
    })
    // ten days, off a day of rest, to the end of the office's day
    expect(Date.parse(before.appeal!.until!)).toBe(Date.parse(`${workingDayFrom(later(day, 10))}T18:00:00+05:00`))
    await open.at(minutesAfter(before.appeal!.until!, -1))
    await appeal(id, who)
    // a refusal that was appealed is one until the body above has decided, for whoever has its document too
    const appealed = await view(id, who)
    expect(appealed).toMatchObject({ status: 'in_progress', outcome: 'refused', mayAppeal: false, appeal: null })
    const acting = { ...who, ...(service.as ? { actingFor: { number: service.as[1], name: '' } } : {}) }
    for (const { items } of [
      await open.does(acting, listApplications, { size: 100 }),
      await open.does(acting, showCabinet, {}).then(({ applications }) => ({ items: applications })),
    ])
      expect(items.find((item) => item.id === id)).toMatchObject({ status: 'in_progress', outcome: 'refused' })
    for (const { code } of appealed.results)
      expect(await open.does({ roles: [] }, checkResult, { code })).toMatchObject({
        status: 'valid',
        outcome: 'refused',
      })
    await expect(appeal(id, who)).rejects.toEqual(noAppeal)
    await desk.work(JUDGES[service.above] ?? 'appeal-2', service.above, id, {
      outcome: 'overturn',
      note: 'The registers were wrong',
    })
    const after = await view(id, who)
    if (service.ends === 'completed') {
      expect(after).toMatchObject({ status: 'completed', mayAppeal: false })
      expect(after.results.map((result) => result.status).sort()).toEqual(['valid', 'withdrawn'])
      const valid = after.results.find((result) => result.status === 'valid')!
      expect(await open.does({ roles: [] }, checkResult, { code: valid.code })).toMatchObject({
        status: 'valid',
        kind: expect.not.stringMatching('refusal'),
        outcome: 'granted',
        office: service.above,
        decided: { by: expect.any(String), office: service.above },
        signer: { name: expect.any(String), role: 'officer', office: service.above },
      })
      const paper = JSON.stringify(
        (await open.database.query('select content from documents.result where code = $1', [valid.code])).rows[0],
      )
      expect(paper).toContain('was overturned on appeal on')
      expect(paper).toContain('by decision on an appeal')
      expect(paper).toContain('The registers were wrong')
      expect(after).toMatchObject({
        outcome: 'granted',
        decisions: [
          { outcome: 'refused' },
          { outcome: 'overturned', office: service.above, decidedBy: expect.any(String) },
          { outcome: 'granted', office: service.above, decidedBy: expect.any(String) },
        ],
      })
    } else {
      expect(after.tasks).toMatchObject([{ act: service.act, performer: 'applicant' }])
      // the refusal holds no more, and a paper says who overturned it and why before the case goes on
      expect(after.results.map(({ kind, outcome, status }) => [kind, outcome, status]).sort()).toEqual([
        ['appeal', 'overturned', 'valid'],
        ['refusal', 'refused', 'withdrawn'],
      ])
      const { code } = after.results.find(({ kind }) => kind === 'appeal')!
      expect(await open.does({ roles: [] }, checkResult, { code })).toMatchObject({
        status: 'valid',
        outcome: 'overturned',
        office: service.above,
        signer: { name: expect.any(String), role: 'officer', office: service.above },
      })
    }
  })

  it('stands for good when the body above upholds it, and when nobody appealed in time', async () => {
    await nextMorning()
    const [upheld, lapsed] = [await desk.refused(service), await desk.refused(service)]
    await appeal(upheld.id, upheld.who)
    await desk.work(JUDGES[service.above] ?? 'appeal-2', service.above, upheld.id, {
      outcome: 'uphold',
      note: 'Looked at again',
    })
    const stands = await view(upheld.id, upheld.who)
    expect(stands).toMatchObject({ status: 'refused', outcome: 'upheld', mayAppeal: false, appeal: null, tasks: [] })
    expect(stands.timeline.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['refused', 'appealed', 'appeal-upheld']),
    )
    // the refusal stays in force, and the decision on the appeal beside it says who decided, why, and which way is next
    expect(stands.results.map((result) => [result.kind, result.status]).sort()).toEqual([
      ['appeal', 'valid'],
      ['refusal', 'valid'],
    ])
    const { code } = stands.results.find(({ kind }) => kind === 'appeal')!
    expect(await open.does({ roles: [] }, checkResult, { code })).toMatchObject({
      status: 'valid',
      outcome: 'upheld',
      title: expect.stringContaining('The refusal stands: '),
      office: service.above,
      decided: { by: expect.any(String), office: service.above },
      signer: { name: expect.any(String), role: 'officer', office: service.above },
    })
    const paper = JSON.stringify(
      (await open.database.query('select content from documents.result where code = $1', [code])).rows,
    )
    for (const said of [
      'Decision on an appeal',
      'was appealed on',
      'the refusal stands. It was decided by',
      ', officer',
      'Looked at again',
      'the administrative court',
      '3 months',
    ])
      expect(paper).toContain(said)
    expect(paper).not.toContain('may be appealed')
    await expect(appeal(upheld.id, upheld.who)).rejects.toEqual(noAppeal)

    const { until } = (await view(lapsed.id, lapsed.who)).appeal!
    await open.at(minutesAfter(until!, 1))
    expect(await view(lapsed.id, lapsed.who)).toMatchObject({
      status: 'refused',
      outcome: 'refused',
      mayAppeal: false,
      appeal: null,
      decisions: [{ outcome: 'refused' }],
    })
    await expect(appeal(lapsed.id, lapsed.who)).rejects.toEqual(noAppeal)
  })
})

it('takes no appeal after the last day even where no worker has looked at the clock yet', async () => {
  const { id, who } = await desk.refused(SERVICES[0]!)
  const { until } = (await view(id, who)).appeal!
  const late = { principal: who, language: 'en' as const, now: minutesAfter(until!, 1) }
  expect(await open.performing.perform(getApplicationView, { application: id }, late)).toMatchObject({
    mayAppeal: false,
    appeal: null,
  })
  await expect(open.performing.perform(appealDecision, { application: id, grounds: 'Too late' }, late)).rejects.toEqual(
    noAppeal,
  )
})

it('lets the term run from the day the person knows of the refusal, where the law says so', async () => {
  const { appeal: rule } = open.instance.country.procedure
  rule.runsFrom = 'served'
  try {
    await nextMorning()
    const [opened, handed] = [await desk.refused(SERVICES[0]!), await desk.refused(SERVICES[0]!)]
    expect((await view(opened.id)).appeal).toMatchObject({ until: null })
    // nobody told them: the wait does not end
    await open.at(`${workingDayFrom(later(open.now.slice(0, 10), 60))}T10:00:00+05:00`)
    expect(await view(opened.id)).toMatchObject({ status: 'refused', mayAppeal: true, closedAt: null })
    const day = open.now.slice(0, 10)
    await open.does(citizen, openDecision, { application: opened.id })
    const known = await view(opened.id)
    expect(known.decisions.at(-1)).toMatchObject({ servedAt: expect.any(String), servedHow: 'cabinet' })
    expect(Date.parse(known.appeal!.until!)).toBe(Date.parse(`${workingDayFrom(later(day, 10))}T18:00:00+05:00`))
    // opened again, the first time counts
    const until = known.appeal!.until!
    await open.at(minutesAfter(until, -1))
    await open.does(citizen, openDecision, { application: opened.id })
    expect((await view(opened.id)).appeal!.until).toBe(until)
    await open.at(minutesAfter(until, 1))
    expect(await view(opened.id)).toMatchObject({ status: 'refused', mayAppeal: false, closedAt: expect.any(String) })

    // on paper: whoever hands it over says so, not before it was made and not for tomorrow
    const clerk = await open.as('officer-cadastre')
    for (const at of ['2020-01-01T00:00:00Z', minutesAfter(open.now, 60 * 24)])
      await expect(open.does(clerk, serveDecision, { application: handed.id, how: 'post', at })).rejects.toMatchObject({
        kind: { code: 'casework.served-when' },
      })
    await open.does(clerk, serveDecision, { application: handed.id, how: 'handed' })
    expect((await view(handed.id)).decisions.at(-1)).toMatchObject({ servedHow: 'handed' })
    await open.does(citizen, appealDecision, { application: handed.id, grounds: 'I do not agree' })
  } finally {
    rule.runsFrom = 'made'
  }
})

describe('the signed decision on an appeal', () => {
  /** Asks the command as whoever has the file does, at the instance's own time. */
  async function verified(...args: string[]) {
    const { code, stdout, stderr } = await runCommand(
      {
        DARCHA_HOME: open.home,
        DATABASE_URL: open.databaseUrl,
        NODE_OPTIONS: `--import ${join(projectRoot, 'scripts', 'shifted-clock.js')}`,
        CLOCK_AT: minutesAfter(open.now, 5),
      },
      'verify',
      ...args,
      '--json',
    )
    expect(stdout, stderr).not.toBe('')
    return { code, verdict: JSON.parse(stdout) }
  }
  /** Refuses by rule, appeals, decides the appeal, and writes each signed paper to a file. */
  async function papers(outcome: 'uphold' | 'overturn') {
    await nextMorning()
    const { id, who } = await desk.refused(SERVICES[0]!)
    await appeal(id, who)
    await desk.work('appeal-2', 'cadastre-1726', id, { outcome, note: 'Looked at again' })
    const { rows } = await open.database.query<{ code: string; kind: string; outcome: string; signed: string }>(
      'select code, kind, outcome, signed from documents.result where case_id = $1',
      [id],
    )
    return Promise.all(
      rows.map(async ({ signed, ...paper }) => {
        const path = join(open.home, `${paper.code}.pdf`)
        writeFileSync(path, await openFiles(join(open.home, 'files')).bytes(signed))
        return { ...paper, path }
      }),
    )
  }

  it('is genuine for whoever has the file or the code, and says who above decided and signed', async () => {
    const upheld = await papers('uphold')
    expect(upheld.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'upheld'])
    const paper = upheld.find(({ outcome }) => outcome === 'upheld')!
    for (const given of [paper.path, paper.code]) {
      const { code, verdict } = await verified(given)
      expect(verdict, given).toMatchObject({
        valid: true,
        kind: 'result',
        problems: [],
        facts: { status: 'valid', outcome: 'upheld', office: 'cadastre-1726', decided: { office: 'cadastre-1726' } },
      })
      expect(code).toBe(0)
      expect(verdict.facts.signer).toMatchObject({ role: 'officer', office: 'cadastre-1726' })
      // the certificate bears the name of whoever signed, not that of an office or of who had refused
      expect(verdict.facts.signedBy).toContain(verdict.facts.signer.name)
    }
  }, 60_000)

  it('that overturns leaves the refusal out of force and the document that followed in force', async () => {
    const overturned = await papers('overturn')
    const said: unknown[] = []
    for (const { path, outcome } of overturned) {
      const { code, verdict } = await verified(path)
      said.push([outcome, code, verdict.valid, verdict.problems.map((problem: { code: string }) => problem.code)])
    }
    expect(said.sort()).toEqual([
      ['granted', 0, true, []],
      ['refused', 1, false, ['withdrawn']],
    ])
    // a byte of the signed paper is enough
    const granted = overturned.find(({ outcome }) => outcome === 'granted')!
    const bytes = readFileSync(granted.path)
    bytes[1_000]! ^= 1
    writeFileSync(granted.path, bytes)
    expect(await verified(granted.path)).toMatchObject({ code: 1, verdict: { valid: false } })
  }, 60_000)
})
