import { createChallenge, randomInt, verifySolution } from 'altcha-lib'
import type { Challenge, Payload } from 'altcha-lib/types'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import { Refusal } from '../../../platform/use-case/index.ts'
import { refusal } from './refusals.ts'

/**
 * How much is to be worked out: a keyed hash of so many rounds, so many times. About half a second on a phone; a person
 * does not notice it, whoever sends thousands of letters does. Nobody has to see, hear or point at anything.
 */
const WORK = { algorithm: 'PBKDF2/SHA-256', cost: 1_000, least: 100, most: 300 }
const GOOD_FOR_MILLISECONDS = 3_600_000

const secrets = (key: Buffer) => ({
  hmacSignatureSecret: key.subarray(0, 24).toString('hex'),
  hmacKeySignatureSecret: key.subarray(24).toString('hex'),
})

/** A puzzle (ALTCHA 2) for a browser, good for an hour. @param key of this database, 48 bytes */
export const makePuzzle = (key: Buffer, now: string): Promise<Challenge> =>
  createChallenge({
    algorithm: WORK.algorithm,
    cost: WORK.cost,
    counter: randomInt(WORK.least, WORK.most),
    deriveKey,
    data: { until: Date.parse(now) + GOOD_FOR_MILLISECONDS },
    ...secrets(key),
  })

/**
 * @param solved base64 of the puzzle and its solution, as the browser sends it
 * @returns the puzzle's own number, by which it counts once
 * @throws Refusal proof-wrong for one that is not ours, not solved, too old or unreadable
 */
export async function checkPuzzle(key: Buffer, solved: string, now: string): Promise<string> {
  const payload = read(solved)
  if (!payload) throw new Refusal(refusal['proof-wrong'])
  // the instance's own clock decides how long one is good, not this machine's
  const until = payload.challenge.parameters.data?.['until']
  const { verified } = await verifySolution({ ...payload, deriveKey, ...secrets(key) })
  if (!verified || typeof until !== 'number' || until < Date.parse(now)) throw new Refusal(refusal['proof-wrong'])
  return payload.challenge.parameters.nonce
}

/** What the library can judge; undefined for anything else a client may send. */
function read(solved: string): Payload | undefined {
  try {
    const { challenge, solution } = JSON.parse(Buffer.from(solved, 'base64').toString('utf8')) as Partial<Payload>
    const { parameters, signature } = challenge ?? {}
    return parameters?.algorithm === WORK.algorithm &&
      parameters.cost === WORK.cost &&
      typeof parameters.nonce === 'string' &&
      typeof signature === 'string' &&
      typeof solution === 'object'
      ? { challenge: { parameters, signature }, solution }
      : undefined
  } catch {
    return undefined
  }
}
