import type { Tx } from '../database/index.ts'
import type { Piece, UnfinishedFiles } from './unfinished-files.ts'
import { lockUpload, setReceived, type Upload } from './uploads.ts'

/**
 * What became of a piece. `elsewhere`: the sender's offset is not where the upload stands; it asks and goes on from
 * there.
 */
export type PieceResult = { received: number; end: 'kept' | 'broken' | 'elsewhere' | 'too-long' } | undefined

/**
 * Takes one piece of an upload in. What arrived before the line broke is kept, so that a poor line gets there too.
 * The bytes are received with no lock held, for that takes as long as the line wants; two senders at once both come
 * this far and
 * the second finds the upload further than it thought.
 * @param take puts what has arrived behind the rest, in a transaction (`takePiece`)
 * @returns undefined when the upload was removed meanwhile
 */
export async function receivePiece(
  unfinished: UnfinishedFiles,
  upload: Upload,
  offset: number,
  body: AsyncIterable<Uint8Array> | null,
  take: (piece: Piece) => Promise<PieceResult>,
): Promise<PieceResult> {
  if (offset !== upload.received) {
    // read to the end all the same: a browser shows no answer to a request it could not finish
    await (await unfinished.receive(body, upload.size)).drop()
    return { received: upload.received, end: 'elsewhere' }
  }
  const piece = await unfinished.receive(body, upload.size - offset)
  try {
    if (piece.end === 'too-long') return { received: offset, end: 'too-long' }
    return await take(piece)
  } finally {
    await piece.drop()
  }
}

/** Puts a piece that was received behind the first `offset` bytes of an upload, which is held until the commit. */
export async function takePiece(
  tx: Tx,
  unfinished: UnfinishedFiles,
  upload: { id: string; person: string },
  { offset, piece }: { offset: number; piece: Piece },
  now: string,
): Promise<PieceResult> {
  const received = await lockUpload(tx, upload)
  if (received === undefined) return undefined
  if (received !== offset) return { received, end: 'elsewhere' }
  if (piece.size === 0) return { received, end: piece.end === 'broken' ? 'broken' : 'kept' }
  const length = await unfinished.append(upload.id, offset, piece)
  await setReceived(tx, upload.id, length, now)
  // bytes that the disk has lost (restored from an older copy) are sent again
  if (length < offset + piece.size) return { received: length, end: 'elsewhere' }
  return { received: length, end: piece.end === 'broken' ? 'broken' : 'kept' }
}
