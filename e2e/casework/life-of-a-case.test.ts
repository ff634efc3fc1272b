import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answerQuestion,
  appealDecision,
  appointSubstitute,
  askApplicant,
  checkReceipt,
  chooseSlot,
  claimTask,
  completeTask,
  correctApplication,
  findPerson,
  getApplicationView,
  listNotices,
  listSlots,
  listTasks,
  reassignAll,
  submitApplication,
  takeCash,
  withdrawApplication,
} from '../../src/modules/casework/index.ts'
import { getService } from '../../src/modules/catalogue/index.ts'
import { checkResult } from '../../src/modules/documents/index.ts'
import type { Principal } from '../../src/platform/rights/index.ts'
import { refuseHeard } from './refuse.ts'
import { openInstance } from './open-instance.ts'

let open: Awaited<ReturnType<typeof openInstance>>
let citizen: Principal
beforeAll(async () => {
  open = await openInstance()
  citizen = await open.as('citizen')
})
afterAll(async () => {
  await open?.close()
})

const example = async (service: string) =>
  (await open.does(citizen, getService(true), { id: service })).example!.answers
const file = async (service: string, who = citizen, more: object = {}) =>
  open.does(who, submitApplication, { service, answers: await example(service), ...more })
const view = (id: string, who = citizen) => open.does(who, getApplicationView, { application: id })
const kinds = async (id: string) => (await view(id)).timeline.map((entry) => entry.kind)
/** Does the first open task of an office in a case. */
async function work(
  persona: string,
  office: string,
  id: string,
  result: { outcome: string; reason?: string; note?: string; happenedOn?: string },
) {
  const who = await open.as(persona)
  const { items } = await open.does(who, listTasks, { office })
  const task = items.find((item) => item.application === id)
  expect(task, `${office} has a task in the case`).toBeDefined()
  return open.does(who, completeTask, { task: task!.id, ...result })
}
const refusal = (code: string) => expect.objectContaining({ kind: expect.objectContaining({ code }) })

describe('legal time', () => {
  it('counts what came at night from the next working day, on paper from when it was received', async () => {
    await open.at('2026-03-02T22:10:00+05:00')
    const night = await file('housing-availability-certificate')
    expect(night).toMatchObject({ number: expect.stringMatching(/^2026-03-\d{6}$/), dueAt: '2026-03-06T13:00:00Z' })
    // decided in the same night: it was received when it came
    expect((await view(night.id)).countsFrom).toBe('2026-03-02T17:10:00Z')
    expect(await kinds(night.id)).toEqual(expect.arrayContaining(['filed', 'granted']))
    expect(await kinds(night.id)).not.toContain('counts-as')
    // taken in on the next morning, stamped the evening before within working time
    await open.at('2026-03-03T10:00:00+05:00')
    const counter = await open.as('counter')
    const paper = await file('housing-availability-certificate', counter, {
      channel: 'paper',
      receivedAt: '2026-03-02T17:30:00+05:00',
      applicant: { number: citizen.number! },
      office: 'service-centre-1726266',
    })
    expect(Number(paper.number.slice(-6))).toBe(Number(night.number.slice(-6)) + 1)
    expect(paper.dueAt).toBe('2026-03-05T13:00:00Z')
    await expect(
      file('housing-availability-certificate', counter, {
        channel: 'paper',
        receivedAt: '2026-03-04T10:00:00+05:00',
        applicant: { number: citizen.number! },
        office: 'service-centre-1726266',
      }),
    ).rejects.toEqual(refusal('casework.received-in-future'))
  })

  it('stands still while a question waits for the applicant, and goes on with the answer', async () => {
    await open.at('2026-04-06T10:00:00+05:00')
    const application = await file('guardianship-incapacitated-adult')
    const officer = await open.as('officer')
    const before = (await view(application.id)).dueAt!
    const asked = await open.does(officer, askApplicant, {
      application: application.id,
      text: 'Since when do you live together?',
    })
    await open.at('2026-04-08T15:00:00+05:00')
    expect((await view(application.id)).questions).toHaveLength(1)
    expect(await kinds(application.id)).toContain('waits-for-you')
    await open.does(citizen, answerQuestion, { application: application.id, question: asked.id, text: 'Since 2019' })
    expect(await kinds(application.id)).not.toContain('waits-for-you')
    const after = (await view(application.id)).dueAt!
    expect(Date.parse(after) - Date.parse(before)).toBe(2 * 86_400_000)
    await expect(
      open.does(citizen, answerQuestion, { application: application.id, question: asked.id, text: 'Again' }),
    ).rejects.toEqual(refusal('casework.question-answered'))
  })

  it('reminds a day before a task is due and tells the head when it is late, once each', async () => {
    await open.at('2026-05-04T10:00:00+05:00')
    const application = await file('guardianship-incapacitated-adult')
    const of = async (persona: string) =>
      (await open.does(await open.as(persona), listNotices, {})).items
        .filter((notice) => notice.application === application.id)
        .map((notice) => notice.text)
    const [officer, head] = ['officer-health', 'head-health']
    for (let hour = 0; hour < 24 * 12; hour += 6)
      await open.at(new Date(Date.parse('2026-05-04T05:00:00Z') + hour * 3_600_000).toISOString())
    expect(await of(officer!)).toEqual(['task-soon'])
    expect(await of(head!)).toEqual(['task-late'])
  })
})

describe('one window', () => {
  it('takes guardianship through two bodies at once to a signed decision that anyone can check', async () => {
    await open.at('2026-06-01T10:00:00+05:00')
    const application = await file('guardianship-incapacitated-adult')
    expect(
      (await view(application.id)).evidence.filter((each) => ['found', 'answered'].includes(each.status)).length,
    ).toBeGreaterThanOrEqual(14)
    await work('officer-social', 'social-protection-1726266', application.id, { outcome: 'agree' })
    await work('officer-health', 'health-1726266', application.id, { outcome: 'agree' })
    await work('officer', 'khokimiyat-1726266', application.id, { outcome: 'grant' })
    await work('head', 'khokimiyat-1726266', application.id, { outcome: 'return', note: 'Name the ward in full' })
    await work('officer', 'khokimiyat-1726266', application.id, { outcome: 'grant' })
    await work('head', 'khokimiyat-1726266', application.id, { outcome: 'sign' })
    const done = await view(application.id)
    expect(done.status).toBe('completed')
    expect(done.timeline.map((entry) => entry.kind)).not.toContain('returned-by-head')
    const checked = await open.does({ roles: [] }, checkResult, {
      code: done.results[0]!.code.toLowerCase().replaceAll('-', ' '),
    })
    expect(checked).toMatchObject({ status: 'valid', number: application.number })
    expect(JSON.stringify(checked)).not.toContain(citizen.number)
    expect(await open.does({ roles: [] }, checkReceipt, { code: application.receipt.toLowerCase() })).toMatchObject({
      status: 'valid',
      number: application.number,
    })
  })

  it('gives a task to one officer: the second is told, and what is over stays over', async () => {
    await open.at('2026-06-02T10:00:00+05:00')
    const application = await file('guardianship-incapacitated-adult')
    const [first, second] = [await open.as('officer-health'), await open.as('head-health')]
    const task = (await open.does(first, listTasks, { office: 'health-1726266' })).items.find(
      (each) => each.application === application.id,
    )!
    await open.does(first, claimTask, { task: task.id })
    await expect(open.does(second, completeTask, { task: task.id, outcome: 'agree' })).rejects.toEqual(
      refusal('process.taken-by-another'),
    )
    await expect(open.does(first, completeTask, { task: task.id, outcome: 'object' })).rejects.toEqual(
      refusal('casework.return-needs-note'),
    )
    await open.does(first, completeTask, { task: task.id, outcome: 'agree' })
    await expect(open.does(first, completeTask, { task: task.id, outcome: 'agree' })).rejects.toMatchObject({
      kind: { status: expect.any(Number) },
    })
  })

  it('moves all work of one who leaves, and lets a substitute stand in until a date', async () => {
    await open.at('2026-06-03T10:00:00+05:00')
    const application = await file('guardianship-incapacitated-adult')
    const [officer, head] = [await open.as('officer-health'), await open.as('head-health')]
    const mine = (await open.does(officer, listTasks, { office: 'health-1726266' })).items.find(
      (each) => each.application === application.id,
    )!
    await open.does(officer, claimTask, { task: mine.id })
    const moved = await open.does(head, reassignAll, {
      office: 'health-1726266',
      from: officer.personId!,
      to: head.personId!,
    })
    expect(moved.moved).toBeGreaterThanOrEqual(1)
    await open.does(head, appointSubstitute, {
      office: 'health-1726266',
      person: head.personId!,
      substitute: officer.personId!,
      until: '2026-06-10',
    })
    const roles = (
      await open.database.query<{ until: string | null }>(
        "select until from identity.role where person = $1 and role = 'head' and body = 'health-1726266'",
        [officer.personId],
      )
    ).rows
    expect(roles).toEqual([{ until: '2026-06-10T18:59:59.999Z' }])
  })
})

describe('payment', () => {
  it('waits for the fee, takes it in cash at the counter, and gives it back when the application is withdrawn', async () => {
    await open.at('2026-07-06T10:00:00+05:00')
    const counter = await open.as('counter')
    const found = await open.does(counter, findPerson, { office: 'service-centre-1726266', query: citizen.number! })
    expect(found.person.id).toBe(citizen.personId)
    const application = await file('tree-felling-permit', counter, {
      channel: 'counter',
      applicant: { number: citizen.number! },
      office: 'service-centre-1726266',
    })
    expect(application.status).toBe('awaiting_payment')
    await open.does(counter, takeCash, { application: application.id, receipt: 'K-17' })
    expect((await view(application.id)).payments).toMatchObject([{ state: 'paid' }])
    expect(await kinds(application.id)).toContain('paid')
    await expect(open.does(counter, takeCash, { application: application.id, receipt: 'K-18' })).rejects.toEqual(
      refusal('casework.payment-over'),
    )
    await open.does(citizen, withdrawApplication, { application: application.id })
    expect(await view(application.id)).toMatchObject({
      status: 'annulled',
      payments: [{ state: 'refunded' }],
      tasks: [],
    })
  })

  it('annuls what is not paid in time', async () => {
    await open.at('2026-07-07T10:00:00+05:00')
    const application = await file('property-right-registration')
    await open.at('2026-07-30T10:00:00+05:00')
    expect((await view(application.id)).status).toBe('annulled')
  })
})

describe("the applicant's own part", () => {
  it('corrects, confirms and chooses an hour that nobody else gets', async () => {
    await open.at('2026-08-03T10:00:00+05:00')
    const [item, two] = [await file('electricity-connection'), await file('electricity-connection')]
    const task = async (id: string) => (await view(id)).tasks[0]!
    for (const id of [item.id, two.id]) {
      await work('officer-region', 'utility-1726', id, { outcome: 'correct', note: 'The address lacks the house' })
      expect(await task(id)).toMatchObject({ act: 'correct', performer: 'applicant' })
      await expect(open.does(citizen, correctApplication, { task: (await task(id)).id, answers: {} })).rejects.toEqual(
        refusal('casework.answers-incomplete'),
      )
      await open.does(citizen, correctApplication, {
        task: (await task(id)).id,
        answers: { ...(await example('electricity-connection')), address: 'Amir Temur koʻchasi, 20-uy, 1-xonadon' },
      })
      await work('officer-region', 'utility-1726', id, { outcome: 'ok' })
      await work('officer-region', 'utility-1726', id, { outcome: 'grant' })
      await open.does(citizen, completeTask, { task: (await task(id)).id, outcome: 'confirmed' })
    }
    const { items } = await open.does(citizen, listSlots, { task: (await task(item.id)).id })
    expect(items.length).toBeGreaterThan(5)
    await open.does(citizen, chooseSlot, { task: (await task(item.id)).id, at: items[0]! })
    await expect(open.does(citizen, chooseSlot, { task: (await task(two.id)).id, at: items[0]! })).rejects.toEqual(
      refusal('casework.slot-taken'),
    )
  })

  it('appeals a refusal to the region, which overturns it', async () => {
    await open.at('2026-09-07T10:00:00+05:00')
    const counter = await open.as('counter')
    const application = await file('tree-felling-permit', counter, {
      channel: 'counter',
      applicant: { number: citizen.number! },
      office: 'service-centre-1726266',
    })
    await open.does(counter, takeCash, { application: application.id, receipt: 'K-19' })
    const task = (await view(application.id)).tasks[0]!
    const { items } = await open.does(citizen, listSlots, { task: task.id })
    await open.does(citizen, chooseSlot, { task: task.id, at: items[0]! })
    const early = { outcome: 'unfit', note: 'The trees are healthy' }
    // agreed for later: nothing is recorded before it happened, unless the day of an earlier visit is told
    for (const given of [early, { ...early, happenedOn: '2026-09-08' }, { ...early, happenedOn: '2026-09-06' }])
      await expect(work('officer-ecology', 'ecology-1726266', application.id, given)).rejects.toEqual(
        refusal('casework.not-yet-happened'),
      )
    await work('officer-ecology', 'ecology-1726266', application.id, { ...early, happenedOn: '2026-09-07' })
    const owner = (await view(application.id)).owner
    const officer = owner.startsWith('khokimiyat') ? 'officer' : 'officer-ecology'
    const head = owner.startsWith('khokimiyat') ? 'head' : 'head-ecology'
    const who = await open.as(officer)
    const decide = (await open.does(who, listTasks, { office: owner })).items.find(
      (each) => each.application === application.id,
    )!
    await expect(open.does(who, completeTask, { task: decide.id, outcome: 'refuse' })).rejects.toEqual(
      refusal('casework.reason-needed'),
    )
    const { refusalGrounds } = await open.does(citizen, getService(true), { id: 'tree-felling-permit' })
    await refuseHeard(
      open,
      { officer: who, applicant: citizen, application: application.id, task: decide.id },
      { reason: refusalGrounds[0]!.id },
    )
    await work(head, owner, application.id, { outcome: 'sign' })
    const refused = await view(application.id)
    expect(refused).toMatchObject({ status: 'refused', mayAppeal: true })
    await open.does(citizen, appealDecision, { application: application.id, grounds: 'The trees are dead' })
    await work('appeal', 'khokimiyat-1726', application.id, {
      outcome: 'overturn',
      note: 'The photographs show dead trees',
    })
    const after = await view(application.id)
    expect(after).toMatchObject({ status: 'completed', mayAppeal: false })
    // the refusal's document is no longer in force, the permit is
    expect(after.results.map((result) => result.status).sort()).toEqual(['valid', 'withdrawn'])
    await expect(open.does(citizen, appealDecision, { application: application.id, grounds: 'Again' })).rejects.toEqual(
      refusal('casework.no-appeal'),
    )
  })
})
