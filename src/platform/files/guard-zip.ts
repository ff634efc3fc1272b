import { promisify } from 'node:util'
import { fromBuffer, open, type Entry, type Options, type ZipFile } from 'yauzl'

/** What an office document may be at most; a scanned thesis with pictures stays far below. */
const LIMITS = { entries: 2_000, entryBytes: 50_000_000, totalBytes: 100_000_000, ratio: 200 }
/** Small entries of repeated letters may well be packed a thousandfold. */
const RATIO_FROM_BYTES = 1_000_000

const OPTIONS: Options = { lazyEntries: true, autoClose: true, validateEntrySizes: true, strictFileNames: true }

/**
 * Looks at a zip before any reader of office documents does: number, names and sizes of entries, encryption, overlap;
 * then unpacks each
 * to nowhere, so that a directory that lies about sizes is found out.
 * @param zip path or bytes
 * @returns the names of its entries, or why it is not safe
 */
export async function guardZip(zip: string | Buffer): Promise<{ names: string[]; problem?: string }> {
  const names = new Set<string>()
  let archive: ZipFile | undefined
  try {
    archive =
      typeof zip === 'string'
        ? await promisify<string, Options, ZipFile>(open)(zip, OPTIONS)
        : await promisify<Buffer, Options, ZipFile>(fromBuffer)(zip, OPTIONS)
    let [total, packed] = [0, 0]
    if (archive.entryCount > LIMITS.entries) return { names: [], problem: `${archive.entryCount} entries` }
    for await (const entry of archive.eachEntry()) {
      const problem = problemOf(entry, names)
      if (problem) return { names: [...names], problem }
      names.add(entry.fileName)
      total += entry.uncompressedSize
      packed += entry.compressedSize
      if (total > LIMITS.totalBytes) return { names: [...names], problem: `over ${LIMITS.totalBytes} bytes unpacked` }
      // entries that share their bytes unpack to far more than the file holds
      if (packed > archive.fileSize) return { names: [...names], problem: 'entries overlap' }
      if (!entry.fileName.endsWith('/')) await drain(archive, entry)
    }
    return { names: [...names] }
  } catch (error) {
    return { names: [...names], problem: (error as Error).message }
  } finally {
    archive?.close()
  }
}

function problemOf(entry: Entry, before: ReadonlySet<string>): string | undefined {
  if (before.has(entry.fileName)) return `the name ${entry.fileName} stands twice`
  if (entry.isEncrypted()) return 'it is encrypted'
  if (entry.uncompressedSize > LIMITS.entryBytes) return `${entry.fileName} has ${entry.uncompressedSize} bytes`
  if (entry.uncompressedSize > RATIO_FROM_BYTES && entry.uncompressedSize > entry.compressedSize * LIMITS.ratio)
    return `${entry.fileName} is packed ${Math.round(entry.uncompressedSize / entry.compressedSize)} times`
  return undefined
}

async function drain(archive: ZipFile, entry: Entry): Promise<void> {
  const stream = await archive.openReadStreamPromise(entry)
  for await (const _chunk of stream) {
    /* sizes are checked on the way */
  }
}
