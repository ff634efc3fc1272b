import { appendFile, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder } from '../config/make-folder.ts'
import type { Tx } from '../database/index.ts'
import type { KnownSeal } from './verify-audit.ts'

/** A seal and when it was made. */
export type SealedSeal = KnownSeal & { sealedAt: string }

/** The last seal, as a witness keeps it. */
export async function lastSeal(tx: Tx): Promise<SealedSeal | undefined> {
  const found = await tx.query<SealedSeal>(
    `select number, encode(hash, 'hex') as hash, sealed_at as "sealedAt" from audit.seal order by number desc limit 1`,
    [],
  )
  return found.rows[0]
}

/** A seal as a line of a witness: what `verify --audit --seal` takes, and when it was made. */
export const witnessLine = ({ number, hash, sealedAt }: SealedSeal): string => `${number}:${hash} ${sealedAt}`

/** @returns undefined when the text is no witness of ours: lines of seals, or a saved letter that brought one */
export function readWitness(text: string): KnownSeal[] | undefined {
  return /^(From|Subject|Date|Message-ID|Received|Return-Path|MIME-Version|Content-Type): /im.test(text)
    ? sealsInLetter(text)
    : sealsInLines(text)
}

/** Seals in a letter as a mail program saves it: plain, quoted-printable (RFC 2045, 6.7) or base64. */
function sealsInLetter(text: string): KnownSeal[] | undefined {
  const whole = text
    .replace(/=\r?\n/g, '')
    .replace(/=3A/gi, ':')
    .replace(/=20/g, ' ')
  const decoded = (text.match(/(?:^[A-Za-z0-9+/]{20,}={0,2}\r?\n?)+/gm) ?? []).map((part) =>
    Buffer.from(part, 'base64').toString('utf8'),
  )
  const seals = [whole, ...decoded].flatMap((part) =>
    [...part.matchAll(/(?<![0-9a-f:])(\d{1,9}):([0-9a-f]{64})\s+\d{4}-/g)].map(([, number, hash]) => ({
      number: Number(number),
      hash: hash!,
    })),
  )
  return seals.length > 0 ? [...new Map(seals.map((seal) => [JSON.stringify(seal), seal])).values()] : undefined
}

function sealsInLines(text: string): KnownSeal[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const seals = lines.flatMap((line) => {
    const parts = /^(\d{1,9}):([0-9a-f]{64})(\s|$)/.exec(line)
    return parts ? [{ number: Number(parts[1]), hash: parts[2]! }] : []
  })
  return seals.length === lines.length ? seals : undefined
}

/**
 * Adds the last seal to a file, which is only ever added to; one that stands there already is not written again. The
 * file belongs where whoever can write to the database cannot write: another machine's disk, another body's.
 */
export async function keepWitness(path: string, seal: SealedSeal): Promise<void> {
  makeFolder(dirname(path))
  const before = await readFile(path, 'utf8').catch(() => '')
  if (before.trimEnd().split('\n').at(-1)?.startsWith(`${seal.number}:`)) return
  await appendFile(path, `${witnessLine(seal)}\n`)
  const file = await open(path, 'r')
  await file.sync().finally(() => file.close())
}
