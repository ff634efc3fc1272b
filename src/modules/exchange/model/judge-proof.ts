import { createHash, createPublicKey } from 'node:crypto'
import { verifyInclusion } from '../../../kernel/merkle/index.ts'
import { sha256 } from '../../../kernel/merkle/sha256.ts'
import { digestOf, memberOf, readClient } from '../../../kernel/x-road/index.ts'
import type { VerifiableFile, Verdict } from '../../../platform/module/index.ts'
import {
  bodyHashOf,
  fingerprintOf,
  hashOfBatch,
  leafOfEntry,
  readSeal,
  sealJudge,
  sha512,
} from '../../../platform/wire/index.ts'
import { findBatch } from '../store/messages.ts'
import { judgeByKeys, judgesOfKeys } from './judge-keys.ts'
import { ExchangeProof, PROOF_KIND } from '../use/export-message.ts'

/**
 * An exported question and answer: their signatures by the keys in the file, whether they answer each other, their place
 * in the log; and whether this instance's log, when it answers, holds the very batch.
 */
export const exchangeProofFile: VerifiableFile = {
  kind: 'exchange',
  recognises: (bytes) =>
    Buffer.from(bytes.subarray(0, 200)).toString('latin1').replaceAll(/\s/g, '').startsWith(`{"kind":"${PROOF_KIND}"`),
  async judge(bytes, { ask }) {
    const parsed = ExchangeProof.safeParse(json(bytes))
    if (!parsed.success)
      return {
        valid: false,
        kind: 'exchange',
        facts: {},
        problems: [{ code: 'unreadable', message: "the file can't be read" }],
      }
    const verdict = judgeProof(parsed.data)
    for (const { writer, number, hash } of parsed.data.batches) {
      const kept = await ask(async (database) => (await findBatch(database, writer, number)) ?? null)
      if (kept === undefined) break
      if (kept?.hash.toString('base64') !== hash)
        verdict.problems.push({
          code: 'not-in-log',
          message: `the log of this instance holds no such batch ${number} of ${writer}`,
        })
    }
    return { ...verdict, valid: verdict.problems.length === 0 }
  },
}

/** What the file by itself proves. */
export function judgeProof(proof: ExchangeProof): Verdict {
  const problems: Verdict['problems'] = []
  const report = (code: string, message: string) => problems.push({ code, message })
  const members = new Map(
    Object.entries(proof.keys).map(([member, key]) => [member, { member, key: publicKey(buffer(key)) }]),
  )
  const given = (proof.given ?? []).map(buffer).map((key) => ({ fingerprint: fingerprintOf(publicKey(key)), key }))
  const judge = judgeByKeys(sealJudge({ find: (member) => members.get(member) }), given, judgesOfKeys())
  const facts: Record<string, unknown> = {}
  for (const batch of proof.batches) {
    const root = buffer(batch.root)
    if (
      !hashOfBatch({ ...batch, previous: buffer(batch.previous), root }, batch.size).every(
        (byte, at) => byte === buffer(batch.hash)[at],
      )
    )
      report('altered', `batch ${batch.number} was altered`)
    for (const message of batch.messages) {
      const body = message.body === null ? undefined : buffer(message.body)
      const name = `the ${message.direction} of ${message.at}`
      if (body && bodyHashOf(body) !== message.bodyHash) report('altered', `the body of ${name} was altered`)
      const leaf = leafOfEntry(message, message.bodyHash)
      const path = message.path.map(buffer)
      if (!verifyInclusion(sha256, { leaf, index: message.place, size: batch.size, root, proof: path }))
        report('altered', `${name} is not the one that was logged`)
      const sender = readClient(
        message.direction === 'request' ? message.client : message.service.split('/').slice(0, 4).join('/'),
      )
      if (sender && body) {
        const wrong = judge.judge(
          message.seal,
          message.direction,
          digestOf(sha512, message.head, body),
          memberOf(sender),
        )
        if (wrong) report(wrong, `the signature under ${name} does not hold (${wrong})`)
        const signedBy = given.find(({ fingerprint }) => fingerprint === readSeal(message.seal)?.key)
        facts[`${message.direction} signed by`] = `${memberOf(sender)}, key ${createHash('sha256')
          .update(signedBy?.key ?? buffer(proof.keys[memberOf(sender)] ?? ''))
          .digest('hex')
          .slice(0, 16)}`
      }
      facts[message.direction] = message.at
      if (message.withheld)
        facts[`${message.direction} withheld`] =
          'numbers of others stand in it; its hash is proved, its signature is not'
      facts['service'] = message.service
      if (message.problem) facts['refused'] = message.problem
    }
  }
  const messages = proof.batches.flatMap((batch) => batch.messages)
  for (const direction of ['request', 'answer'] as const)
    if (!messages.some((message) => message.direction === direction))
      report('missing', `there is no ${direction} in the file`)
  const [question, answer] = ['request', 'answer'].map((direction) =>
    messages.find((message) => message.direction === direction),
  )
  if (question?.body != null && answer) {
    const hash = Buffer.from(digestOf(sha512, question.head, buffer(question.body))).toString('base64')
    if (!answer.head.includes(`x-road-request-hash: ${hash}\n`))
      report('other-question', 'the answer is one to another question')
  }
  return { valid: problems.length === 0, kind: 'exchange', facts, problems }
}

const publicKey = (key: Buffer) => createPublicKey({ key, format: 'der', type: 'spki' })
const buffer = (text: string): Buffer => Buffer.from(text, 'base64')
function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}
