import { afterAll, beforeAll, expect, it } from 'vitest'
import { samplePdf } from './model/sample-pdf.ts'
import { caseBench, type CaseBench } from './testing.ts'
import { agreementBench } from './testing/agreement-bench.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const GONE = [410, 'urn:darcha:problem:casework.draft-gone']

let bench: CaseBench
let api: CaseBench['api']
let answers: Record<string, unknown>
beforeAll(async () => {
  bench = await caseBench([SERVICE, 'pension-amount-certificate'])
  api = bench.api
  const { familyConsent: _file, ...rest } = bench.answersOf(SERVICE)
  answers = rest
})
afterAll(() => bench?.close())

const file = (person: string, more: object) =>
  api(person, 'POST', '/applications', { service: SERVICE, answers, ...more })
const draftOf = async (person: string, service = SERVICE) =>
  (await api(person, 'POST', '/drafts', { service })).body.id as string
async function withConsent(person: string, draft: string) {
  const { sha256 } = (await api(person, 'POST', '/files?name=secret-name.pdf', samplePdf())).body
  expect(
    (await api(person, 'POST', `/drafts/${draft}/files`, { field: 'familyConsent', name: 'secret-name.pdf', sha256 }))
      .status,
  ).toBe(200)
}
const said = ({ status, body }: { status: number; body: any }) => [status, body.type]

it("takes files from the person's own open draft of this service, and from nowhere else", async () => {
  const filed = await bench.file(SERVICE, { person: 'dilnoza' })
  const theirs = await draftOf('citizen')
  await withConsent('citizen', theirs)
  const [mine, otherService] = [await draftOf('officer'), await draftOf('officer', 'pension-amount-certificate')]
  for (const draft of [filed.id, theirs, otherService, '01960000-0000-7000-8000-00000000ffff']) {
    const refused = await file('officer', { draft })
    expect(said(refused)).toEqual(GONE)
    expect(JSON.stringify(refused.body)).not.toMatch(/secret-name|consent/)
  }
  // nothing of the other's was taken away, and one's own still works
  expect((await api('citizen', 'GET', `/drafts/${theirs}`)).body.files).toHaveLength(1)
  expect((await file('officer', { draft: mine })).status).toBe(422)
  await withConsent('officer', mine)
  const done = await file('officer', { draft: mine })
  expect(done.status).toBe(201)
  expect((await api('officer', 'GET', `/applications/${done.body.id}`)).body.files).toHaveLength(1)
  // it was sent: it is open no more
  expect(said(await file('officer', { draft: mine }))).toEqual(GONE)
})

it('takes the files of a walk-in at the counter for that walk-in alone', async () => {
  const number = bench.numberOf
  const started = await api('counter', 'POST', '/drafts', {
    service: SERVICE,
    channel: 'counter',
    applicant: { number: number('dilnoza') },
  })
  expect(started.status).toBe(201)
  await withConsent('counter', started.body.id)
  const at = (person: string) =>
    file('counter', { channel: 'counter', applicant: { number: number(person) }, draft: started.body.id })
  expect(said(await at('jasur'))).toEqual(GONE)
  // nor for a private affair of the operator
  expect(said(await file('counter', { draft: started.body.id }))).toEqual(GONE)
  expect((await at('dilnoza')).status).toBe(201)
})

it('keeps the files of a draft that was begun on an older version of the service', async () => {
  const draft = await draftOf('citizen')
  await withConsent('citizen', draft)
  await bench.instance.database.query('update casework.draft set version = version - 1 where id = $1', [draft])
  const again = await draftOf('citizen')
  expect(again).not.toBe(draft)
  expect((await api('citizen', 'GET', `/drafts/${again}`)).body.files).toMatchObject([
    { field: 'familyConsent', name: 'secret-name.pdf' },
  ])
})

it('refuses by name what the form does not ask for, and asks no register before', async () => {
  const { arrived } = agreementBench(bench)
  const before = arrived()
  const strange = await file('officer', { answers: { ...answers, wardColour: 'green' } })
  expect([strange.status, strange.body.errors]).toEqual([
    422,
    [
      {
        path: 'answers.wardColour',
        message: expect.stringContaining(': wardColour.'),
        code: 'errors.input.no-such-field',
      },
    ],
  ])
  // nor what stands beside the answers, where a misspelt name is all that is wrong or not
  const misspelt = await file('officer', { answers, chanel: 'web', applicant: { numbr: '1' } })
  expect([misspelt.status, misspelt.body.errors.map(({ path }: { path: string }) => path)]).toEqual([
    422,
    expect.arrayContaining(['chanel', 'applicant.numbr']),
  ])
  expect(arrived()).toBe(before)
  const corrected = await api('citizen', 'POST', '/drafts', { service: SERVICE })
  const saved = await api('citizen', 'POST', `/drafts/${corrected.body.id}/answers?language=ru`, {
    answers: { wardColour: 'green' },
  })
  expect([saved.status, saved.body.errors[0].message]).toEqual([422, 'В этой форме нет такого поля: wardColour.'])
})

it('tells what a newer version of the form does not ask for any more, and sends the rest', async () => {
  const CERTIFICATE = 'pension-amount-certificate'
  const { begin, publishAnew, answersOf } = agreementBench(bench)
  const { visitor, id } = await begin('dilnoza', CERTIFICATE)
  const { sha256 } = (await api('citizen', 'POST', '/files?name=work-book.pdf', samplePdf())).body
  await api('citizen', 'POST', `/drafts/${id}/files`, { field: 'papers', name: 'work-book.pdf', sha256 })
  const typed = { consent: true, purpose: 'other', purposeOther: 'For the school', phone: '+998900000001' }
  await api('citizen', 'POST', `/drafts/${id}/answers`, { answers: typed })
  await publishAnew(CERTIFICATE, (form) => form.replace(/ +- \{id: (purposeOther|papers), .*\n/g, ''))
  await publishAnew(CERTIFICATE, (form) => form.replace(/ +- \{id: (purposeOther|papers), .*\n/g, ''))
  const at = (await visitor.post(`/en/services/${CERTIFICATE}/start`, { for: 'myself' })).location!
  const label = 'For the school'
  for (const page of ['consent', 'purpose', 'check']) {
    const { text } = await visitor.get(`${at}/${page}`)
    expect(text).toContain('This is not asked for any more and will not be sent')
    expect(text).toContain(`: ${label}`)
    expect(text).toContain(': work-book.pdf')
  }
  // the agreement is asked anew, and is nothing that was left out
  expect(Object.keys(await answersOf(at.split('/').at(-1)!)).sort()).toEqual([
    'papers',
    'phone',
    'purpose',
    'purposeOther',
  ])
  await visitor.post(`${at}/consent`, { consent: 'true' })
  const sent = await visitor.post(`${at}/check`, { sure: 'true' })
  expect(sent.location).toMatch(/\/applications\/.*\/receipt/)
  const filed = await api('citizen', 'GET', `/applications/${sent.location!.split('/')[3]}`)
  expect(filed.body.answers).toEqual({ consent: true, phone: '+998900000001', purpose: 'other' })
  const strange = await api('citizen', 'POST', '/applications', { service: CERTIFICATE, answers: typed })
  expect([strange.status, strange.body.errors[0].path]).toEqual([422, 'answers.purposeOther'])
})

it('tells of an answer whose field holds files now, and of files where something is typed now', async () => {
  const CERTIFICATE = 'pension-amount-certificate'
  const { publishAnew } = agreementBench(bench)
  const FILES = 'kind: file, required: false, accept: [pdf], many: true, why: law-938'
  const asking = (note: string, proof: string) =>
    publishAnew(CERTIFICATE, (form) =>
      form.replace(/( +)- \{id: phone, .*\n/, `$&$1- {id: note, ${note}}\n$1- {id: proof, ${proof}}\n`),
    )
  const TEXT = 'kind: text, required: false, maxLength: 200'
  await asking(TEXT, FILES)
  const draft = await draftOf('citizen', CERTIFICATE)
  const { sha256 } = (await api('citizen', 'POST', '/files?name=proof.pdf', samplePdf())).body
  await api('citizen', 'POST', `/drafts/${draft}/files`, { field: 'proof', name: 'proof.pdf', sha256 })
  const typed = { note: 'By the school', purpose: 'bank', phone: '+998900000001' }
  expect((await api('citizen', 'POST', `/drafts/${draft}/answers`, { answers: typed })).status).toBe(200)
  await asking(FILES, TEXT)
  const citizen = await bench.as('dilnoza')
  const at = (await citizen.post(`/en/services/${CERTIFICATE}/start`, { for: 'myself' })).location!
  const { text } = await citizen.get(`${at}/purpose`)
  expect(text).toContain('This is not asked for any more and will not be sent')
  expect(text).toContain(': By the school')
  expect(text).toContain(': proof.pdf')
  const shown = await api('citizen', 'GET', `/drafts/${at.split('/').at(-1)}`)
  expect([shown.body.files, shown.body.answers.purpose]).toEqual([[], 'bank'])
})
