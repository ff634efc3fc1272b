import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { leafHash, verifyInclusion, wholeTree } from '../../kernel/merkle/index.ts'
import { sha256 } from '../../kernel/merkle/sha256.ts'
import type { Members } from './keys.ts'

/** Which way a message goes: what is signed as a question can't be shown as an answer. */
export type Direction = 'request' | 'answer'

/** Milliseconds a message waits for others to be signed with, and how many are signed together at most. */
const WINDOW = 2
const MOST = 64
/** Roots remembered as good: a batch is verified once. */
const REMEMBERED = 5_000

/** Why a message's seal is not accepted. */
export type SealProblem = 'unsigned' | 'signed-by-another' | 'altered' | 'unknown-member'

export interface Seal {
  by: string
  /** Which of the member's keys. */
  key: string
  at: string
  size: number
  index: number
  root: Uint8Array
  path: Uint8Array[]
  signature: Uint8Array
}

export interface Sealer {
  /** Signs a message's digest together with those that leave at the same time. @returns the header's value */
  seal(direction: Direction, digest: Uint8Array): Promise<string>
}

interface Waiting {
  leaf: Uint8Array
  done(seal: string): void
}

/**
 * Signs messages in Merkle batches: one signature covers all that leave within two milliseconds, and each message bears
 * its way to the root. Signing every message by itself costs more than all the rest of a call.
 * @param clock RFC 3339, the sender's time of the batch
 */
export function sealer({ member, key, clock }: { member: string; key: KeyObject; clock: () => string }): Sealer {
  const fingerprint = fingerprintOf(createPublicKey(key))
  let waiting: Waiting[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting
    waiting = []
    const tree = wholeTree(sha256, Buffer.concat(batch.map((message) => message.leaf)))
    const at = clock()
    const signature = base64(sign(null, Buffer.from(signedText(member, at, tree.size, tree.root)), key))
    const ahead = `v=1;by=${member};key=${fingerprint};at=${at};size=${tree.size};index=`
    const root = base64(tree.root)
    batch.forEach(({ done }, index) =>
      done(`${ahead}${index};root=${root};path=${tree.proof(index).map(base64).join(',')};sig=${signature}`),
    )
  }
  return {
    seal: (direction, digest) =>
      new Promise((done) => {
        waiting.push({ leaf: leafOf(direction, digest), done })
        if (waiting.length >= MOST) flush()
        else timer ??= setTimeout(flush, WINDOW)
      }),
  }
}

/** @returns undefined when it can't be read */
export function readSeal(text: string): Seal | undefined {
  const parts =
    /^v=1;by=([^;]+);key=([\w-]{16});at=([^;]+);size=(\d{1,9});index=(\d{1,9});root=([^;]+);path=([^;]*);sig=([^;]+)$/.exec(
      text,
    )
  if (!parts) return undefined
  const [, by, key, at, size, index, root, path, signature] = parts as unknown as [string, ...string[]]
  return {
    by: by!,
    key: key!,
    at: at!,
    size: Number(size),
    index: Number(index),
    root: bytes(root!),
    path: path ? path.split(',').map(bytes) : [],
    signature: bytes(signature!),
  }
}

/** Judges seals by what the exchange knows of its members. */
export interface SealJudge {
  /** @param member who has to have signed @returns what is wrong, undefined when it holds */
  judge(text: string | undefined, direction: Direction, digest: Uint8Array, member: string): SealProblem | undefined
  /** Whether the key that a seal names is the one known of its member: an older one can't be judged by it. */
  knows(text: string): boolean
}

export function sealJudge(members: Pick<Members, 'find'>): SealJudge {
  const good = new Map<string, true>()
  return {
    knows(text) {
      const seal = readSeal(text)
      const known = seal && members.find(seal.by)
      return known !== undefined && fingerprintOf(known.key) === seal!.key
    },
    judge(text, direction, digest, member) {
      if (!text) return 'unsigned'
      const seal = readSeal(text)
      if (!seal) return 'altered'
      if (seal.by !== member) return 'signed-by-another'
      const { index, size, root, path } = seal
      if (!verifyInclusion(sha256, { leaf: leafOf(direction, digest), index, size, root, proof: path }))
        return 'altered'
      const signed = signedText(seal.by, seal.at, size, root)
      const remembered = `${signed}${base64(seal.signature)}`
      if (good.has(remembered)) return undefined
      const known = members.find(member)
      if (!known) return 'unknown-member'
      if (!verify(null, Buffer.from(signed), known.key, seal.signature)) return 'signed-by-another'
      if (good.size >= REMEMBERED) good.delete(good.keys().next().value!)
      good.set(remembered, true)
      return undefined
    },
  }
}

const fingerprints = new WeakMap<KeyObject, string>()
/** Names a public key: the first 12 bytes of the SHA-256 of its SPKI. */
export function fingerprintOf(key: KeyObject): string {
  const known = fingerprints.get(key)
  if (known) return known
  const bytes = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 12)
  fingerprints.set(key, bytes.toString('base64url'))
  return bytes.toString('base64url')
}

const signedText = (member: string, at: string, size: number, root: Uint8Array): string =>
  `darcha-exchange-1\n${member}\n${at}\n${size}\n${base64(root)}\n`

function leafOf(direction: Direction, digest: Uint8Array): Uint8Array {
  const message = new Uint8Array(digest.length + 1)
  message[0] = direction === 'request' ? 1 : 2
  message.set(digest, 1)
  return leafHash(sha256, message)
}

const base64 = (given: Uint8Array): string => Buffer.from(given).toString('base64')
const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64')
