import { rootOf } from '../../../kernel/merkle/index.ts'
import { sha256 } from '../../../kernel/merkle/sha256.ts'
import { digestOf, memberOf, readClient } from '../../../kernel/x-road/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Trust } from '../../../platform/sign/index.ts'
import { bodyHashOf, hashOfBatch, leafOfEntry, readSeal, sha512, type SealJudge } from '../../../platform/wire/index.ts'
import { anchorsAfter } from '../store/anchors.ts'
import { batchesAfter, messagesBetween, type KeptBatch, type KeptMessage } from '../store/messages.ts'
import { hashOfAnchor, rootOfHeads } from './anchor-log.ts'
import { judgeStamp, type Stamped } from './judge-stamps.ts'

export interface LogProblem {
  code:
    | 'exchange-altered'
    | 'exchange-missing'
    | 'exchange-added'
    | 'exchange-seal'
    | 'exchange-anchor'
    | 'exchange-stamp'
  message: string
}
export interface LogCheck {
  facts: {
    exchangeMessages: number
    exchangeBatches: number
    exchangeAnchors: number
    /** Time stamps that were judged: the last, and one of some hundred before it, each of which proves all before. */
    exchangeStamps: number
    /** Messages whose sender has another key now: their signatures were not looked at. */
    exchangeOlderKeys: number
  }
  problems: LogProblem[]
}

const BATCHES = 500
const LISTED = 1_000

/**
 * Looks through the whole log of the exchange: each message in its batch, each batch in its chain, the chains as far as
 * anchors name them, and the senders' own signatures.
 * @param judge knows the members' keys; undefined: signatures are not looked at
 * @param trust whose time stamps are believed; undefined: none is looked at
 */
export async function verifyLog(tx: Tx, judge?: SealJudge, trust?: Trust): Promise<LogCheck> {
  const facts = { exchangeMessages: 0, exchangeBatches: 0, exchangeAnchors: 0, exchangeStamps: 0, exchangeOlderKeys: 0 }
  const problems: LogProblem[] = []
  const report = (code: LogProblem['code'], message: string) => {
    if (problems.length < LISTED) problems.push({ code, message })
  }
  const stamps: Stamped[] = []
  const anchored = await anchoredHeads(tx, facts, report, stamps)
  if (trust) await checkStamps(stamps, trust, facts, report)
  const reached = new Map<string, number>()
  let before: KeptBatch | undefined
  for (
    let some = await batchesAfter(tx, '', 0, BATCHES);
    some.length > 0;
    some = await batchesAfter(tx, some.at(-1)!.writer, some.at(-1)!.number, BATCHES)
  ) {
    const byBatch = Map.groupBy(
      await messagesBetween(tx, some[0]!, some.at(-1)!),
      ({ writer, number }) => `${writer} ${number}`,
    )
    for (const batch of some) {
      facts.exchangeBatches++
      const messages = byBatch.get(`${batch.writer} ${batch.number}`) ?? []
      facts.exchangeMessages += messages.length
      const previous = before?.writer === batch.writer ? before : undefined
      checkBatch(batch, previous, messages, report)
      for (const message of messages) if (!checkMessage(message, judge, report)) facts.exchangeOlderKeys++
      const named = anchored.get(`${batch.writer} ${batch.number}`)
      if (named !== undefined && named !== batch.hash.toString('hex'))
        report('exchange-altered', `batch ${batch.number} of ${batch.writer} is not the one that an anchor names`)
      anchored.delete(`${batch.writer} ${batch.number}`)
      reached.set(batch.writer, batch.number)
      before = batch
    }
  }
  for (const key of anchored.keys()) {
    const [writer, number] = key.split(' ') as [string, string]
    if ((reached.get(writer) ?? 0) < Number(number))
      report('exchange-missing', `batches ${(reached.get(writer) ?? 0) + 1} to ${number} of ${writer} are missing`)
  }
  return { facts, problems }
}

type Report = (code: LogProblem['code'], message: string) => void

function checkBatch(
  batch: KeptBatch,
  previous: KeptBatch | undefined,
  messages: readonly KeptMessage[],
  report: Report,
): void {
  const expected = (previous?.number ?? 0) + 1
  const name = `batch ${batch.number} of ${batch.writer}`
  if (batch.number !== expected)
    report('exchange-missing', `batches ${expected} to ${batch.number - 1} of ${batch.writer} are missing`)
  else if (!batch.previous.equals(previous?.hash ?? Buffer.alloc(0)))
    report('exchange-altered', `${name} does not follow the one before it`)
  if (messages.length !== batch.size)
    return report(
      messages.length < batch.size ? 'exchange-missing' : 'exchange-added',
      `${name} was written with ${batch.size} messages; there are ${messages.length}`,
    )
  const root = rootOf(
    sha256,
    messages.map((message) => leafOfEntry(message, message.bodyHash)),
  )
  if (!batch.root.equals(root)) report('exchange-altered', `the messages of ${name} are not those that were written`)
  if (!batch.hash.equals(hashOfBatch(batch, batch.size))) report('exchange-altered', `${name} was altered`)
}

/** The sender's own word: whoever writes a whole log anew can't make it. @returns false when it can't be judged */
function checkMessage(message: KeptMessage, judge: SealJudge | undefined, report: Report): boolean {
  const named = `${message.direction} ${message.id} to ${message.service}`
  if (message.body && bodyHashOf(message.body) !== message.bodyHash)
    report('exchange-altered', `the body of ${named} was altered`)
  if (!judge || !message.body || message.problem !== '') return true
  // a Security Server signs in the place of both: its messages bear no seal of ours
  if (message.seal === '' || (readSeal(message.seal) && !judge.knows(message.seal))) return false
  const sender = readClient(
    message.direction === 'request' ? message.client : message.service.split('/').slice(0, 4).join('/'),
  )
  const wrong =
    sender &&
    judge.judge(message.seal, message.direction, digestOf(sha512, message.head, message.body), memberOf(sender))
  if (wrong) report('exchange-seal', `${named}: the sender's signature does not hold (${wrong})`)
  return true
}

/** @param stamps the last of each part of the anchors, oldest first */
async function checkStamps(
  stamps: readonly Stamped[],
  trust: Trust,
  facts: LogCheck['facts'],
  report: Report,
): Promise<void> {
  let by: string | undefined
  for (const stamp of stamps.toReversed()) {
    facts.exchangeStamps++
    const { at, problems } = await judgeStamp(stamp, trust, by)
    for (const wrong of problems) report('exchange-stamp', `anchor ${stamp.number}: ${wrong}`)
    by ??= at
  }
}

/**
 * Each chain's last head that an anchor names; the anchors are looked at on the way.
 * @param stamps is given the last time stamp of each part that is read
 */
async function anchoredHeads(
  tx: Tx,
  facts: LogCheck['facts'],
  report: Report,
  stamps: Stamped[],
): Promise<Map<string, string>> {
  const heads = new Map<string, string>()
  let previous: Buffer = Buffer.alloc(0)
  let expected = 1
  for (
    let some = await anchorsAfter(tx, 0, BATCHES);
    some.length > 0;
    some = await anchorsAfter(tx, some.at(-1)!.number, BATCHES)
  ) {
    const stamped = some.findLast(({ token }) => token !== null)
    if (stamped) stamps.push({ ...stamped, token: stamped.token! })
    for (const anchor of some) {
      facts.exchangeAnchors++
      if (anchor.number !== expected)
        report('exchange-anchor', `anchors ${expected} to ${anchor.number - 1} are missing`)
      else if (!anchor.previous.equals(previous))
        report('exchange-anchor', `anchor ${anchor.number} does not follow the one before it`)
      if (!anchor.root.equals(rootOfHeads(anchor.heads)) || !anchor.hash.equals(hashOfAnchor(anchor)))
        report('exchange-anchor', `anchor ${anchor.number} was altered`)
      for (const { writer, number, hash } of anchor.heads) heads.set(`${writer} ${number}`, hash)
      previous = anchor.hash
      expected = anchor.number + 1
    }
  }
  return heads
}
