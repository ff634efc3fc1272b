import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeWeb } from '../../commands/compose-web.ts'
import { demoPersonId, giveRole, issueToken } from '../../platform/identity/index.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const OFFICE = 'khokimiyat-1726266'

let bench: CaseBench
let api: (who: string, method: string, path: string, body?: object) => Promise<{ status: number; body: any }>
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  const app = composeWeb(bench.instance, bench.origin)
  api = async (who, method, path, body) => {
    const { token } = (await bench.instance.database.transaction((tx) => issueToken(tx, who, bench.clock())))!
    const answer = await app.request(`${bench.origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: await answer.json() }
  }
})
afterAll(() => bench?.close())

const give = (person: string, role: string) =>
  giveRole(bench.instance.database, {
    person: demoPersonId(person),
    role,
    body: OFFICE,
    since: bench.clock(),
    givenBy: 'system',
  })
/** A case that waits for its decision. */
async function toDecide(more: object = {}): Promise<string> {
  const { id } = await bench.file(SERVICE, more)
  await bench.work()
  for (const [who, element] of [
    ['officer-health', 'healthOpinion'],
    ['officer-social', 'socialOpinion'],
  ] as const)
    expect(
      (await api(who, 'POST', `/tasks/${await bench.task(id, element)}/complete`, { outcome: 'agree' })).status,
    ).toBe(200)
  await bench.work()
  return id
}
const kinOf = async (id: string) =>
  (await bench.instance.database.query<{ mark: string }>('select mark from casework.kin where case_id = $1', [id])).rows
const refused = ({ status, body }: { status: number; body: any }) => [status, String(body.type).split(':').at(-1)]

it('lets nobody decide whom the application or a register names', async () => {
  const id = await toDecide()
  const { answers } = (await api('officer', 'GET', `/applications/${id}`)).body
  // the ward's own number, as the form names it
  const { rows } = await bench.instance.database.query<{ id: string; persona: string | null }>(
    'select id, persona from identity.person where number = $1',
    [answers.wardNumber],
  )
  expect(rows).toHaveLength(1)
  await giveRole(bench.instance.database, {
    person: rows[0]!.id,
    role: 'officer',
    body: OFFICE,
    since: bench.clock(),
    givenBy: 'system',
  })
  await bench.instance.database.query("update identity.person set persona = 'the-ward' where id = $1", [rows[0]!.id])
  const task = await bench.task(id, 'decide')
  for (const [path, body] of Object.entries({ claim: {}, complete: { outcome: 'grant' } }))
    expect(refused(await api('the-ward', 'POST', `/tasks/${task}/${path}`, body))).toEqual([
      403,
      'casework.named-in-case',
    ])
  // nor can the head hand it to them
  expect(refused(await api('head', 'POST', `/tasks/${task}/assign`, { person: rows[0]!.id }))).toEqual([
    409,
    'casework.assignee-biased',
  ])
  expect((await api('the-ward', 'GET', `/applications/${id}`)).body).toMatchObject({ barred: 'named-in-case' })
})

it('lets nobody decide what they prepared', async () => {
  const id = await toDecide({ operator: 'malika' })
  await give('malika', 'officer')
  expect(
    refused(await api('counter', 'POST', `/tasks/${await bench.task(id, 'decide')}/complete`, { outcome: 'grant' })),
  ).toEqual([403, 'casework.prepared-it'])
})

it('wants two people where the service says so', async () => {
  const id = await toDecide()
  expect(
    (await api('head', 'POST', `/tasks/${await bench.task(id, 'decide')}/complete`, { outcome: 'grant' })).status,
  ).toBe(200)
  await bench.work()
  const sign = await bench.task(id, 'sign')
  expect(refused(await api('head', 'POST', `/tasks/${sign}/complete`, { outcome: 'sign' }))).toEqual([
    403,
    'casework.four-eyes',
  ])
  await give('jasur', 'head')
  expect((await api('officer', 'POST', `/tasks/${sign}/complete`, { outcome: 'sign' })).status).toBe(200)
})

it('lets an official step aside with a reason, tells the head, and takes nothing from them after', async () => {
  const id = await toDecide()
  const task = await bench.task(id, 'decide')
  expect((await api('officer', 'POST', `/tasks/${task}/claim`)).status).toBe(200)
  expect((await api('officer', 'POST', `/tasks/${task}/recuse`, { reason: '' })).status).toBe(422)
  const officer = await bench.as('jasur')
  const page = await officer.get(`/en/desk/tasks/${task}`)
  expect(page.text).toContain('I can not be impartial here')
  const sent = await officer.post(`/en/desk/tasks/${task}/recuse`, { reason: 'The applicant is my neighbour' })
  expect(sent.status).toBe(303)
  expect(refused(await api('officer', 'POST', `/tasks/${task}/complete`, { outcome: 'grant' }))).toEqual([
    403,
    'casework.recused',
  ])
  expect((await officer.get(`/en/desk/tasks/${task}`)).text).toContain('You stepped aside from this case')
  const notices = (await api('head', 'GET', '/me/notices')).body.items
  expect(notices.map((notice: any) => notice.text)).toContain('task-recused')
  expect((await api('head', 'POST', `/tasks/${task}/assign`, { person: demoPersonId('jasur') })).status).toBe(409)
  expect((await api('head', 'POST', `/tasks/${task}/complete`, { outcome: 'grant' })).status).toBe(200)
})

it('lets no relative of the applicant decide whom the civil register shows, and tells them no more than that', async () => {
  // the applicant's daughter works in the office
  const { rows } = await bench.instance.database.query<{ id: string }>(
    'select id from identity.person where number = $1',
    [bench.numberOf('lola')],
  )
  const daughter = rows[0]!.id
  await give('lola', 'officer')
  await bench.instance.database.query("update identity.person set persona = 'the-daughter' where id = $1", [daughter])
  const id = await toDecide()
  const task = await bench.task(id, 'decide')
  const ground = { reason: 'not-in-interest', note: 'The room is too small for the person and the child' }
  for (const [path, body] of Object.entries({ claim: {}, complete: { outcome: 'grant' }, hearing: ground })) {
    const answer = await api('the-daughter', 'POST', `/tasks/${task}/${path}`, body)
    expect(refused(answer)).toEqual([403, 'casework.relative'])
    expect(JSON.stringify(answer.body)).not.toMatch(/relative of|parent|child|civil/i)
  }
  expect((await api('the-daughter', 'GET', `/applications/${id}`)).body).toMatchObject({ barred: 'relative' })
  // nor can the head hand it to her; the head is no relative
  expect(refused(await api('head', 'POST', `/tasks/${task}/assign`, { person: daughter }))).toEqual([
    409,
    'casework.assignee-biased',
  ])
  // neither alone nor with all that a colleague holds: what she may not do goes back on the pile
  expect((await api('officer', 'POST', `/tasks/${task}/claim`, {})).status).toBe(200)
  const all = { from: demoPersonId('jasur'), to: daughter }
  expect((await api('head', 'POST', `/offices/${OFFICE}/reassign`, all)).body).toMatchObject({ returned: 1 })
  expect((await api('officer', 'GET', `/applications/${id}`)).body.tasks).toMatchObject([{ assignee: null }])
  // asked once for the case, in the name of the system, and the applicant reads why
  const looks = (await api('citizen', 'GET', '/me/accesses')).body.items.filter(
    (item: any) => item.basis === 'impartiality' && item.caseId === id,
  )
  expect(looks).toMatchObject([{ register: 'civil-registry', body: OFFICE }])
  expect(looks).toMatchObject([{ attributes: ['parents', 'children', 'spouse'] }])
  // of each question: what was asked, for what, and by which law
  const listed = (await (await bench.as('dilnoza')).get('/en/cabinet/data')).text
  for (const said of ['so that no relative decides', 'Parents, Children, Spouse']) expect(listed).toContain(said)
  expect(listed).toMatch(/· by: [^<]*269/)
  // what is kept names nobody
  const kept = await kinOf(id)
  expect(kept.length).toBeGreaterThan(1)
  expect(JSON.stringify(kept)).not.toContain(bench.numberOf('lola'))
  expect((await api('head', 'POST', `/tasks/${task}/complete`, { outcome: 'grant' })).status).toBe(200)
})

it('lets officials work and people fill in forms while a register refuses to tell anything', async () => {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  const refuses = (registers: string[]) =>
    fetch(`${bench.instance.config.registersUrl}/admin/settings`, {
      method: 'PUT',
      body: JSON.stringify({ refuses: registers }),
    })
  await refuses(['civil-registry', 'population'])
  try {
    const task = await bench.task(id, 'healthOpinion')
    expect((await api('officer-health', 'POST', `/tasks/${task}/complete`, { outcome: 'agree' })).status).toBe(200)
    // nobody knows yet who the relatives are: the next act asks again
    expect(await kinOf(id)).toEqual([])
    const visitor = await bench.as('dilnoza')
    const { location: at } = await visitor.post(`/en/services/${SERVICE}/start`, { for: 'myself' })
    await visitor.post(`${at}/consent`, { consent: 'true' })
    const typed = { wardNumber: '32406969990162', wardName: 'Whoever', relation: 'sibling' }
    expect(await visitor.post(`${at}/ward`, typed)).toMatchObject({ status: 303, location: `${at}/home` })
  } finally {
    await refuses([])
  }
  const next = await bench.task(id, 'socialOpinion')
  expect((await api('officer-social', 'POST', `/tasks/${next}/complete`, { outcome: 'agree' })).status).toBe(200)
  expect((await kinOf(id)).length).toBeGreaterThan(1)
})
