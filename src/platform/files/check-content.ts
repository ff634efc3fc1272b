import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { Refusal } from '../use-case/index.ts'
import { ALL_KINDS, FILE_KINDS, kindOfName, type FileKind } from './file-kinds.ts'
import { guardZip } from './guard-zip.ts'
import { refusal } from './refusals.ts'

/**
 * Finds out by its content what a file is, and whether it is whole and safe to hand to a reader.
 * @param path of the bytes
 * @param name as given by the sender: its extension must promise what the content is
 * @throws Refusal not-accepted, content-differs, damaged or unsafe
 */
export async function checkContent(
  path: string,
  name: string,
  accept: readonly FileKind[] = ALL_KINDS,
): Promise<FileKind> {
  const promised = kindOfName(name)
  const found = await fileTypeFromFile(path)
  const kind = ALL_KINDS.find((one) => FILE_KINDS[one].type === found?.mime)
  if (!promised || !accept.includes(promised)) throw notAccepted(accept)
  if (kind !== promised) throw new Refusal(refusal['content-differs'], { parameters: { name } })
  if (kind === 'pdf') await checkPdf(path, name)
  if (kind === 'docx') await checkDocx(path, name)
  return kind
}

export const notAccepted = (accept: readonly FileKind[]): Refusal =>
  new Refusal(refusal['not-accepted'], {
    parameters: { accepted: accept.flatMap((kind) => FILE_KINDS[kind].extensions).join(', ') },
  })

/**
 * Readers look for the end mark in the last kilobyte (ISO 32000-1, annex H); a zip glued on would open as something
 * else.
 */
async function checkPdf(path: string, name: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, 70_000))
    await file.read(tail, 0, tail.length, size - tail.length)
    if (!tail.subarray(-1024).includes('%%EOF')) throw new Refusal(refusal.damaged, { parameters: { name } })
    if (tail.includes(Buffer.from('PK\u0005\u0006', 'latin1')))
      throw new Refusal(refusal['content-differs'], { parameters: { name } })
  } finally {
    await file.close()
  }
}

async function checkDocx(path: string, name: string): Promise<void> {
  const { names, problem } = await guardZip(path)
  const macros = names.some(
    (one) => /vbaproject|\.bin$/i.test(one) && !/embeddings\//i.test(one) && !/printersettings/i.test(one),
  )
  if (problem || macros) throw new Refusal(refusal.unsafe, { parameters: { name } })
  if (!names.includes('[Content_Types].xml') || !names.includes('word/document.xml'))
    throw new Refusal(refusal.damaged, { parameters: { name } })
}
