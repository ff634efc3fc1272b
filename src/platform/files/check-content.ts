import { open, readFile } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { Refusal } from '../use-case/index.ts'
import {
  ALL_KINDS,
  FILE_KINDS,
  isOtherPhotograph,
  isOtherPhotographType,
  kindOfName,
  type FileKind,
} from './file-kinds.ts'
import { guardZip } from './guard-zip.ts'
import { inspectPdf } from './inspect-pdf.ts'
import { isWholeJpeg, isWholePng } from './inspect-picture.ts'
import { refusal } from './refusals.ts'

/**
 * Finds out by its content what a file is, and whether it is whole and safe to hand to a reader.
 * @param path of the bytes
 * @param name as given by the sender: its extension must promise what the content is
 * @throws Refusal not-accepted, other-photograph, content-differs, damaged, locked, active or unsafe
 */
export async function checkContent(
  path: string,
  name: string,
  accept: readonly FileKind[] = ALL_KINDS,
): Promise<FileKind> {
  const promised = kindOfName(name)
  const found = await fileTypeFromFile(path)
  if (isOtherPhotograph(name) || isOtherPhotographType(found?.mime))
    throw new Refusal(refusal['other-photograph'], { parameters: { name } })
  if (!promised || !accept.includes(promised)) throw notAccepted(accept)
  const kind =
    ALL_KINDS.find((all_kind) => FILE_KINDS[all_kind].type === found?.mime) ?? (await lateKind(path, found?.mime))
  if (promised === 'docx' && found?.mime === 'application/x-cfb' && (await isLockedDocument(path)))
    throw new Refusal(refusal.locked, { parameters: { name } })
  if (kind !== promised) throw new Refusal(refusal['content-differs'], { parameters: { name } })
  await checkAlone(path, name, kind)
  if (kind === 'pdf') await checkPdf(path, name)
  if (kind === 'docx') await checkDocx(path, name)
  if (kind === 'png' && !isWholePng(await readFile(path))) throw damaged(name)
  if (kind === 'jpeg' && !isWholeJpeg(await readFile(path))) throw damaged(name)
  return kind
}

/** A document with a password is no zip but an older container, with the zip in a stream of this name ([MS-OFFCRYPTO] 1.3). */
const LOCKED = Buffer.from('EncryptedPackage', 'utf16le')

const isLockedDocument = async (path: string): Promise<boolean> => (await readFile(path)).includes(LOCKED)

/** Where readers look for the beginning of a PDF, and for its end (ISO 32000-1, annex H). */
const PDF_EDGE = 1024

/**
 * A PDF may have bytes before its header, as scanners and mail programs leave them: readers open it. Not when these
 * bytes are the beginning of something else.
 */
async function lateKind(path: string, other: string | undefined): Promise<FileKind | undefined> {
  if (other !== undefined) return undefined
  const { head } = await edgesOf(path)
  const at = head.indexOf('%PDF-')
  if (at < 0) return undefined
  return /<\s*(?:[a-z!?])|^#!|^MZ|^PK/i.test(head.subarray(0, at).toString('latin1')) ? undefined : 'pdf'
}

async function edgesOf(path: string): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const [head, tail] = [Buffer.alloc(Math.min(size, PDF_EDGE)), Buffer.alloc(Math.min(size, 70_000))]
    await file.read(head, 0, head.length, 0)
    await file.read(tail, 0, tail.length, size - tail.length)
    return { head, tail }
  } finally {
    await file.close()
  }
}

/**
 * A file is one thing: no PDF hides behind the first bytes of a picture or a text, no archive at the end of another.
 * Each reader would open what it looks for, and the officer something else than the scanner saw.
 */
async function checkAlone(path: string, name: string, kind: FileKind): Promise<void> {
  const { head, tail } = await edgesOf(path)
  const differs =
    (kind !== 'pdf' && head.includes('%PDF-')) ||
    (kind !== 'docx' && tail.includes(Buffer.from('PK\u0005\u0006', 'latin1')))
  if (differs) throw new Refusal(refusal['content-differs'], { parameters: { name } })
  if (kind === 'pdf' && !unpadded(tail).subarray(-PDF_EDGE).includes('%%EOF')) throw damaged(name)
}

/** Without the empty bytes that mail programs and tapes fill a last block with. */
function unpadded(tail: Buffer): Buffer {
  let end = tail.length
  while (end > 0 && PADDING.has(tail[end - 1]!)) end--
  return tail.subarray(0, end)
}
const PADDING: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x1a, 0x20])

const damaged = (name: string): Refusal => new Refusal(refusal.damaged, { parameters: { name } })

export const notAccepted = (accept: readonly FileKind[]): Refusal =>
  new Refusal(refusal['not-accepted'], {
    parameters: { accepted: accept.flatMap((kind) => FILE_KINDS[kind].extensions).join(', ') },
  })

async function checkPdf(path: string, name: string): Promise<void> {
  const problem = await inspectPdf(path)
  if (problem) throw new Refusal(refusal[problem === 'locked' ? 'locked' : 'active'], { parameters: { name } })
}

async function checkDocx(path: string, name: string): Promise<void> {
  const { names, problem } = await guardZip(path)
  const macros = names.some(
    (text) => /vbaproject|\.bin$/i.test(text) && !/embeddings\//i.test(text) && !/printersettings/i.test(text),
  )
  if (problem || macros) throw new Refusal(refusal.unsafe, { parameters: { name } })
  // Word in the browser counts on: word/document2.xml
  const hasText = names.some((part) => /^word\/document\d*\.xml$/.test(part))
  if (!names.includes('[Content_Types].xml') || !hasText) throw damaged(name)
}
