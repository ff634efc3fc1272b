import { deflateRawSync } from 'node:zlib'
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { faultsOf, openBrowser } from '../../src/ui/testing.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'

const SERVICE = 'housing-availability-certificate'
let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench([SERVICE])
})
afterAll(() => bench?.close())

const ask = (who: string, method: string, path: string, body?: unknown) =>
  bench.api(who, method, `/studio${path}`, body)

/** A file as a browser takes it. */
async function download(person: string, path: string): Promise<{ status: number; bytes: Uint8Array; name: string }> {
  const { name, value } = await bench.cookie(person)
  const answer = await fetch(`${bench.origin}/en/studio${path}`, { headers: { cookie: `${name}=${value}` } })
  return {
    status: answer.status,
    bytes: new Uint8Array(await answer.arrayBuffer()),
    name: /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '',
  }
}

/** Sends an archive as a form does, with what the form carries. */
async function bring(person: string, path: string, archive: Uint8Array, fields: Record<string, string> = {}) {
  const { name, value } = await bench.cookie(person)
  const form = new FormData()
  for (const [field, text] of Object.entries(fields)) form.append(field, text)
  form.append('archive', new File([new Uint8Array(archive)], 'service.zip'))
  const answer = await fetch(`${bench.origin}${path}`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { cookie: `${name}=${value}`, origin: bench.origin },
  })
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') }
}

const filesOf = async (draft: string) => (await ask('designer', 'GET', `/drafts/${draft}`)).body
const begin = async (): Promise<string> =>
  (await ask('designer', 'POST', '/drafts', { body: 'ministry-digital', service: SERVICE })).body.id
const base64 = (zip: Uint8Array) => Buffer.from(zip).toString('base64')
const folder = (files: Record<string, string>, more: Zippable = {}): Uint8Array =>
  zipSync({
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`${SERVICE}/${name}`, strToU8(text)])),
    ...more,
  })

it('a draft goes out as an archive and comes back without a byte changed, comments and order kept', async () => {
  const draft = await begin()
  const comment = '# why: nobody knows\r\npages: []  # kept\n\n\n'
  const text = `\ufeff${comment}`
  await ask('designer', 'POST', `/drafts/${draft}/changes`, { changes: [{ kind: 'file', file: 'form.yaml', text }] })
  const before = await filesOf(draft)
  const { bytes, name } = await download('kamola', `/${draft}/archive/export`)
  expect(name).toBe(`${SERVICE}-draft-2.zip`)
  expect((await download('kamola', `/${draft}/archive/export`)).bytes).toEqual(bytes)
  const within = unzipSync(bytes)
  expect(Object.keys(within).sort()).toEqual(
    Object.keys(before.files)
      .map((file) => `${SERVICE}/${file}`)
      .sort(),
  )
  expect(Buffer.from(within[`${SERVICE}/form.yaml`]!)).toEqual(Buffer.from(text))
  // brought onto what it was taken from it is no revision
  const same = await ask('designer', 'POST', `/drafts/${draft}/archive`, { archive: base64(bytes) })
  expect(same.body).toMatchObject({ revision: 2, files: [] })
  // onto another state it is that state again, and what it lacks goes
  const { 'before.bpmn': _gone, ...others } = { 'before.bpmn': '', ...before.files }
  await ask('designer', 'POST', `/drafts/${draft}/changes`, {
    changes: [
      { kind: 'file', file: 'before.bpmn', text: '<x/>' },
      { kind: 'file', file: 'form.yaml', text: 'pages: []\n' },
    ],
  })
  const back = await ask('designer', 'POST', `/drafts/${draft}/archive`, { archive: base64(folder(others)) })
  expect(back.body).toMatchObject({ revision: 4, files: ['before.bpmn', 'form.yaml'] })
  expect((await filesOf(draft)).files).toEqual(others)
})

it('a published version is taken along and brought back as the next one, and a new service as a draft of its own', async () => {
  const published = await download('kamola', `/services/zip/export?service=${SERVICE}`)
  expect(published.name).toMatch(/^housing-availability-certificate-v\d+\.zip$/)
  const { files } = (await ask('designer', 'GET', `/services/${SERVICE}/files`)).body
  const made = await bring('kamola', '/en/studio/services/zip', published.bytes, { body: 'ministry-digital' })
  expect(made.status).toBe(303)
  const draft = await filesOf(made.location!.split('/').at(-1)!)
  expect(draft).toMatchObject({ service: SERVICE, base: expect.any(Number) })
  expect(draft.files).toEqual(files)

  const named = Object.fromEntries(
    Object.entries(files as Record<string, string>).map(([file, text]) => [
      file,
      text.replaceAll(SERVICE, 'wax-paper'),
    ]),
  )
  const fresh = { body: 'ministry-digital', archive: base64(folder(named)) }
  const first = await ask('designer', 'POST', '/archives', fresh)
  expect(first.status, JSON.stringify(first.body)).toBe(201)
  expect(await filesOf(first.body.id)).toMatchObject({ service: 'wax-paper', base: null })
  // a second of the same name would be another's
  expect((await ask('designer', 'POST', '/archives', fresh)).body.type).toContain('id-taken')
  // bodies and drafts of others
  expect((await ask('designer', 'POST', '/archives', { ...fresh, body: 'ministry-justice' })).status).toBe(403)
  expect((await ask('officer', 'POST', `/drafts/${first.body.id}/archive`, { archive: fresh.archive })).status).toBe(
    403,
  )
  expect((await ask('officer', 'GET', `/services/${SERVICE}/files`)).status).toBe(403)
  const other = await ask('designer', 'POST', `/drafts/${first.body.id}/archive`, { archive: base64(folder(files)) })
  expect(other.body.type).toContain('zip-other-service')
})

/** The bytes of an archive with a name of the same length in another's place, wherever it stands. */
const renamed = (zip: Uint8Array, from: string, to: string): Uint8Array =>
  Buffer.from(Buffer.from(zip).toString('latin1').replaceAll(from, to), 'latin1')

it('says what is wrong with an archive, in the person’s language, and takes nothing of it', async () => {
  const draft = await begin()
  const { files, revision } = await filesOf(draft)
  const good = folder(files)
  const encrypted = Buffer.from(good)
  for (let at = encrypted.indexOf('PK\x03\x04'); at >= 0; at = encrypted.indexOf('PK\x03\x04', at + 4))
    encrypted.writeUInt16LE(encrypted.readUInt16LE(at + 6) | 1, at + 6)
  for (let at = encrypted.indexOf('PK\x01\x02'); at >= 0; at = encrypted.indexOf('PK\x01\x02', at + 4))
    encrypted.writeUInt16LE(encrypted.readUInt16LE(at + 8) | 1, at + 8)
  const damaged = zipSync({ 'service.yaml': [strToU8(files['service.yaml']), { level: 0 }] })
  damaged[damaged.indexOf(0x76, 60)]! ^= 1
  const bomb = folder(files, { [`${SERVICE}/rules.dmn`]: new Uint8Array(60_000_000) })
  // one that lies: it says it is small
  const lying = Buffer.from(bomb)
  const packed = deflateRawSync(new Uint8Array(60_000_000)).length
  expect(packed).toBeLessThan(100_000)
  const sized = lying.lastIndexOf(`${SERVICE}/rules.dmn`) - 46
  lying.writeUInt32LE(1_000, sized + 24)
  const wrong: [string, Uint8Array][] = [
    ['zip-unreadable', strToU8('this is no zip')],
    ['zip-unreadable', good.slice(0, good.length - 40)],
    ['zip-unreadable', new Uint8Array(0)],
    ['zip-name', folder(files, { [`${SERVICE}/../../etc/x`]: strToU8('x') })],
    ['zip-name', folder(files, { '/etc/passwd': strToU8('x') })],
    ['zip-name', folder(files, { 'C:/x.yaml': strToU8('x') })],
    ['zip-name', folder(files, { 'a\\..\\b.yaml': strToU8('x') })],
    ['zip-foreign', folder(files, { [`${SERVICE}/run.exe`]: strToU8('x') })],
    ['zip-foreign', folder(files, { 'other/service.yaml': strToU8('x') })],
    ['zip-foreign', folder(files, { [`${SERVICE}/__proto__`]: strToU8('x') })],
    ['zip-twice', renamed(folder(files, { [`${SERVICE}/form.yamx`]: strToU8('x') }), 'form.yamx', 'form.yaml')],
    ['zip-encrypted', encrypted],
    ['zip-large', bomb],
    ['zip-broken', lying],
    ['zip-broken', damaged],
    ['zip-large', zipSync(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f${at}`, strToU8('')])))],
    ['zip-encoding', folder(files, { [`${SERVICE}/form.yaml`]: new Uint8Array([0xff, 0xfe, 0x61, 0x00]) })],
    ['zip-hidden', folder(files, { [`${SERVICE}/form.yaml`]: strToU8('a\0b') })],
    // it turns the direction of what is read after it
    ['zip-hidden', folder(files, { [`${SERVICE}/texts/en.yaml`]: strToU8('a: "free \u202eeerf ton"\n') })],
    ['zip-large', folder(files, { [`${SERVICE}/form.yaml`]: new Uint8Array(2_000_001).fill(32) })],
    ['zip-no-passport', zipSync({ [`${SERVICE}/form.yaml`]: strToU8('pages: []') })],
    ['zip-passport', folder({ ...files, 'service.yaml': 'id: [' })],
    ['zip-passport', folder({ ...files, 'service.yaml': '- 1' })],
  ]
  const found: string[] = []
  for (const [code, zip] of wrong) {
    const { status, body } = await ask('designer', 'POST', `/drafts/${draft}/archive`, { archive: base64(zip) })
    found.push(`${code}: ${body.type?.split('.').at(-1)} ${status === 422 || status === 413}`)
  }
  expect(found).toEqual(wrong.map(([code]) => `${code}: ${code} true`))
  // what a system puts into archives by itself is no fault
  const mac = folder(files, { '__MACOSX/._x': strToU8('x'), [`${SERVICE}/.DS_Store`]: strToU8('x') })
  expect((await ask('designer', 'POST', `/drafts/${draft}/archive`, { archive: base64(mac) })).status).toBe(200)
  expect(await filesOf(draft)).toMatchObject({ revision, files })

  const kept = { body: 'ministry-digital' }
  const foreign = folder(files, { [`${SERVICE}/run.exe`]: strToU8('x') })
  for (const [language, words] of [
    ['ru', 'не является файлом услуги: housing-availability-certificate/run.exe'],
    ['uz', 'xizmat fayli boʻlmagan narsa bor: housing-availability-certificate/run.exe'],
    ['uz-cyrl', 'хизмат файли бўлмаган нарса бор'],
  ] as const) {
    const told = await bring('kamola', `/${language}/studio/services/zip`, foreign, kept)
    expect(told.status).toBe(422)
    expect(told.text).toContain(words)
  }
  const large = await bring('kamola', '/en/studio/services/zip', new Uint8Array(1_100_000), kept)
  expect(large.status).toBe(413)
  // of others it is not even received
  for (const path of ['/en/studio/services/zip', `/en/studio/${draft}/archive`])
    expect((await bring('dilnoza', path, new Uint8Array(1_100_000), kept)).status).toBe(403)
  const none = await bring('kamola', `/en/studio/${draft}/archive`, new Uint8Array(0))
  expect(none.status).toBe(422)
  expect(none.text).toContain('Choose an archive first')
})

it('is done with the mouse, and the pages have no barrier', async () => {
  const browser = await openBrowser()
  try {
    const page = await browse(bench, browser, 'kamola')
    await page.goto('/en/studio')
    await page.getByRole('link', { name: 'Services as archives (zip)' }).click()
    expect(await faultsOf(page)).toEqual([])
    const taken = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Take it along (zip)' }).click()
    const path = await (await taken).path()
    await page.getByLabel('Archive of the service’s folder').setInputFiles(path)
    await page.getByRole('button', { name: 'Begin a draft with it' }).click()
    await page.getByRole('link', { name: 'Zip' }).click()
    expect(await faultsOf(page)).toEqual([])
    await page.goto('/en/studio/services/round')
    expect(await faultsOf(page)).toEqual([])
    await page.context().close()
  } finally {
    await browser.close()
  }
})

it('who brings an archive onto a draft that another changed meanwhile is told so, and nothing is overwritten', async () => {
  const draft = await begin()
  const page = (await (await bench.as('kamola')).get(`/en/studio/${draft}/archive`)).text
  const hidden = Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map((found) => [found[1]!, found[2]!]),
  )
  const { files } = await filesOf(draft)
  await ask('methodologist', 'POST', `/drafts/${draft}/changes`, {
    changes: [{ kind: 'text', key: 'result.title', texts: { en: 'Changed by another' } }],
  })
  const told = await bring('kamola', `/en/studio/${draft}/archive`, folder(files), hidden)
  expect(told.status).toBe(412)
  expect((await filesOf(draft)).files['texts/en.yaml']).toContain('Changed by another')
})
