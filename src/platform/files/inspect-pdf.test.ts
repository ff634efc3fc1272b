import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'
import { afterAll, expect, it } from 'vitest'
import { checkContent } from './check-content.ts'
import { Refusal } from '../use-case/index.ts'
import { JPEG } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'darcha-pdf-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What becomes of a file: its kind, or the code of its refusal. */
async function judged(bytes: Uint8Array | string, name = 'paper.pdf'): Promise<string> {
  const path = join(folder, 'file')
  writeFileSync(path, bytes)
  return checkContent(path, name).catch((error: unknown) => {
    if (error instanceof Refusal) return error.kind.code
    throw error
  })
}

async function made(change: (pdf: PDFDocument) => unknown = () => {}, packed = true): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.addPage().drawText('An application about /JavaScript, with words in (brackets)')
  await change(pdf)
  return pdf.save({ useObjectStreams: packed })
}
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const bytes = (latin1: string) => Buffer.from(latin1, 'latin1')

const launch = (pdf: PDFDocument) =>
  pdf.catalog.set(PDFName.of('OpenAction'), pdf.context.obj({ S: 'Launch', F: PDFString.of('calc.exe') }))

it.each([true, false])('takes plain documents (object streams: %s)', async (packed) => {
  expect(await judged(await made(() => {}, packed))).toBe('pdf')
})

it.each([
  ['a script', (pdf: PDFDocument) => pdf.addJavaScript('main', 'app.alert(1)')],
  ['a program to start', launch],
  ['a file within', (pdf: PDFDocument) => pdf.attach(Buffer.from('MZ'), 'a.exe')],
  [
    'a form that is a program',
    (pdf: PDFDocument) => pdf.catalog.set(PDFName.of('AcroForm'), pdf.context.obj({ XFA: [PDFString.of('x')] })),
  ],
])('refuses %s, in the open and in object streams', async (_, change) => {
  expect(await judged(await made(change, false))).toBe('files.active')
  expect(await judged(await made(change, true))).toBe('files.active')
})

it('knows a name however it is spelled', async () => {
  const plain = text(await made(launch, false))
  for (const spelled of ['/#4caunch', '/L#61unch', '/Launc#68', '/#4C#61#75#6e#63#68'])
    expect(await judged(bytes(plain.replace('/Launch', spelled)))).toBe('files.active')
  for (const gap of ['\n', '\t \r\n', ' % comment\n', '%/\r%)\n', ' '.repeat(40_000), '% x\n'.repeat(9_000)])
    expect(await judged(bytes(plain.replace(/\/S\s*\/Launch/, `/S${gap}/Launch`)))).toBe('files.active')
  // the word alone is no action
  expect(await judged(bytes(plain.replace('/Launch', '/Launched')))).toBe('pdf')
})

it('finds an object stream that says it is something else, and one that unpacks to too much', async () => {
  const hidden = (content: string, type: string) =>
    bytes(
      text(new Uint8Array(0)) +
        `%PDF-1.7\n9 0 obj\n<< ${type} /N 1 /First 4 /Filter /FlateDecode /Length 99 >>\nstream\n${text(deflateSync(content))}\nendstream\nendobj\n%%EOF\n`,
    )
  const active = '1 0 << /S /JavaScript /JS (x) >>'
  expect(await judged(hidden(active, '/Type /ObjStm'))).toBe('files.active')
  expect(await judged(hidden(active, '/Type /O#62jStm'))).toBe('files.active')
  expect(await judged(hidden(active, '/Type /XObject /Subtype /Image'))).toBe('files.active')
  expect(await judged(hidden('1 0 << /Type /Page >>', '/Type /ObjStm'))).toBe('pdf')
  expect(await judged(hidden(`1 0 ${' '.repeat(120_000_000)}`, '/Type /ObjStm'))).toBe('files.active')
  const doubly = text(hidden(active, '/Type /ObjStm')).replace('/FlateDecode', '[/ASCIIHexDecode /FlateDecode]')
  expect(await judged(bytes(doubly))).toBe('files.active')
}, 20_000)

it('looks through a large file piece by piece, across their borders', async () => {
  const plain = text(await made(launch, false))
  const [head, tail] = [plain.slice(0, plain.indexOf('/OpenAction')), plain.slice(plain.indexOf('/OpenAction'))]
  for (const place of [1_999_980, 1_967_995, 1_984_000, 2_000_001])
    expect([place, await judged(bytes(`${head}${'x'.repeat(place - head.length - 20)}\n${tail}`))]).toEqual([
      place,
      'files.active',
    ])
})

it.each([
  { ownerPassword: 'owner', pdfVersion: '1.4' },
  { ownerPassword: 'owner', pdfVersion: '1.6' },
  { ownerPassword: 'owner', pdfVersion: '1.7' },
  { ownerPassword: 'owner', pdfVersion: '1.7ext3' },
])('keeps what only an owner’s password protects, and looks into it ($pdfVersion)', async (security) => {
  const encrypted = async (change: (pdf: PDFDocument) => unknown, passwords: object) => {
    const pdf = await PDFDocument.load(await made(change))
    pdf.encrypt({ ...security, ...passwords, permissions: {} } as never)
    return pdf.save()
  }
  expect(await judged(await encrypted(() => {}, {}))).toBe('pdf')
  expect(await judged(await encrypted(launch, {}))).toBe('files.active')
  expect(await judged(await encrypted(() => {}, { userPassword: 'secret' }))).toBe('files.locked')
})

it('opens a PDF with bytes before its header, but no file that is two things', async () => {
  const pdf = text(await made())
  for (const before of ['\n', '\ufeff', '\x1b%-12345X@PJL JOB\r\n', 'Content-Type: application/pdf\r\n\r\n'])
    expect(await judged(bytes(before + pdf))).toBe('pdf')
  for (const before of ['<html><script>x()</script>', '#!/bin/sh\n', 'MZ\0\0', 'PK\u0003\u0004', 'x'.repeat(1100)])
    expect([before.slice(0, 9), await judged(bytes(before + pdf))]).toEqual([
      before.slice(0, 9),
      'files.content-differs',
    ])
  // mail programs fill the last block
  for (const after of ['\0'.repeat(3000), ' \r\n'.repeat(1000), '\x1a'])
    expect(await judged(bytes(pdf + after))).toBe('pdf')
  for (const after of ['x'.repeat(1100), `${'x'.repeat(1100)}\0\0`, '\0'.repeat(80_000)])
    expect(await judged(bytes(pdf + after))).toBe('files.damaged')
  const png = bytes(
    '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82',
  )
  expect(await judged(png, 'photo.png')).toBe('png')
  expect(await judged(Buffer.concat([png, bytes(pdf)]), 'photo.png')).toBe('files.content-differs')
  expect(await judged(Buffer.concat([png, bytes(`PK\u0005\u0006${'\0'.repeat(18)}`)]), 'photo.png')).toBe(
    'files.content-differs',
  )
})

it('takes a photograph as browsers save it, and tells how to change one that offices can not open', async () => {
  for (const name of ['photo.jfif', 'PHOTO.JFIF', 'photo.jpe', 'photo.jif', 'photo.pjpeg', 'photo.pjp'])
    expect([name, await judged(JPEG, name)]).toEqual([name, 'jpeg'])
  expect(await judged(JPEG, 'photo.constructor')).toBe('files.not-accepted')
  const webp = bytes('RIFF\x1a\0\0\0WEBPVP8L\r\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0')
  const heic = bytes('\0\0\0\x18ftypheic\0\0\0\0mif1heic')
  for (const [content, name] of [
    [webp, 'photo.webp'],
    [webp, 'photo.jpg'],
    [JPEG, 'photo.jxl'],
    [heic, 'IMG_1.HEIC'],
    [heic, 'photo.jpeg'],
  ] as const)
    expect([name, await judged(content, name)]).toEqual([name, 'files.other-photograph'])
})
