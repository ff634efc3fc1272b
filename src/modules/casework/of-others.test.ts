import { afterAll, beforeAll, expect, it } from 'vitest'
import { applicationRecords } from './model/application-records.ts'
import { agreementBench } from './testing/agreement-bench.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const WARD = { wardNumber: '32406969990162', wardName: 'Sanjar Karimov' }

let bench: CaseBench
let answers: Record<string, unknown>
beforeAll(async () => {
  bench = await caseBench([SERVICE, 'pension-amount-certificate'])
  answers = bench.answersOf(SERVICE)
})
afterAll(() => bench?.close())

const rows = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await bench.instance.database.query<Row>(text, values)).rows
const accesses = async () => (await rows<{ n: number }>('select count(*)::int as n from exchange.access'))[0]!.n
const draftRow = async (id: string) =>
  (
    await rows<{ answers: any; found: any; at: string }>(
      'select answers, found, updated_at as at from casework.draft where id = $1',
      [id],
    )
  )[0]!
const forget = () => rows('delete from casework.mismatch')
async function begin(person: string, service = SERVICE) {
  await rows('delete from casework.draft')
  const visitor = await bench.as(person)
  const { location } = await visitor.post(`/en/services/${service}/start`, { for: 'myself' })
  // by it registers may be asked
  await visitor.post(`${location}/consent`, { consent: 'true' })
  return { visitor, id: location!.split('/').at(-1)!, at: location! }
}

it('looks at a form without asking anybody or writing anything', async () => {
  const { id } = (await bench.api('citizen', 'POST', '/drafts', { service: 'pension-amount-certificate' })).body
  const visitor = await bench.as('dilnoza')
  const [asked, before] = [await accesses(), await draftRow(id)]
  const service = await bench.instance.world.published.get('pension-amount-certificate')
  for (const page of ['', ...service.form!.pages.map((page) => `/${page.id}`), '/check'])
    await visitor.get(`/en/drafts/${id}${page}`)
  expect(await accesses()).toBe(asked)
  expect(await draftRow(id)).toEqual(before)
  const page = service.form!.pages.find(({ fields }) => fields.some(({ id: field }) => field === 'phone'))!.id
  // what is one's own comes when it is agreed to and asked for
  await bench.api('citizen', 'POST', `/drafts/${id}/answers`, { answers: { consent: true } })
  const filled = await bench.api('citizen', 'POST', `/drafts/${id}/prefill`, { page })
  expect(filled.body.found).toContainEqual({ field: 'phone', status: 'found' })
  expect((await draftRow(id)).answers.phone).toBe('+998 90 000 00 01')
  expect(await accesses()).toBe(asked + 1)
})

it('says nothing of a stranger but whether what was typed is so', async () => {
  await forget()
  const { visitor, at, id } = await begin('dilnoza')
  const send = (wardName: string, more = {}) =>
    visitor.post(`${at}/ward`, { ...WARD, wardName, relation: 'sibling', ...more })
  // once, where the demonstration says what can be typed here
  const named = (page: string) => page.split('Sanjar').length - 1
  // the number alone brings no name
  const alone = await send('')
  expect([alone.status, named(alone.text)]).toEqual([422, 1])
  const wrong = await send('x')
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('this is not what the')
  expect(named(wrong.text)).toBe(1)
  expect(JSON.stringify(await draftRow(id))).not.toContain('Sanjar')
  // in whatever script: it is so
  const right = await send('санжар  каримов')
  expect([right.status, right.location]).toEqual([303, `${at}/home`])
  expect((await visitor.get(`${at}/ward`)).text).toContain('has the same for this number')
  // the district of a stranger is not filled in either
  expect((await draftRow(id)).answers.district).toBeUndefined()
  // or it is said what the register has wrong
  expect((await send('Sanjar Karim')).text).toContain('name="not-right.wardName"')
  expect((await send('Sanjar Karim', { 'not-right.wardName': 'So it stands in the passport' })).status).toBe(303)
})

it('takes the name away with the number, and asks again', async () => {
  await forget()
  const { visitor, at, id } = await begin('dilnoza')
  const lola = bench.numberOf('lola')
  // of one's child a register shows it: the name is found
  await visitor.post(`${at}/ward`, { wardNumber: lola, wardName: '', relation: 'child' })
  expect((await draftRow(id)).answers.wardName).toBe('Lola Karimova')
  // another number with the name of the first
  const other = await visitor.post(`${at}/ward`, { ...WARD, wardName: 'Lola Karimova', relation: 'child' })
  expect(other.status).toBe(422)
  expect(other.text).not.toContain('value="Lola Karimova"')
  expect((await draftRow(id)).answers.wardName).toBeUndefined()
  // what the register says of one's own stands beside what was typed instead, and has to be answered
  await visitor.post(`${at}/ward`, { wardNumber: lola, wardName: 'x', relation: 'child' })
  const typed = await visitor.post(`${at}/ward`, { wardNumber: lola, wardName: 'x', relation: 'child' })
  expect(typed.status).toBe(422)
  expect(typed.text).toContain('says “Lola Karimova”')
})

it('fills in what is known of a spouse, as long as a register shows the marriage', async () => {
  await forget()
  const { visitor, at, id } = await begin('nilufar')
  const ward = { wardNumber: bench.numberOf('bobur'), wardName: '', relation: 'spouse' }
  await visitor.post(`${at}/ward`, ward)
  expect((await draftRow(id)).answers.wardName).toBe('Bobur Sharipov')
  // but not where they live: the service wants agreement to that of relatives too
  await bench.api('citizen-4', 'POST', `/drafts/${id}/prefill`, { page: 'home' })
  expect((await draftRow(id)).answers.district).toBeUndefined()
  // nothing the other way round of whoever is married to somebody else
  const other = await begin('dilnoza')
  await other.visitor.post(`${other.at}/ward`, ward)
  expect((await draftRow(other.id)).answers.wardName).toBeUndefined()
})

it('refuses by the API what it refuses in the form, and stops whoever guesses', async () => {
  await forget()
  const file = (given: object) =>
    bench.api('citizen', 'POST', '/applications', { service: SERVICE, answers: { ...answers, ...given } })
  // a number is the same number with blanks and dashes in it
  for (const wardNumber of [
    '3240 6969 9901 62',
    '3240696–9990162',
    '\u00a032406969990162',
    '３２４０６９６９９９０１６２',
  ]) {
    const spaced = await file({ wardNumber, wardName: 'x' })
    expect([spaced.status, spaced.body.errors?.map(({ path }: any) => path)]).toEqual([422, ['answers.wardName']])
  }
  await forget()
  const wrong = await file({ wardName: 'x' })
  expect([wrong.status, wrong.body.errors.map(({ path }: any) => path)]).toEqual([422, ['answers.wardName']])
  expect(JSON.stringify(wrong.body)).not.toContain('Sanjar')
  const most = bench.instance.world.mismatchesADay
  bench.instance.world.mismatchesADay = 3
  const tries = await Promise.all(['a', 'b', 'c', 'd'].map((wardName) => file({ wardName })))
  const stopped = await file({ wardName: 'e' })
  bench.instance.world.mismatchesADay = most
  expect(tries.filter(({ status }) => status === 422)).toHaveLength(2)
  expect([stopped.status, stopped.body.type]).toEqual([429, 'urn:darcha:problem:casework.too-many-mismatches'])
  expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(3600)
  expect(stopped.body.detail ?? stopped.body.title).toMatch(/\S/)
  await forget()
  const filed = await file({})
  expect(filed.status).toBe(201)
  expect((await rows('select 1 from casework.mismatch')).length).toBe(0)
})

it('says in case, cabinet, messages and receipt nothing of what registers hold of others', async () => {
  const { id } = await bench.file(SERVICE, { person: 'dilnoza' })
  await bench.work()
  const view = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
  const { passport } = await bench.instance.world.published.get(SERVICE)
  const ofOthers = new Set(passport.evidence!.flatMap(({ id: evidence, about }) => (about ? [evidence] : [])))
  const told = view.evidence.filter((piece: any) => ofOthers.has(piece.evidence))
  expect(told.length).toBeGreaterThan(2)
  for (const piece of told) expect([piece.status, piece.data, piece.source]).toEqual(['answered', null, null])
})

it('shows what registers hold of another once they agreed, for that service and these facts, until they take it back', async () => {
  await forget()
  const number = bench.numberOf('rustam')
  // not of somebody of whom the case asks whether they can agree to anything
  const ward = await begin('dilnoza')
  await ward.visitor.post(`${ward.at}/ward`, { wardNumber: number, wardName: '', relation: 'sibling' })
  const told = (await ward.visitor.get(`${ward.at}/ward`)).text
  expect(told).not.toContain('agree:wardNumber')
  // it says so, and what is to come otherwise
  for (const said of [
    'nobody can agree for them',
    'type yourself: ',
    'The office that decides asks registers for this',
  ])
    expect(told).toContain(said)
  const unasked = await bench.api('citizen', 'POST', `/drafts/${ward.id}/agreements`, { field: 'wardNumber' })
  expect([unasked.status, JSON.stringify(unasked.body.errors)]).toEqual([
    422,
    expect.stringContaining('oʻrniga hech kim rozi boʻla olmaydi'),
  ])
  expect(await rows('select 1 from casework.agreement')).toEqual([])
  await agreementBench(bench).publishAnew(SERVICE, (form) => form.replace('        mayBeAsked: false\n', ''))
  const { visitor, at, id } = await begin('dilnoza')
  const name = (await rows<{ name: string }>('select name from identity.person where number = $1', [number]))[0]!.name
  const send = (more: Record<string, string> = {}) =>
    visitor.post(`${at}/ward`, { wardNumber: number, wardName: '', relation: 'sibling', ...more })
  expect([(await send()).status, (await draftRow(id)).answers.wardName]).toEqual([422, undefined])
  const shown = (await visitor.get(`${at}/ward`)).text
  expect(shown).toContain('Ask for agreement')
  // the return key presses the first button: that is never the one by which somebody is asked
  expect(shown.indexOf('value="agree:wardNumber"')).toBeGreaterThan(shown.indexOf('Continue'))
  expect((await send({ act: 'agree:wardNumber' })).location).toBe(`${at}/ward`)
  expect((await visitor.get(`${at}/ward`)).text).toContain('so far there is none')
  // waiting is no agreement, and asking twice is asking once
  await send({ act: 'agree:wardNumber' })
  expect([(await send()).status, (await draftRow(id)).answers.wardName]).toEqual([422, undefined])
  const asked = await rows<{ id: string; state: string }>('select id, state from casework.agreement')
  expect(asked).toMatchObject([{ state: 'asked' }])
  const agreement = asked[0]!.id

  const rustam = await bench.as('rustam')
  expect((await rustam.get('/en/cabinet')).text).toContain('You are asked to agree')
  const page = (await rustam.get('/en/cabinet/agreements')).text
  for (const said of ['Dilnoza', 'asks you to agree', 'Population register', 'Until', 'I agree'])
    expect(page).toContain(said)
  // nobody answers for another, not even who asked
  for (const other of [visitor, await bench.as('jasur')])
    expect((await other.post('/en/cabinet/agreements', { agreement, said: 'agreed' })).status).toBe(403)
  expect((await rustam.post('/en/cabinet/agreements', { agreement, said: 'agreed' })).location).toBe(
    '/en/cabinet/agreements?done=agreed',
  )
  await send()
  expect((await draftRow(id)).answers.wardName).toBe(name)
  expect((await visitor.get(`${at}/ward`)).text).toMatch(/Agreed until [^<]*: registers fill in what is empty/)
  // for who asked, for this person and for this service alone
  const lola = await begin('jasur')
  await lola.visitor.post(`${lola.at}/ward`, { wardNumber: number, wardName: '', relation: 'sibling' })
  expect((await draftRow(lola.id)).answers.wardName).toBeUndefined()

  // another application of who asked is another thing to agree to
  const again = await begin('dilnoza')
  const into = { wardNumber: number, wardName: '', relation: 'sibling' }
  await again.visitor.post(`${again.at}/ward`, into)
  expect((await draftRow(again.id)).answers.wardName).toBeUndefined()
  await again.visitor.post(`${again.at}/ward`, { ...into, act: 'agree:wardNumber' })
  const [other] = await rows<{ id: string }>('select id from casework.agreement where about = $1', [again.id])
  await rustam.post('/en/cabinet/agreements', { agreement: other!.id, said: 'agreed' })
  await again.visitor.post(`${again.at}/ward`, into)
  expect((await draftRow(again.id)).answers.wardName).toBe(name)
  // it is the same number with a blank in it
  const blank = { wardNumber: `${number.slice(0, 4)} ${number.slice(4)}` }
  await bench.api('citizen', 'POST', `/drafts/${again.id}/answers`, { answers: blank })
  expect((await draftRow(again.id)).answers).toMatchObject({ ...blank, wardName: name })
  await rustam.post('/en/cabinet/agreements', { agreement: other!.id, said: 'withdrawn' })
  expect((await draftRow(again.id)).answers.wardName).toBeUndefined()
  expect(JSON.stringify((await draftRow(again.id)).found)).not.toContain(name)
  // recorded in the history of both, and vouched for
  const kinds = await rows<{ kind: string }>(
    "select distinct kind from audit.event where kind like 'casework.%agreement%'",
  )
  expect(kinds.map(({ kind }) => kind).sort()).toEqual([
    'casework.agreement-answered',
    'casework.agreement-asked',
    'casework.answer-agreement',
    'casework.ask-agreement',
  ])
  const agreementProblems = async () =>
    ((await applicationRecords.check(bench.instance.database, bench.instance.config.home))?.problems ?? []).filter(
      ({ message }) => message.includes('agreement'),
    )
  expect(await agreementProblems()).toEqual([])
  await rows("update casework.agreement set state = 'agreed'")
  expect(await agreementProblems()).toMatchObject([{ code: 'row-altered' }])
})
