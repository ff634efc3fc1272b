import { createHash, randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { samplePdf } from '../../model/sample-pdf.ts'
import { issueToken } from '../../../../platform/identity/index.ts'
import { caseBench, type CaseBench } from '../../testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const PDF = samplePdf()
const LIMIT = 50_000

let bench: CaseBench
let tokens: Record<string, string>
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  bench.instance.world.uploadBytes = LIMIT
  const issue = async (person: string) => [
    person,
    (await bench.instance.database.transaction((tx) => issueToken(tx, person, bench.clock())))!.token,
  ]
  tokens = Object.fromEntries(await Promise.all(['citizen', 'counter'].map(issue)))
})
afterAll(() => bench?.close())

async function ask(
  path: string,
  init: RequestInit & { person?: string | undefined; duplex?: 'half' } = {},
): Promise<{ status: number; body: any }> {
  const { person = 'citizen', ...more } = init
  const answer = await fetch(`${bench.origin}/api/v1${path}`, {
    ...more,
    headers: { ...(tokens[person] ? { authorization: `Bearer ${tokens[person]}` } : {}), ...more.headers },
  })
  return { status: answer.status, body: await answer.json() }
}
const send = (name: string, bytes: Uint8Array, person?: string) =>
  ask(`/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: bytes as BodyInit,
    headers: { 'content-type': 'application/octet-stream' },
    person,
  })
const post = (path: string, body: unknown, person?: string) =>
  ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' }, person })
const draft = async () => {
  await bench.instance.database.query('delete from casework.draft', [])
  return (await post('/drafts', { service: SERVICE })).body.id as string
}
const filesOf = async (owner: string) =>
  (
    await bench.instance.database.query(
      'select name, type, size::int as size, sha256 from casework.attachment where owner = $1',
      [owner],
    )
  ).rows
const incoming = () => readdirSync(join(bench.instance.config.home, 'files', 'incoming'))

it('takes a file from a program and makes it part of a draft, as what it was found to be', async () => {
  const id = await draft()
  const sent = await send('../розилик хати.pdf', PDF)
  const sha256 = createHash('sha256').update(PDF).digest('hex')
  expect(sent).toEqual({
    status: 201,
    body: { sha256, name: 'розилик хати.pdf', type: 'application/pdf', size: PDF.length },
  })
  // what the program says of kind and size is not asked, and told so
  const consent = { field: 'familyConsent', name: 'C:\\x\\consent.pdf', sha256 }
  const claimed = await post(`/drafts/${id}/files`, { ...consent, type: 'text/html', size: 1 })
  expect([claimed.status, claimed.body.errors.map(({ path }: { path: string }) => path)]).toEqual([
    422,
    ['type', 'size'],
  ])
  const attached = await post(`/drafts/${id}/files`, consent)
  expect(attached.status).toBe(200)
  expect(await filesOf(id)).toEqual([{ name: 'consent.pdf', type: 'application/pdf', size: PDF.length, sha256 }])
  // sent again, it is the same; another one takes its place where the form wants one
  expect((await post(`/drafts/${id}/files`, { field: 'familyConsent', name: 'consent.pdf', sha256 })).body).toEqual(
    attached.body,
  )
  const other = Buffer.concat([PDF, Buffer.from(`\n%${randomBytes(8).toString('hex')}\n%%EOF`)])
  const { body } = await send('other.pdf', other)
  expect(
    (await post(`/drafts/${id}/files`, { field: 'familyConsent', name: 'other.pdf', sha256: body.sha256 })).status,
  ).toBe(200)
  expect(await filesOf(id)).toMatchObject([{ name: 'other.pdf' }])
  expect((await ask(`/drafts/${id}`)).body.files).toMatchObject([
    { field: 'familyConsent', name: 'other.pdf', type: 'application/pdf' },
  ])
})

it('is only for who sent it, for fields that take files, and of a kind that the field takes', async () => {
  const id = await draft()
  const {
    body: { sha256 },
  } = await send('a.pdf', Buffer.concat([PDF, Buffer.from('\n%of another\n%%EOF')]), 'counter')
  expect((await post(`/drafts/${id}/files`, { field: 'familyConsent', name: 'a.pdf', sha256 })).status).toBe(404)
  const own = (await send('b.pdf', PDF)).body.sha256
  for (const field of ['phone', 'nothing', '__proto__']) {
    const refused = await post(`/drafts/${id}/files`, { field, name: 'b.pdf', sha256: own })
    expect(refused, field).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'field', message: 'Bunday fayl maydoni yoʻq.' }] },
    })
  }
  await bench.instance.database.query(
    "update casework.upload set type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' where sha256 = $1",
    [own],
  )
  expect((await post(`/drafts/${id}/files`, { field: 'familyConsent', name: 'b.pdf', sha256: own })).status).toBe(415)
  expect(await filesOf(id)).toEqual([])
})

it.each<[string, string, Uint8Array, number]>([
  ['a program called a document', 'a.pdf', Buffer.from('MZ\u0090\u0000'.padEnd(4000, 'x')), 422],
  ['a page', 'a.html', Buffer.from('<html></html>'), 415],
  ['no name', '', PDF, 415],
  ['nothing', 'a.pdf', new Uint8Array(), 422],
  ['half of a document', 'a.pdf', PDF.subarray(0, 200), 422],
  ['too much', 'a.pdf', Buffer.concat([PDF, Buffer.alloc(LIMIT, 32)]), 413],
])('refuses %s, and keeps nothing of it', async (_what, name, bytes, status) => {
  const refused = await send(name, bytes)
  expect(refused.status).toBe(status)
  expect(refused.body).toMatchObject({ type: expect.stringMatching(/^urn:darcha:problem:files\./), status })
  expect(incoming()).toEqual([])
})

it('refuses who is not signed in, and ends a stream that is longer than allowed though it says no length', async () => {
  expect((await send('a.pdf', PDF, 'nobody')).status).toBe(401)
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent > LIMIT * 1000) controller.close()
      else {
        controller.enqueue(sent === 0 ? PDF : Buffer.alloc(10_000, 32))
        sent += 10_000
      }
    },
  })
  const answer = await ask('/files?name=a.pdf', { method: 'POST', body: endless, duplex: 'half' }).catch(() => ({
    status: 413,
  }))
  expect(answer.status).toBe(413)
  expect(sent).toBeLessThan(LIMIT * 1000)
  await expect.poll(incoming).toEqual([])
})

it('stands in the description of the interface', async () => {
  const { paths } = (await (await fetch(`${bench.origin}/api/openapi.json`)).json()) as any
  expect(paths['/files'].post.requestBody.content).toHaveProperty('application/octet-stream')
  expect(
    Object.keys(paths['/drafts/{draft}/files'].post.requestBody.content['application/json'].schema.properties).sort(),
  ).toEqual(['field', 'name', 'sha256'])
})

it('takes no more of one person in a day than may be sent, and says when to come again', async () => {
  const { database, world } = bench.instance
  await database.query('delete from casework.upload', [])
  const before = world.uploadedADay
  world.uploadedADay = PDF.length * 2
  const more = (n: number) => Buffer.concat([PDF, Buffer.from(`\n% ${n}\n%%EOF`)])
  expect((await send('a.pdf', more(1))).status).toBe(201)
  const over = await fetch(`${bench.origin}/api/v1/files?name=b.pdf`, {
    method: 'POST',
    body: more(2) as BodyInit,
    headers: { authorization: `Bearer ${tokens['citizen']}`, 'content-type': 'application/octet-stream' },
  })
  expect([over.status, ((await over.json()) as { type: string }).type]).toEqual([
    429,
    'urn:darcha:problem:files.too-much-today',
  ])
  expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await send('b.pdf', more(2), 'counter')).status).toBe(201)
  world.uploadedADay = before
})

it('counts what comes at the same time, and says by the pieces of a form too when to come again', async () => {
  const { database, world } = bench.instance
  const id = await draft()
  await database.query('delete from casework.upload', [])
  const before = world.uploadedADay
  const files = Array.from({ length: 6 }, () =>
    Buffer.concat([PDF, Buffer.from(`\n%${randomBytes(8).toString('hex')}\n%%EOF`)]),
  )
  world.uploadedADay = Math.floor(files[0]!.length * 2.5)
  const sent = await Promise.all(files.map((bytes) => send('a.pdf', bytes)))
  expect(sent.map(({ status }) => status).sort()).toEqual([201, 201, 429, 429, 429, 429])
  // nothing is left of what was refused, and what was taken stays
  const there = await Promise.all(
    files.map((bytes) => world.files.has(createHash('sha256').update(bytes).digest('hex'))),
  )
  expect(there).toEqual(sent.map(({ status }) => status === 201))
  // the first of them is counted for a day
  const { name, value } = await bench.cookie('dilnoza')
  const begun = await fetch(`${bench.origin}/en/drafts/${id}/family/files`, {
    method: 'POST',
    headers: {
      cookie: `${name}=${value}`,
      origin: bench.origin,
      'tus-resumable': '1.0.0',
      'upload-length': String(files[0]!.length),
      'upload-metadata': `filename ${btoa('a.pdf')},field ${btoa('familyConsent')}`,
    },
  })
  const wait = Number(begun.headers.get('retry-after'))
  expect([begun.status, wait > 86_000, wait <= 86_400]).toEqual([429, true, true])
  world.uploadedADay = before
  // nor more files than anybody needs, however small and often sent before
  await database.query(
    `insert into casework.attachment (owner, id, field, name, type, size, sha256, added_at)
     select $1, gen_random_uuid(), 'papers', n || '.pdf', 'application/pdf', 1, repeat('a', 64), now() from generate_series(1, 100) n`,
    [id],
  )
  const { sha256 } = sent.find(({ status }) => status === 201)!.body
  const many = await post(`/drafts/${id}/files`, { field: 'papers', name: 'more.pdf', sha256 })
  expect([many.status, many.body.type]).toEqual([413, 'urn:darcha:problem:files.too-many'])
})

it('keeps in a draft only answers of its form, and not more than fits', async () => {
  const id = await draft()
  const { world } = bench.instance
  const unknown = await post(`/drafts/${id}/answers`, { answers: { [`x${'y'.repeat(20)}`]: 1, another: 'z' } })
  expect([unknown.status, unknown.body.errors.map((error: { path: string }) => error.path)]).toEqual([
    422,
    [`answers.x${'y'.repeat(20)}`, 'answers.another'],
  ])
  expect((await post(`/drafts/${id}/answers`, { answers: { phone: '+998 90 123 45 67' } })).status).toBe(200)
  const large = await post(`/drafts/${id}/answers`, { answers: { phone: '9'.repeat(world.draftBytes) } })
  expect([large.status, large.body.type]).toEqual([413, 'urn:darcha:problem:casework.draft-too-large'])
  expect((await ask(`/drafts/${id}`)).body.answers).toEqual({ phone: '+998 90 123 45 67' })
})

it('shows a draft whatever a program put where files stand', async () => {
  const id = await draft()
  const citizen = await bench.as('dilnoza')
  for (const familyConsent of [[null], [[null]], ['x'], null, 5, { id: 1 }]) {
    expect((await post(`/drafts/${id}/answers`, { answers: { familyConsent } })).status).toBe(200)
    const shown = await citizen.get(`/en/drafts/${id}/check`)
    const sent = await citizen.post(`/en/drafts/${id}/check`, { sure: 'true' })
    expect([familyConsent, shown.status, sent.status]).toEqual([familyConsent, 200, 422])
  }
})

it('takes no value that can never become a text, and nothing breaks by it', async () => {
  const id = await draft()
  const citizen = await bench.as('dilnoza')
  const json = { 'content-type': 'application/json' }
  for (const value of ['{"toString":1}', '[{"toString":{}}]', '{"__proto__":null}', '{"__proto__":{"toString":1}}'])
    for (const field of ['wardNumber', 'wardName', 'relation', 'district', 'propertyNote', 'phone', 'papers']) {
      const answers = `{"${field}":${value}}`
      const kept = await ask(`/drafts/${id}/answers`, { method: 'POST', body: `{"answers":${answers}}`, headers: json })
      const body = `{"service":"${SERVICE}","answers":${answers}}`
      const filed = await ask('/applications', { method: 'POST', body, headers: json })
      const shown = await Promise.all(
        ['ward', 'home', 'property', 'family', 'check'].map((page) => citizen.get(`/en/drafts/${id}/${page}`)),
      )
      const statuses = [kept, filed, ...shown].map(({ status }) => status)
      expect([value, field, statuses.filter((status) => status >= 500)]).toEqual([value, field, []])
      if (!value.includes('__proto__'))
        expect([kept.status, kept.body.errors]).toEqual([
          422,
          [expect.objectContaining({ path: expect.stringMatching(`^answers.${field}`) })],
        ])
    }
})
