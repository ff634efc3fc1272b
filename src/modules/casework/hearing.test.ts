import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runningFrom, WEDNESDAY } from '../../platform/clock/testing.ts'
import { caseBench, type CaseBench, type Seen, type Visitor } from './testing.ts'

const GUARDIAN = 'guardianship-incapacitated-adult'
const NOTE = 'The room is too small for the person and the child'

let bench: CaseBench
/** How far the clock was turned on. */
let turned = 0
let jasur: Visitor, shahnoza: Visitor, feruza: Visitor, dilnoza: Visitor
beforeAll(async () => {
  const running = runningFrom(WEDNESDAY)
  bench = await caseBench([GUARDIAN], { clock: () => new Date(Date.parse(running()) + turned).toISOString() })
  await signIn()
})
afterAll(() => bench?.close())

const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
/** Sessions end with the day. */
async function signIn() {
  const visitors = await Promise.all(['jasur', 'shahnoza', 'feruza', 'dilnoza'].map((name) => bench.as(name)))
  ;[jasur, shahnoza, feruza, dilnoza] = visitors as [Visitor, Visitor, Visitor, Visitor]
}
async function later(hours: number) {
  turned += hours * 3_600_000
  await signIn()
}
const done = async (seen: Promise<Seen>) => {
  const { status } = await seen
  await bench.work()
  return status
}
async function toDecide(opinions: [string, string] = ['agree', 'agree']) {
  const item = await bench.file(GUARDIAN)
  await bench.work()
  for (const [who, element, outcome] of [
    [shahnoza, 'healthOpinion', opinions[0]],
    [feruza, 'socialOpinion', opinions[1]],
  ] as const)
    await done(
      who.post(`/en/desk/tasks/${await bench.task(item.id, element)}/complete`, {
        outcome,
        note: outcome === 'object' ? 'The person is afraid of the guardian' : 'Nothing against it',
      }),
    )
  return { ...item, task: await bench.task(item.id, 'decide') }
}
const dueOf = async (id: string) =>
  (
    await bench.instance.database.query<{ due: string }>(
      'select due_at as due from casework.application where case_id = $1',
      [id],
    )
  ).rows[0]!.due

describe('a refusal', () => {
  it('waits for the person: told, answered or the term over, and the clock stands still so long', async () => {
    const { id, task } = await toDecide()
    const before = await dueOf(id)
    const told = { reason: 'not-in-interest', note: NOTE }
    expect(await done(jasur.post(`/en/desk/tasks/${task}/hearing`, told))).toBe(303)
    const asked = plain((await dilnoza.get(`/en/applications/${id}`)).text)
    expect(asked).toContain('First say what you have to say')
    expect(asked).toContain(NOTE)
    expect(asked).toContain('By the opinions of the bodies this guardianship is not in the interest')
    expect(asked).toContain('Law ZRU-457')
    expect(plain((await dilnoza.get('/en/cabinet')).text)).toContain('Answer before a decision is made')
    expect(plain((await jasur.get('/en/desk')).text)).toContain('the applicant may answer until')
    // told twice or refused meanwhile: the person may still answer
    expect(await done(jasur.post(`/en/desk/tasks/${task}/hearing`, told))).toBe(409)
    const refuse = { outcome: 'refuse', ...told }
    expect(await done(jasur.post(`/en/desk/tasks/${task}/complete`, refuse))).toBe(409)

    // a day before the end nothing has moved on; after it the office may decide
    await later(48)
    expect(await done(jasur.post(`/en/desk/tasks/${task}/complete`, refuse))).toBe(409)
    await later(84)
    await bench.work()
    expect(Date.parse(await dueOf(id))).toBeGreaterThan(Date.parse(before))
    expect((await dilnoza.post(`/en/applications/${id}/hearing`, { hearing: 'Too late' })).status).toBe(409)
    expect(plain((await jasur.get('/en/desk')).text)).toContain('the applicant has not answered in time')
    // another ground is another hearing
    expect(await done(jasur.post(`/en/desk/tasks/${task}/complete`, { ...refuse, reason: 'guardian-unfit' }))).toBe(409)
    expect(await done(jasur.post(`/en/desk/tasks/${task}/complete`, refuse))).toBe(303)
    const page = plain((await dilnoza.get(`/en/applications/${id}`)).text)
    expect(page).toContain('You were heard before the decision')
    expect(page).toContain('no answer came by')
  })

  it('against what all bodies said needs a reason in words, which the person reads with the opinions', async () => {
    const { id, task } = await toDecide()
    await done(jasur.post(`/en/desk/tasks/${task}/hearing`, { reason: 'not-in-interest', note: NOTE }))
    expect(await done(dilnoza.post(`/en/applications/${id}/hearing`, { hearing: 'Look at the room again' }))).toBe(303)
    expect(plain((await jasur.get(`/en/desk/tasks/${task}`)).text)).toContain('Look at the room again')
    expect(plain((await jasur.get('/en/desk')).text)).toContain('Decide the applicant has answered')
    const silent = await jasur.post(`/en/desk/tasks/${task}/complete`, { outcome: 'refuse', reason: 'not-in-interest' })
    expect(silent.status).toBe(422)
    expect(plain(silent.text)).toContain('What was said in the case does not show this ground')
    expect(
      await done(
        jasur.post(`/en/desk/tasks/${task}/complete`, { outcome: 'refuse', reason: 'not-in-interest', note: NOTE }),
      ),
    ).toBe(303)
    const page = plain((await dilnoza.get(`/en/applications/${id}`)).text)
    expect(page).toContain('What the bodies said')
    expect(page).toContain('Agrees Nothing against it')
  })

  it('that a body’s objection shows needs no more than that the person was heard', async () => {
    const { id, task } = await toDecide(['agree', 'object'])
    expect((await jasur.get(`/en/desk/tasks/${task}`)).status).toBe(200)
    await done(jasur.post(`/en/desk/tasks/${task}/hearing`, { reason: 'not-in-interest', note: NOTE }))
    await done(dilnoza.post(`/en/applications/${id}/hearing`, { hearing: 'He was only tired' }))
    expect(
      await done(jasur.post(`/en/desk/tasks/${task}/complete`, { outcome: 'refuse', reason: 'not-in-interest' })),
    ).toBe(303)
  })

  it('is not the only end: who answers well is granted, and the hearing ends', async () => {
    const { id, task } = await toDecide()
    await done(jasur.post(`/en/desk/tasks/${task}/hearing`, { reason: 'not-in-interest', note: NOTE }))
    expect(await done(jasur.post(`/en/desk/tasks/${task}/complete`, { outcome: 'grant' }))).toBe(303)
    expect((await dilnoza.post(`/en/applications/${id}/hearing`, { hearing: 'Thanks' })).status).toBe(409)
    const { rows } = await bench.instance.database.query(
      "select 1 from casework.pause where case_id = $1 and basis = 'hearing' and until is null",
      [id],
    )
    expect(rows).toEqual([])
  })
})
