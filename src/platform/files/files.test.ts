import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync, mkdirSync, utimesSync, existsSync } from 'node:fs'
import { mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer as collect } from 'node:stream/consumers'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { Refusal } from '../use-case/index.ts'
import {
  cleanFileName,
  guardZip,
  openFiles,
  openUnfinished,
  receiveUpload,
  scanByClamd,
  sendFile,
  type UploadLimits,
} from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'files-'))
afterAll(() => rmSync(folder, { recursive: true }))
const store = openFiles(join(folder, 'store'))
const kept = () =>
  readdirSync(join(folder, 'store'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer << >>\n%%EOF\n')
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==',
  'base64',
)

interface ZipEntry {
  name: string
  data: Buffer
  claims?: number
  packed?: Buffer
}
/** A zip written by hand, so that its directory can lie. */
function zip(entries: ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, claims, packed = deflateRawSync(data) } of entries) {
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claims ?? data.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.from([20, 0]), common, rest, Buffer.from(name)]),
    )
    parts.push(local)
    offset += local.length
  }
  const size = directory.reduce((sum, bytes) => sum + bytes.length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\u0005\u0006', 'latin1'), end])
}
const docx = (...more: ZipEntry[]) => docxWith('word/document.xml', ...more)
const docxWith = (main: string, ...more: ZipEntry[]) =>
  zip([
    {
      name: '[Content_Types].xml',
      data: Buffer.from(
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
      ),
    },
    { name: main, data: Buffer.from('<w:document/>') },
    ...more,
  ])

/** The container of office programs before 2007 ([MS-CFB]), with a stream of a name. */
const older = (stream: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1000), Buffer.from(stream, 'utf16le')])

const posted = async (...files: [name: string, content: Buffer][]) => {
  const form = new FormData()
  form.set('note', 'oʻzbekcha')
  for (const [name, content] of files) form.append('scan', new File([new Uint8Array(content)], name))
  const written = new Response(form)
  return new Request('http://localhost/', {
    method: 'POST',
    body: await written.arrayBuffer(),
    headers: { 'content-type': written.headers.get('content-type')! },
  })
}
const receive = async (request: Request | Promise<Request>, more: Partial<UploadLimits> = {}) =>
  receiveUpload(await request, store, { fileBytes: 1_000_000, ...more })
const refusedAs = async (promise: Promise<unknown>) => {
  const before = kept()
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Refusal)
  // nothing of a refused request stays, in the store or half-written
  expect(kept()).toEqual(before)
  return [(error as Refusal).kind.code.replace('files.', ''), (error as Refusal).kind.status]
}

it('keeps the same bytes once, and gives them back', async () => {
  const [storedFile, two] = await Promise.all([
    store.put(PDF),
    store.put(
      (async function* () {
        yield PDF.subarray(0, 10)
        yield PDF.subarray(10)
      })(),
    ),
  ])
  expect(storedFile).toEqual(two)
  expect(await collect(await store.get(storedFile.sha256))).toEqual(PDF)
  expect(Buffer.from(await store.bytes(storedFile.sha256))).toEqual(PDF)
  expect(kept().filter((name) => name === storedFile.sha256)).toHaveLength(1)
  await expect(store.get('0'.repeat(64))).rejects.toThrow('ENOENT')
  await expect(store.bytes('../../etc/passwd')).rejects.toThrow('no name')
})

it('notices bytes changed on the disk', async () => {
  const { sha256 } = await store.put(Buffer.from('to be changed'))
  const path = join(folder, 'store', sha256.slice(0, 2), sha256)
  chmodSync(path, 0o600)
  writeFileSync(path, 'has been changed')
  await expect(store.bytes(sha256)).rejects.toThrow('changed on the disk')
  await expect(collect(await store.get(sha256))).rejects.toThrow('changed on the disk')
})

it('says that the disk is full, and leaves nothing behind', async () => {
  // a device that is always full: the kernel answers ENOSPC
  const full = openFiles(join(folder, 'full'), { openDraft: () => open('/dev/full', 'w') })
  await expect(full.put(PDF)).rejects.toMatchObject({ kind: { code: 'files.no-room', status: 507 } })
  await expect(receiveUpload(await posted(['a.pdf', PDF]), full, { fileBytes: 1000 })).rejects.toMatchObject({
    kind: { status: 507 },
  })
  expect(readdirSync(join(folder, 'full', 'incoming'))).toEqual([])
})

it('removes what a killed process left', async () => {
  const left = join(folder, 'left', 'incoming')
  mkdirSync(left, { recursive: true })
  for (const name of ['old', 'new']) writeFileSync(join(left, name), 'half')
  utimesSync(join(left, 'old'), 0, 0)
  await openFiles(join(folder, 'left')).put(PDF)
  expect(readdirSync(left)).toEqual(['new'])
})

describe('an upload', () => {
  it('is received with its fields and clean names', async () => {
    const { fields, files } = await receive(
      posted(
        ['C:\\docs\\паспорт \u202Egnp.pdf', PDF],
        ['x.PNG', PNG],
        ['ariza.docx', docx()],
        // as Word in the browser calls its text
        ['xat.docx', docxWith('word/document2.xml')],
      ),
    )
    expect(fields.get('note')).toBe('oʻzbekcha')
    expect(files.map(({ name, kind, size }) => [name, kind, size])).toEqual([
      ['паспорт gnp.pdf', 'pdf', PDF.length],
      ['x.PNG', 'png', PNG.length],
      ['ariza.docx', 'docx', docx().length],
      ['xat.docx', 'docx', docxWith('word/document2.xml').length],
    ])
    expect(Buffer.from(await store.bytes(files[0]!.sha256))).toEqual(PDF)
  })

  it('passes over a field without a file', async () => {
    const form = new FormData()
    form.set('scan', new File([], ''))
    expect((await receive(new Request('http://localhost/', { method: 'POST', body: form }))).files).toEqual([])
  })

  it.each<[string, [string, Buffer][], Partial<UploadLimits>, [string, number]]>([
    ['too large', [['a.pdf', Buffer.concat([PDF, Buffer.alloc(2000)])]], { fileBytes: 1000 }, ['too-large', 413]],
    ['far too large', [['a.pdf', Buffer.alloc(5_000_000)]], { fileBytes: 1000 }, ['too-large', 413]],
    ['empty', [['a.pdf', Buffer.alloc(0)]], {}, ['empty', 422]],
    [
      'too many',
      [
        ['a.pdf', PDF],
        ['b.pdf', PDF],
      ],
      { files: 1 },
      ['too-many', 413],
    ],
    ['of a kind not accepted', [['a.exe', PDF]], {}, ['not-accepted', 415]],
    ['without an extension', [['pdf', PDF]], {}, ['not-accepted', 415]],
    ['of a kind not accepted here', [['a.png', PNG]], { accept: ['pdf'] }, ['not-accepted', 415]],
    ['named otherwise', [['a.pdf', PNG]], {}, ['content-differs', 422]],
    ['a page in disguise', [['a.pdf', Buffer.from('<html><script>alert(1)</script>')]], {}, ['content-differs', 422]],
    [
      'a program in disguise',
      [['a.png', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])]],
      {},
      ['content-differs', 422],
    ],
    // lawful by ISO 32000-1, annex H; browsers look for %PDF- and would show officers nothing
    [
      'a PDF with the head of PostScript',
      [['a.pdf', Buffer.concat([Buffer.from('%!PS-Adobe-3.0 PDF-1.7'), PDF.subarray(8)])]],
      {},
      ['content-differs', 422],
    ],
    ['cut off', [['a.pdf', PDF.subarray(0, 30)]], {}, ['damaged', 422]],
    ['a picture that is cut off', [['a.png', PNG.subarray(0, 60)]], {}, ['damaged', 422]],
    [
      'two files in one',
      [['a.pdf', Buffer.concat([PDF, zip([{ name: 'a', data: Buffer.from('%%EOF') }])])]],
      {},
      ['content-differs', 422],
    ],
    [
      'two files in one, by comment',
      [['a.pdf', Buffer.concat([zip([{ name: '%PDF-1.7', data: PDF }]), Buffer.from('%%EOF')])]],
      {},
      ['content-differs', 422],
    ],
    ['with macros', [['a.docx', docx({ name: 'word/vbaProject.bin', data: Buffer.from('x') })]], {}, ['unsafe', 422]],
    ['a document with a password', [['a.docx', older('EncryptedPackage')]], {}, ['locked', 422]],
    ['a document of an older kind, renamed', [['a.docx', older('WordDocument')]], {}, ['content-differs', 422]],
    [
      'one good, one bad',
      [
        ['a.pdf', Buffer.concat([PDF, Buffer.from('% only here\n%%EOF')])],
        ['b.pdf', PNG],
      ],
      {},
      ['content-differs', 422],
    ],
  ])('is refused: %s', async (_what, files, more, expected) => {
    expect(await refusedAs(receive(posted(...files), more))).toEqual(expected)
  })

  it('is refused when it is no form, or one cut off', async () => {
    expect(
      await refusedAs(
        receive(
          new Request('http://localhost/', {
            method: 'POST',
            body: 'a=b',
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          }),
        ),
      ),
    ).toEqual(['errors.wrong-media-type', 415])
    const head = '--b\r\ncontent-disposition: form-data; name="scan"; filename="a.pdf"\r\n\r\n%PDF-1.7 and no'
    const cut = (body: BodyInit) =>
      new Request('http://localhost/', {
        method: 'POST',
        body,
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        duplex: 'half',
      } as RequestInit)
    expect(await refusedAs(receive(cut(`${head} end`)))).toEqual(['errors.unreadable-request', 400])
    const before = kept()
    let begun = false
    const breaks = new ReadableStream({
      pull(controller) {
        if (!begun) controller.enqueue(Buffer.from(head))
        else controller.error(new Error('connection lost'))
        begun = true
      },
    })
    await expect(receive(cut(breaks))).rejects.toThrow('connection lost')
    expect(kept()).toEqual(before)
  })

  it('keeps memory level, however large it is', async () => {
    const chunk = Buffer.alloc(1_000_000, 'a')
    let left = 200
    const body = new ReadableStream({
      pull(controller) {
        if (left === 200)
          controller.enqueue(
            Buffer.from('--b\r\ncontent-disposition: form-data; name="scan"; filename="a.pdf"\r\n\r\n%PDF-1.7'),
          )
        if (left-- > 0) controller.enqueue(chunk)
        else {
          controller.enqueue(Buffer.from('%%EOF\r\n--b--\r\n'))
          controller.close()
        }
      },
    })
    const before = process.memoryUsage().rss
    const { files } = await receive(
      new Request('http://localhost/', {
        method: 'POST',
        body,
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        duplex: 'half',
      } as RequestInit),
      { fileBytes: 300_000_000 },
    )
    expect(files[0]!.size).toBe(200_000_013)
    expect(process.memoryUsage().rss - before).toBeLessThan(120_000_000)
  })
})

describe('the guard of zips', () => {
  it('refuses bombs, lies and double names', async () => {
    expect((await guardZip(docx())).problem).toBeUndefined()
    expect((await guardZip(docx({ name: 'a', data: Buffer.alloc(20_000_000) }))).problem).toContain('packed')
    expect((await guardZip(docx({ name: 'a', data: Buffer.alloc(60_000_000) }))).problem).toContain('60000000 bytes')
    expect((await guardZip(docx({ name: 'a', data: Buffer.alloc(20_000_000), claims: 1_000 }))).problem).toBeDefined()
    expect((await guardZip(docx({ name: 'word/document.xml', data: Buffer.from('x') }))).problem).toContain('twice')
    expect((await guardZip(docx({ name: '../../etc/passwd', data: Buffer.from('x') }))).problem).toBeDefined()
    expect((await guardZip(PDF)).problem).toBeDefined()
  })
})

it('cleans names of paths and of what hides', () => {
  expect(cleanFileName('../../etc/passwd')).toBe('passwd')
  expect(cleanFileName('C:\\x\\a\u0000\u202E.pdf')).toBe('a.pdf')
  expect(cleanFileName('  ..  ')).toBe('file')
  expect(cleanFileName('a\r\nb:"c".pdf')).toBe('a b c .pdf')
  expect(cleanFileName(`${'ʻ'.repeat(300)}.pdf`)).toMatch(/^ʻ{116}\.pdf$/)
})

it('sends a file so that the browser saves it and runs nothing', async () => {
  const { sha256 } = await store.put(PDF)
  const response = await sendFile(store, {
    sha256,
    name: 'Maʼlumot "1".pdf',
    type: 'application/pdf',
    size: PDF.length,
  })
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="Ma_lumot _1_.pdf"; filename*=UTF-8\'\'Ma%CA%BClumot%20%221%22.pdf',
  )
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(Buffer.from(await response.arrayBuffer())).toEqual(PDF)
})

describe('the virus scanner', () => {
  const answering = async (answer: string | undefined, work: (address: string) => Promise<void>) => {
    const server = createServer((socket) => {
      let seen = Buffer.alloc(0)
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => {
        seen = Buffer.concat([seen, chunk])
        if (seen.subarray(-4).equals(Buffer.alloc(4))) socket.end(answer === undefined ? '' : `${answer}\0`)
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    await work(`127.0.0.1:${(server.address() as AddressInfo).port}`).finally(() => server.close())
  }
  it('lets through only what it calls clean', async () => {
    await answering('stream: OK', async (address) => {
      expect((await receive(posted(['a.pdf', PDF]), { scan: scanByClamd(address) })).files).toHaveLength(1)
    })
    for (const [answer, expected] of [
      ['stream: Eicar FOUND', ['infected', 422]],
      ['INSTREAM size limit exceeded. ERROR', ['scanner-away', 503]],
      [undefined, ['scanner-away', 503]],
    ] as const) {
      await answering(answer, async (address) => {
        expect(await refusedAs(receive(posted(['a.pdf', PDF]), { scan: scanByClamd(address) }))).toEqual(expected)
      })
    }
    expect(await refusedAs(receive(posted(['a.pdf', PDF]), { scan: scanByClamd('127.0.0.1:1') }))).toEqual([
      'scanner-away',
      503,
    ])
    expect(existsSync(join(folder, 'store', 'incoming'))).toBe(true)
  })
})

it('an upload whose bytes are gone says so to whoever reads it, and to nobody before', async () => {
  const at = await mkdtemp(join(tmpdir(), 'darcha-unfinished-'))
  const bytes = openUnfinished(at).read('gone')
  // long enough for a file that was opened at once to fail
  for (let n = 0; n < 20; n++) await readdir(at)
  await expect(
    (async () => {
      for await (const _ of bytes);
    })(),
  ).rejects.toMatchObject({ code: 'ENOENT' })
  await rm(at, { recursive: true })
})
