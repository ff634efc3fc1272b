import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPersonId } from '../../../../platform/identity/index.ts'
import { caseBench, type CaseBench, type Visitor } from '../../testing.ts'

const HOUSE = 'individual-housing-construction-permit'
const GUARDIAN = 'guardianship-incapacitated-adult'
const OFFICE = 'khokimiyat-1726266'

let bench: CaseBench
let jasur: Visitor, akmal: Visitor, nargiza: Visitor, shahnoza: Visitor, bekzod: Visitor, feruza: Visitor
beforeAll(async () => {
  bench = await caseBench([HOUSE, GUARDIAN])
  const officers = await Promise.all(
    ['jasur', 'akmal', 'nargiza', 'shahnoza', 'bekzod', 'feruza'].map((text) => bench.as(text)),
  )
  ;[jasur, akmal, nargiza, shahnoza, bekzod, feruza] = officers as [
    Visitor,
    Visitor,
    Visitor,
    Visitor,
    Visitor,
    Visitor,
  ]
})
afterAll(() => bench.close())

const filed = async (service: string) => {
  const application = await bench.file(service)
  await bench.work()
  return application
}
const complete = async (who: Visitor, task: string, fields: Record<string, string>) => {
  const seen = await who.post(`/en/desk/tasks/${task}/complete`, fields)
  await bench.work()
  return seen
}
/** A guardianship case that waits for the officer's decision. */
async function toDecide(): Promise<{ id: string; number: string; task: string }> {
  const item = await filed(GUARDIAN)
  await complete(shahnoza, await bench.task(item.id, 'healthOpinion'), { outcome: 'agree' })
  await complete(feruza, await bench.task(item.id, 'socialOpinion'), { outcome: 'agree' })
  return { ...item, task: await bench.task(item.id, 'decide') }
}
/** Tells the applicant ground and facts, hears them, and refuses. */
async function refuse(who: Visitor, { id, task }: { id: string; task: string }, fields: Record<string, string>) {
  const told = await who.post(`/en/desk/tasks/${task}/hearing`, fields)
  expect(told).toMatchObject({ status: 303, location: `/en/desk/tasks/${task}` })
  const dilnoza = await bench.as('dilnoza')
  expect(plain((await dilnoza.get(`/en/applications/${id}`)).text)).toContain('First say what you have to say')
  expect((await dilnoza.post(`/en/applications/${id}/hearing`, { hearing: 'The room is ready' })).status).toBe(303)
  return complete(who, task, { outcome: 'refuse', ...fields })
}
const NOTE = 'The room is too small for the person and the child'
const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

it('says in the demonstration where work comes from, to who finds nothing there', async () => {
  const empty = plain((await shahnoza.get('/en/desk')).text)
  expect(empty).toContain('The queue is empty')
  expect(empty).toContain('Sign in as Dilnoza Karimova and apply')
  expect(plain((await shahnoza.get('/en/desk?due=late')).text)).not.toContain('In this demonstration')
})

it('shows an office its own tasks, due first, late ones as late, and narrows them', async () => {
  const [late, other] = [await filed(HOUSE), await filed(GUARDIAN)]
  await bench.instance.database.query(
    "update process.task set due_at = $3::timestamptz - interval '3 days' where case_id = $1 and office = $2",
    [late.id, OFFICE, bench.clock()],
  )
  const queue = await jasur.get('/en/desk')
  expect(queue.status).toBe(200)
  expect(queue.text).toContain(late.number)
  // the guardianship waits at other bodies
  expect(queue.text).not.toContain(other.number)
  expect(plain(queue.text)).toMatch(/\d\d:\d\d · Late/)
  expect((await jasur.get('/en/desk?due=late')).text).toContain(late.number)
  expect((await jasur.get('/en/desk?due=today')).text).not.toContain(late.number)
  expect((await jasur.get('/en/desk?whose=mine')).text).toContain('No task meets these conditions')
  expect((await jasur.get(`/en/desk?service=${GUARDIAN}`)).text).not.toContain(late.number)
  expect((await jasur.get(`/en/desk/tasks/${await bench.task(late.id, 'plotOpinion')}`)).status).toBe(200)
  // another office in the address changes nothing: one sees one's own
  expect((await shahnoza.get(`/en/desk?office=${OFFICE}`)).text).not.toContain(late.number)
  // what one person holds is for heads
  expect((await jasur.get(`/en/desk?person=${demoPersonId('akmal')}`)).text).toContain(late.number)
})

it('refuses only on a ground of the law, and keeps what was typed until it is right', async () => {
  const { id, number, task } = await toDecide()
  const page = await jasur.get(`/en/desk/tasks/${task}`)
  expect(plain(page.text)).toContain('No register shows a ground for refusal')
  expect(plain(page.text)).toContain('Opinion of the health body Agrees')
  const without = await jasur.post(`/en/desk/tasks/${task}/complete`, {
    outcome: 'refuse',
    note: 'A note "with" <b>marks</b>',
  })
  expect(without.status).toBe(422)
  expect(without.text).toContain('Choose a ground from the law')
  expect(without.text).toContain('A note &quot;with&quot; &lt;b&gt;marks&lt;/b&gt;')
  expect(
    (await jasur.post(`/en/desk/tasks/${task}/complete`, { outcome: 'refuse', reason: 'my-own-ground', note: 'x' }))
      .status,
  ).toBe(422)
  // the law wants the person heard first; and what both bodies said needs more than a word to be passed over
  const unheard = await jasur.post(`/en/desk/tasks/${task}/complete`, {
    outcome: 'refuse',
    reason: 'not-in-interest',
    note: NOTE,
  })
  expect(unheard.status).toBe(409)
  expect(plain(unheard.text)).toContain('Before a refusal the applicant is heard')
  expect(plain(page.text)).toContain('a written reason is needed')
  expect(page.text).not.toContain('value="refuse"')
  expect(
    (await jasur.post(`/en/desk/tasks/${task}/hearing`, { reason: 'not-in-interest', note: 'Checked' })).status,
  ).toBe(422)
  const done = await refuse(jasur, { id, task }, { reason: 'not-in-interest', note: NOTE, office: OFFICE, number })
  expect(done).toMatchObject({
    status: 303,
    location: `/en/desk?office=${OFFICE}&done=${id}&number=${number}&said=refuse`,
  })
  const queue = (await jasur.get(done.location!)).text
  expect(queue).toContain('Recorded: Refused')
  expect(queue).toContain(`href="/en/desk/cases/${id}">Case ${number}<`)
  // the head sees the document before it is signed; the officer has no signature to give
  const sign = await bench.task(id, 'sign')
  expect((await nargiza.get(`/en/desk/tasks/${sign}`)).text).toContain(`/en/desk/cases/${id}/draft`)
  expect(await nargiza.get(`/en/desk/cases/${id}/draft`)).toMatchObject({ status: 200, type: 'application/pdf' })
  expect((await jasur.get(`/en/desk/tasks/${sign}`)).text).not.toContain('value="sign"')
  expect((await jasur.post(`/en/desk/tasks/${sign}/complete`, { outcome: 'sign' })).status).toBe(403)
  expect((await complete(nargiza, sign, { outcome: 'return' })).status).toBe(422)
  await complete(nargiza, sign, { outcome: 'sign' })
  expect(plain((await jasur.get(`/en/desk/cases/${id}`)).text)).toContain('Refused')
})

it('takes an appeal to the body above, which reads what the applicant objects to', async () => {
  const { id, task } = await toDecide()
  await refuse(jasur, { id, task }, { reason: 'not-in-interest', note: NOTE })
  await complete(nargiza, await bench.task(id, 'sign'), { outcome: 'sign' })
  const [dilnoza, otabek] = await Promise.all([bench.as('dilnoza'), bench.as('otabek')])
  expect((await otabek.get(`/en/desk/cases/${id}`)).status).toBe(403)
  expect((await dilnoza.post(`/en/applications/${id}/appeal`, { grounds: 'We have <three> rooms' })).status).toBe(303)
  await bench.work()
  const appeal = await bench.task(id, 'appeal')
  expect((await otabek.get('/uz-cyrl/desk')).text).toContain(`/uz-cyrl/desk/tasks/${appeal}`)
  const page = await otabek.get(`/en/desk/tasks/${appeal}`)
  expect(page.text).toContain('We have &lt;three&gt; rooms')
  expect(plain(page.text)).toContain('Decision at the khokimiyat Refused By the opinions of the bodies')
  expect((await complete(otabek, appeal, { outcome: 'overturn' })).status).toBe(422)
  expect((await complete(otabek, appeal, { outcome: 'overturn', note: 'Room enough' })).status).toBe(303)
  // the office that decided finds the signed document at its desk
  const link = /\/en\/results\/[\w-]+\/document/.exec((await jasur.get(`/en/desk/cases/${id}`)).text)![0]
  expect(await jasur.get(link)).toMatchObject({ status: 200, type: 'application/pdf' })
})

it('says plainly that a colleague was faster, and loses no note', async () => {
  const { task } = await toDecide()
  expect((await akmal.post(`/en/desk/tasks/${task}/claim`, {})).status).toBe(303)
  const taken = await jasur.post(`/en/desk/tasks/${task}/claim`, {})
  expect(taken.status).toBe(409)
  const late = await jasur.post(`/en/desk/tasks/${task}/complete`, { outcome: 'grant', note: 'All papers are there' })
  expect(late.status).toBe(409)
  expect(plain(late.text)).toContain('A colleague works on this task')
  expect(late.text).toContain('All papers are there')
  // the head sees who, takes it back and gives it on
  expect((await nargiza.get(`/en/desk?person=${demoPersonId('akmal')}`)).text).toContain(`/en/desk/tasks/${task}`)
  expect((await nargiza.post(`/en/desk/tasks/${task}/assign`, { person: '' })).status).toBe(422)
  expect((await nargiza.post(`/en/desk/tasks/${task}/assign`, { person: demoPersonId('jasur') })).status).toBe(303)
  expect((await complete(jasur, task, { outcome: 'grant' })).status).toBe(303)
  const over = await akmal.post(`/en/desk/tasks/${task}/complete`, { outcome: 'grant', note: 'Mine' })
  expect(over.status).toBe(409)
  expect(plain(over.text)).toContain('This task is done')
  expect(over.text).toContain('Mine')
})

it('keeps everyone out who has nothing to do with the case', async () => {
  const item = await filed(HOUSE)
  const task = await bench.task(item.id, 'plotOpinion')
  const file = (
    await bench.instance.database.query<{ id: string }>(
      "insert into casework.attachment (owner, id, field, name, type, size, sha256, added_at) values ($1, gen_random_uuid(), 'houseDesign', 'a.pdf', 'application/pdf', 3, repeat('a', 64), now()) returning id",
      [item.id],
    )
  ).rows[0]!.id
  const [otabek, farhod, malika] = await Promise.all(['otabek', 'farhod', 'malika'].map((name) => bench.as(name)))
  for (const who of [shahnoza, otabek!, farhod!, malika!]) {
    expect([403], who.person).toContain((await who.get(`/en/desk/tasks/${task}`)).status)
    expect((await who.get(`/en/desk/cases/${item.id}`)).status, who.person).toBe(403)
    expect((await who.get(`/en/cases/${item.id}/files/${file}`)).status, who.person).toBe(403)
    expect((await who.post(`/en/desk/tasks/${task}/complete`, { outcome: 'agree' })).status, who.person).toBe(403)
    expect((await who.post(`/en/desk/cases/${item.id}/ask`, { text: 'Who are you?' })).status, who.person).toBe(403)
  }
  expect((await bench.nobody.get('/en/desk')).status).toBe(401)
  expect((await bench.nobody.get(`/en/cases/${item.id}/files/${file}`)).status).toBe(401)
  expect((await farhod!.get('/en/desk')).status).toBe(403)
  // a number of a foreign case is not told from one that does not exist
  const [foreign, none] = [
    await shahnoza.get(`/en/desk?q=${item.number}`),
    await shahnoza.get('/en/desk?q=2026-01-999999'),
  ]
  expect([foreign.status, plain(foreign.text).replace(item.number, '')]).toEqual([
    404,
    plain(none.text).replace('2026-01-999999', ''),
  ])
  expect(await jasur.get(`/en/desk?q=${item.number}`)).toMatchObject({
    status: 303,
    location: `/en/desk/cases/${item.id}`,
  })
  // the cadastre looks at the case, but the khokimiyat's task is not its own
  expect((await bekzod.get(`/en/desk/tasks/${task}`)).text).not.toContain('value="agree"')
  expect((await bekzod.post(`/en/desk/tasks/${task}/complete`, { outcome: 'agree' })).status).toBe(403)
  // a file of one case under the address of another
  const other = await filed(HOUSE)
  expect((await jasur.get(`/en/cases/${other.id}/files/${file}`)).status).toBe(404)
})

it('asks the applicant while the clock stands still, and another body while it goes on', async () => {
  const { id, number, task } = await toDecide()
  const empty = await jasur.post(`/en/desk/cases/${id}/ask-body`, {
    office: '',
    question: 'When was it looked at?',
    task,
  })
  expect(empty.status).toBe(422)
  expect(empty.text).toContain('When was it looked at?')
  expect(empty.text).toContain('href="#office"')
  expect(await jasur.post(`/en/desk/cases/${id}/ask`, { text: 'Is the <i>heating</i> repaired?', task })).toMatchObject(
    { status: 303, location: `/en/desk/tasks/${task}` },
  )
  const stopped = await jasur.get(`/en/desk/tasks/${task}`)
  expect(stopped.text).toContain('Is the &lt;i&gt;heating&lt;/i&gt; repaired?')
  expect(plain(stopped.text)).toContain('The clock stands still')
  await jasur.post(`/en/desk/cases/${id}/ask-body`, { office: 'cadastre-1726266', question: 'Whose is the dwelling?' })
  const desk = await bekzod.get('/en/desk')
  expect(plain(desk.text)).toContain('Other bodies ask: 1 question')
  expect(desk.text).toContain(number)
  const inquiry = /inquiry-([0-9a-f-]{36})/.exec(desk.text)![1]!
  expect((await bekzod.post(`/en/desk/cases/${id}/answer-body`, { inquiry, text: ' ' })).status).toBe(422)
  expect((await jasur.post(`/en/desk/cases/${id}/answer-body`, { inquiry, text: 'I answer myself' })).status).toBe(403)
  expect(
    (await bekzod.post(`/en/desk/cases/${id}/answer-body`, { inquiry, text: 'It belongs to the ward.' })).status,
  ).toBe(303)
  expect((await jasur.get(`/en/desk/tasks/${task}`)).text).toContain('It belongs to the ward.')
})

it('signs many at once, each on its own', async () => {
  const cases = [await toDecide(), await toDecide(), await toDecide()]
  for (const caseRow of cases) await complete(jasur, caseRow.task, { outcome: 'grant' })
  const tasks = await Promise.all(cases.map((caseRow) => bench.task(caseRow.id, 'sign')))
  await bench.instance.database.query('update process.task set assignee = $2 where case_id = $1', [
    cases[2]!.id,
    demoPersonId('otabek'),
  ])
  const list = await nargiza.get(`/en/desk?office=${OFFICE}&whose=sign`)
  for (const caseRow of cases) expect(list.text).toContain(`/en/desk/cases/${caseRow.id}/draft`)
  const waiting = async () =>
    Number(/To sign<span class="count"> (\d+)/.exec((await nargiza.get(`/en/desk?office=${OFFICE}`)).text)?.[1])
  const before = await waiting()
  expect(before).toBe((list.text.match(/name="task"/g) ?? []).length)
  const fields: [string, string][] = [
    ['key', 'once'],
    ...cases.map((caseRow, at): [string, string] => ['task', `${tasks[at]} ${caseRow.number}`]),
  ]
  expect((await nargiza.post(`/en/desk/sign?office=${OFFICE}&whose=sign`, { key: 'none' })).status).toBe(422)
  const signed = plain((await nargiza.post(`/en/desk/sign?office=${OFFICE}&whose=sign`, fields)).text)
  expect(signed).toContain('2 documents signed')
  expect(signed).toContain(`1 could not be signed: ${cases[2]!.number} :`)
  expect(await waiting()).toBe(before - 2)
  // the same form again says the same and signs nothing twice
  expect(plain((await nargiza.post(`/en/desk/sign?office=${OFFICE}&whose=sign`, fields)).text)).toContain(
    '2 documents signed',
  )
  await bench.work()
  expect(
    (
      await bench.instance.database.query<{ status: string }>(
        'select status from casework.application where case_id = any($1) order by number',
        [cases.map((caseRow) => caseRow.id)],
      )
    ).rows.map((row) => row.status),
  ).toEqual(['completed', 'completed', 'in_progress'])
})

it('lets the head hand over what someone holds, and appoint a substitute until the end of a day', async () => {
  const item = await filed(HOUSE)
  const task = await bench.task(item.id, 'plotOpinion')
  await jasur.post(`/en/desk/tasks/${task}/claim`, {})
  expect((await jasur.get('/en/desk/team')).status).toBe(403)
  const load = await nargiza.get(`/en/desk/team?office=${OFFICE}`)
  expect(load.text).toContain(`person=${demoPersonId('jasur')}`)
  // however many they are
  const { database } = bench.instance
  const columns = 'wait, element, act, performer, office, role, service, assignee, opened_at, due_at, attributes'
  await database.query(
    `insert into process.task (case_id, label, ${columns}) select gen_random_uuid(), 'many', ${columns} from process.task, generate_series(1, 250) where case_id = $1`,
    [item.id],
  )
  const moved = await nargiza.post(`/en/desk/team/reassign?office=${OFFICE}`, {
    from: demoPersonId('jasur'),
    to: demoPersonId('akmal'),
  })
  expect(moved).toMatchObject({ status: 303, location: expect.stringMatching(/moved=2[5-9]\d/) })
  const left = await database.query("delete from process.task where label = 'many' and assignee = $1", [
    demoPersonId('akmal'),
  ])
  expect(left.rowCount).toBe(250)
  expect((await akmal.get('/en/desk?whose=mine')).text).toContain(item.number)
  expect(
    (
      await nargiza.post(`/en/desk/team/reassign?office=${OFFICE}`, {
        from: demoPersonId('akmal'),
        to: demoPersonId('dilnoza'),
      })
    ).status,
  ).toBe(422)
  const wrong = await nargiza.post(`/en/desk/team/substitute?office=${OFFICE}`, {
    person: demoPersonId('nargiza'),
    substitute: demoPersonId('akmal'),
    'until.day': '31',
    'until.month': '2',
    'until.year': '2027',
  })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Write a date that the calendar has')
  expect(
    (
      await nargiza.post(`/en/desk/team/substitute?office=${OFFICE}`, {
        person: demoPersonId('nargiza'),
        substitute: demoPersonId('akmal'),
        'until.day': '5',
        'until.month': '1',
        'until.year': '2027',
      })
    ).status,
  ).toBe(303)
  // the substitute is a head there now, until the midnight of that day in the country
  expect((await akmal.get(`/en/desk/team?office=${OFFICE}`)).status).toBe(200)
  const until = (
    await bench.instance.database.query<{ until: string }>(
      "select until from identity.role where person = $1 and role = 'head'",
      [demoPersonId('akmal')],
    )
  ).rows[0]!.until
  expect(new Date(until).toISOString()).toBe('2027-01-05T18:59:59.999Z')
})
