import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeInstance } from '../../../../commands/compose.ts'
import { composeWeb } from '../../../../commands/compose-web.ts'
import { samplePdf } from '../../model/sample-pdf.ts'
import { demoPersonId } from '../../../../platform/identity/index.ts'
import {
  beginUpload,
  fileRefusal,
  forgetUploads,
  MOST_UNFINISHED,
  UNFINISHED_BYTES,
} from '../../../../platform/files/index.ts'
import { startDraft } from '../../index.ts'
import { caseBench, type CaseBench } from '../../testing.ts'
import { directly } from '../../../../platform/jobs/testing.ts'
import { performer, Refusal } from '../../../../platform/use-case/index.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const FIELD = 'familyConsent'

let bench: CaseBench
let cookies: Record<string, string>
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  cookies = Object.fromEntries(
    await Promise.all(
      ['dilnoza', 'farhod'].map(async (person) => {
        const { name, value } = await bench.cookie(person)
        return [person, `${name}=${value}`]
      }),
    ),
  )
})
afterAll(() => bench.close())

/** A draft with nothing in it. */
async function newDraft(person = 'dilnoza'): Promise<string> {
  await bench.instance.database.query('delete from casework.draft where person = $1', [demoPersonId(person)])
  return (
    await performer(bench.instance.database, bench.instance.rights, bench.instance.world).perform(
      startDraft,
      { service: SERVICE },
      {
        principal: { personId: demoPersonId(person), roles: [], number: '41704889990010' },
        language: 'en',
        now: bench.clock(),
      },
    )
  ).id
}
/** A document of this many bytes that is like no other. */
function pdf(bytes: number): Buffer {
  const sample = samplePdf()
  return Buffer.concat([
    sample,
    Buffer.from('\n%'),
    Buffer.from(
      randomBytes(bytes)
        .toString('hex')
        .slice(0, bytes - sample.length - 8),
    ),
    Buffer.from('\n%%EOF'),
  ])
}
const base64 = (text: string) => Buffer.from(text).toString('base64')
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

interface Told {
  status: number
  text: string
  offset: number | undefined
  location: string
  headers: Headers
}
async function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Uint8Array,
  person = 'dilnoza',
): Promise<Told> {
  const response = await fetch(`${bench.origin}${path}`, {
    method,
    headers: {
      ...(cookies[person] ? { cookie: cookies[person] } : {}),
      ...(method === 'HEAD' || method === 'GET' ? {} : { origin: bench.origin, 'tus-resumable': '1.0.0' }),
      ...headers,
    },
    ...(body ? { body: body as BodyInit } : {}),
    redirect: 'manual',
  })
  const offset = response.headers.get('upload-offset')
  return {
    status: response.status,
    text: await response.text(),
    offset: offset === null ? undefined : Number(offset),
    location: response.headers.get('location') ?? '',
    headers: response.headers,
  }
}
const begin = (
  draft: string,
  name: string,
  size: number,
  more: { sha256?: string; person?: string; field?: string } = {},
) =>
  ask(
    'POST',
    `/en/drafts/${draft}/family/files`,
    {
      'upload-length': String(size),
      'upload-metadata': `filename ${base64(name)},field ${base64(more.field ?? FIELD)}${more.sha256 ? `,sha256 ${base64(more.sha256)}` : ''}`,
    },
    undefined,
    more.person,
  )
const patch = (
  path: string,
  offset: number,
  body: Uint8Array,
  more: { person?: string; headers?: Record<string, string> } = {},
) =>
  ask(
    'PATCH',
    path,
    { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream', ...more.headers },
    body,
    more.person,
  )
const filesOf = async (draft: string) =>
  (
    await bench.instance.database.query<{ name: string; size: number; sha256: string }>(
      'select name, size::float8 as size, sha256 from casework.attachment where owner = $1',
      [draft],
    )
  ).rows
const unfinishedFolder = () => join(bench.instance.config.home, 'files', 'unfinished')

/** Sends bytes of a longer body and pulls the plug when some of them have come. */
async function breakOff(path: string, offset: number, bytes: Uint8Array, promised: number): Promise<void> {
  const sending = request(`${bench.origin}${path}`, {
    method: 'PATCH',
    headers: {
      cookie: cookies['dilnoza']!,
      origin: bench.origin,
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      'content-length': String(promised),
    },
  })
  sending.on('error', () => undefined)
  sending.write(bytes)
  const arrived = () =>
    readdirSync(unfinishedFolder())
      .filter((name) => name.startsWith('piece-'))
      .reduce((sum, name) => sum + statSync(join(unfinishedFolder(), name)).size, 0)
  await expect.poll(arrived, { timeout: 10_000, interval: 10 }).toBeGreaterThan(0)
  sending.destroy()
}

it('goes on after the connection was killed in the middle, through another web server, and arrives once and whole', async () => {
  const draft = await newDraft()
  const file = pdf(700_000)
  const begun = await begin(draft, 'розилик.pdf', file.length, { sha256: hash(file) })
  expect(begun).toMatchObject({ status: 201, offset: 0 })
  expect(await patch(begun.location, 0, file.subarray(0, 100_000))).toMatchObject({ status: 204, offset: 100_000 })
  await breakOff(begun.location, 100_000, file.subarray(100_000, 300_000), 600_000)
  await expect
    .poll(async () => (await ask('HEAD', begun.location)).offset, { timeout: 10_000 })
    .toBeGreaterThan(100_000)
  const there = (await ask('HEAD', begun.location)).offset!
  expect(there).toBeLessThanOrEqual(300_000)
  // begun again for the same file, as a page does that was closed and opened: the same upload, as far as it is
  expect(await begin(draft, 'розилик.pdf', file.length, { sha256: hash(file) })).toMatchObject({
    status: 201,
    location: begun.location,
    offset: there,
  })
  const { config, database } = bench.instance
  const second = composeWeb(
    await composeInstance({ config, database, origin: bench.origin, clock: bench.clock }),
    bench.origin,
  )
  const headers = {
    cookie: cookies['dilnoza']!,
    origin: bench.origin,
    'tus-resumable': '1.0.0',
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(there),
  }
  const send = () =>
    second.fetch(
      new Request(bench.origin + begun.location, { method: 'PATCH', headers, body: file.subarray(there) as BodyInit }),
    )
  // two at once, on two servers: one takes the bytes, the other is told where it stands
  const both = (await Promise.all([send(), patch(begun.location, there, file.subarray(there))]))
    .map((item) => item.status)
    .sort()
  expect([
    [204, 204],
    [204, 409],
  ]).toContainEqual(both)
  expect(await filesOf(draft)).toEqual([{ name: 'розилик.pdf', size: file.length, sha256: hash(file) }])
  expect(Buffer.from(await bench.instance.world.files.bytes(hash(file)))).toEqual(file)
  // the answer was lost on the way: asked again it is the same, and the file is there once
  expect(await ask('HEAD', begun.location)).toMatchObject({ status: 200, offset: file.length })
  expect((await patch(begun.location, file.length, new Uint8Array())).status).toBe(204)
  expect(await filesOf(draft)).toHaveLength(1)
  expect(readdirSync(unfinishedFolder())).toEqual([])
})

it('refuses a wrong offset, more than was promised, and another version', async () => {
  const draft = await newDraft()
  const file = pdf(5000)
  const { location } = await begin(draft, 'a.pdf', file.length)
  expect(await patch(location, 10, file.subarray(10))).toMatchObject({ status: 409, offset: 0 })
  expect((await patch(location, 0, Buffer.concat([file, file]))).status).toBe(413)
  expect((await patch(location, 0, file, { headers: { 'tus-resumable': '0.2.2' } })).status).toBe(412)
  expect((await patch(location, 0, file, { headers: { 'content-type': 'application/pdf' } })).status).toBe(415)
  for (const offset of ['-1', '1e3', '', 'x'])
    expect((await patch(location, 0, file, { headers: { 'upload-offset': offset } })).status).toBe(400)
  expect((await ask('HEAD', location)).offset).toBe(0)
  expect((await patch(location, 0, file)).status).toBe(204)
  expect(await filesOf(draft)).toHaveLength(1)
})

it('refuses what says no length, no name or no text, and cleans a name of paths', async () => {
  const draft = await newDraft()
  const meta = (metadata: string, length = '500') =>
    ask('POST', `/en/drafts/${draft}/family/files`, { 'upload-length': length, 'upload-metadata': metadata })
  const good = `filename ${base64('a.pdf')},field ${base64(FIELD)}`
  for (const length of ['', '-5', '1.5', '9'.repeat(30)]) expect((await meta(good, length)).status, length).toBe(400)
  for (const odd of [
    'filename a.pdf',
    'filename a b c',
    `field ${base64(FIELD)},filename /w==`,
    `field ${base64(FIELD)},filename ***`,
  ])
    expect([400, 404], odd).toContain((await meta(odd)).status)
  expect((await meta(`field ${base64(FIELD)}`)).status).toBe(415)
  expect((await meta('')).status).toBe(404)
  const { location } = await begin(draft, '../../etc/passwd.pdf', samplePdf().length)
  expect((await patch(location, 0, samplePdf())).status).toBe(204)
  expect((await filesOf(draft)).map((file) => file.name)).toEqual(['passwd.pdf'])
})

it('takes a scan at the counter into the walk-in’s draft; another operator does not see it', async () => {
  const { database, rights, world } = bench.instance
  const as = {
    principal: {
      personId: demoPersonId('malika'),
      roles: [{ role: 'counter' as const, body: 'service-centre-1726266' }],
    },
    language: 'en',
    now: bench.clock(),
  }
  const { id } = await performer(database, rights, world).perform(
    startDraft,
    { service: SERVICE, channel: 'paper', office: 'service-centre-1726266', applicant: { number: '41704889990010' } },
    as,
  )
  const { name, value } = await bench.cookie('malika')
  cookies['malika'] = `${name}=${value}`
  const file = pdf(5000)
  const { location } = await begin(id, 'scan.pdf', file.length, { person: 'malika' })
  expect((await patch(location, 0, file.subarray(0, 1000), { person: 'malika' })).status).toBe(204)
  expect((await patch(location, 1000, file.subarray(1000), { person: 'farhod' })).status).toBe(404)
  expect((await patch(location, 1000, file.subarray(1000), { person: 'malika' })).status).toBe(204)
  expect(await filesOf(id)).toEqual([{ name: 'scan.pdf', size: file.length, sha256: hash(file) }])
})

it('is not there for another person, from another site, in another draft, or after it was given up', async () => {
  const draft = await newDraft()
  const file = pdf(5000)
  const { location } = await begin(draft, 'a.pdf', file.length)
  expect((await ask('HEAD', location, {}, undefined, 'farhod')).status).toBe(404)
  expect((await patch(location, 0, file, { person: 'farhod' })).status).toBe(404)
  expect((await ask('DELETE', location, {}, undefined, 'farhod')).status).toBe(404)
  expect((await begin(draft, 'a.pdf', file.length, { person: 'farhod' })).status).toBe(410)
  expect((await patch(location, 0, file, { person: 'nobody' })).status).toBe(401)
  expect((await patch(location.replace(draft, await newDraft('farhod')), 0, file)).status).toBe(404)
  expect((await patch(location, 0, file, { headers: { origin: 'https://evil.example' } })).status).toBe(403)
  const foreign = await fetch(bench.origin + location, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'PATCH' },
  })
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
  expect((await begin(draft, 'a.pdf', 100, { field: 'phone' })).status).toBe(404)
  expect((await ask('HEAD', location)).offset).toBe(0)
  expect((await ask('DELETE', location)).status).toBe(204)
  expect((await ask('HEAD', location)).status).toBe(404)
  expect((await patch(location, 0, file)).status).toBe(404)
})

it.each([
  ['an executable by its name', 'a.exe', samplePdf(), 415],
  ['too large', 'a.pdf', Buffer.alloc(20_000_001), 413],
  ['empty', 'a.pdf', Buffer.alloc(0), 422],
  ['another kind than its name says', 'photo.png', samplePdf(), 422],
  ['an executable in disguise', 'a.pdf', Buffer.concat([Buffer.from('MZ'), randomBytes(300)]), 422],
  ['cut off', 'a.pdf', samplePdf().slice(0, 200), 422],
  [
    'an archive behind a document',
    'a.pdf',
    Buffer.concat([samplePdf(), Buffer.from('PK\u0005\u0006'.padEnd(22, '\0'), 'latin1'), Buffer.from('%%EOF')]),
    422,
  ],
])('refuses what is %s with the words of the plain form', async (_what, name, content, status) => {
  const draft = await newDraft()
  const form = new FormData()
  form.set(FIELD, new File([content as BlobPart], name))
  const plain = await fetch(`${bench.origin}/en/drafts/${draft}/family`, {
    method: 'POST',
    headers: { cookie: cookies['dilnoza']!, origin: bench.origin },
    body: form,
  })
  const begun = await begin(draft, name, content.length)
  const said = begun.status === 201 ? await patch(begun.location, 0, content) : begun
  expect(said.status).toBe(status)
  expect(said.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(await plain.text()).toContain(said.text)
  expect(await filesOf(draft)).toEqual([])
  if (begun.status !== 201) return
  // for good: asked again it is refused again, and no byte of it is left
  expect(await patch(begun.location, content.length, new Uint8Array())).toMatchObject({ status, text: said.text })
  expect(existsSync(join(unfinishedFolder(), begun.location.split('/').at(-1)!))).toBe(false)
})

it('says that it was damaged when the bytes are not those promised, and is tried again when the scanner is away', async () => {
  const draft = await newDraft()
  const file = pdf(5000)
  const other = await begin(draft, 'a.pdf', file.length, { sha256: 'a'.repeat(64) })
  expect(await patch(other.location, 0, file)).toMatchObject({ status: 422, text: expect.stringContaining('damaged') })
  const { world } = bench.instance
  const { location } = await begin(draft, 'a.pdf', file.length)
  world.scan = async () => {
    throw new Refusal(fileRefusal['scanner-away'])
  }
  expect((await patch(location, 0, file)).status).toBe(503)
  world.scan = undefined
  // the bytes were lost meanwhile: it says so, and takes them again
  await world.unfinished.drop(location.split('/').at(-1)!)
  expect(await patch(location, file.length, new Uint8Array())).toMatchObject({ status: 409, offset: 0 })
  expect((await patch(location, 0, file)).status).toBe(204)
  expect(await filesOf(draft)).toHaveLength(1)
})

it('lets a person begin so many, however small: each is a row that the next beginning reads', async () => {
  const draft = await newDraft('farhod')
  const { database } = bench.instance
  await database.query('delete from files.upload where person = $1', [demoPersonId('farhod')])
  for (let at = 0; at < MOST_UNFINISHED; at++)
    expect((await begin(draft, `small-${at}.pdf`, 1, { person: 'farhod' })).status).toBe(201)
  expect((await begin(draft, 'one-more.pdf', 1, { person: 'farhod' })).status).toBe(429)
  await database.query('delete from files.upload where person = $1', [demoPersonId('farhod')])
  // where files may be larger than all that, one alone is begun
  const size = UNFINISHED_BYTES + 1
  const large = { person: demoPersonId('farhod'), target: 'a/b', name: 'a.pdf', size, sha256: null }
  expect(await database.transaction((tx) => beginUpload(tx, large, bench.clock()))).toMatchObject({ size })
  await database.query('delete from files.upload where person = $1', [demoPersonId('farhod')])
})

it('lets a person begin so much, forgets what nobody goes on with for a day, and sends lost bytes again', async () => {
  const draft = await newDraft('farhod')
  const most = UNFINISHED_BYTES / 20_000_000
  // two beginnings at once must not both find the last room
  const begun = await Promise.all(
    Array.from({ length: most + 2 }, (_, at) => begin(draft, `${at}.pdf`, 20_000_000, { person: 'farhod' })),
  )
  expect(begun.map((told) => told.status).sort()).toEqual([...Array<number>(most).fill(201), 429, 429])
  const { location } = begun.find((told) => told.status === 201)!
  const id = location.split('/').at(-1)!
  expect((await patch(location, 0, Buffer.alloc(1000, 'x'), { person: 'farhod' })).status).toBe(204)
  expect(existsSync(join(unfinishedFolder(), id))).toBe(true)
  await bench.instance.world.unfinished.drop(id)
  expect(await patch(location, 1000, Buffer.alloc(10), { person: 'farhod' })).toMatchObject({ status: 409, offset: 0 })
  expect(await patch(location, 0, Buffer.alloc(1000, 'x'), { person: 'farhod' })).toMatchObject({
    status: 204,
    offset: 1000,
  })
  const tomorrow = new Date(Date.parse(bench.clock()) + 24 * 3_600_000 + 60_000).toISOString()
  await forgetUploads(bench.instance.database, bench.instance.world.unfinished, () => tomorrow).effect!(
    {} as never,
    directly,
  )
  expect(existsSync(join(unfinishedFolder(), id))).toBe(false)
  expect((await ask('HEAD', location, {}, undefined, 'farhod')).status).toBe(404)
  expect((await begin(draft, 'again.pdf', 20_000_000, { person: 'farhod' })).status).toBe(201)
})
