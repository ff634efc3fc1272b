import 'reflect-metadata'
import { OctetString, fromBER } from 'asn1js'
import { TSTInfo } from 'pkijs'
import { certificateOf, nameOf } from './certificates.ts'
import { checkChain } from './check-chain.ts'
import { buffer, digest } from './make-cms.ts'
import { oid } from './oids.ts'
import { checkSignature, readCms, type ReadCms } from './read-cms.ts'
import {
  CLOCKS_DIFFER,
  problem,
  type Known,
  type SignatureCheck,
  type SignatureProblem,
  type Trust,
  type Verifier,
} from './signer.ts'

/**
 * Judges CAdES signatures by ECDSA or RSA with SHA-256, and time stamps by RFC 3161. With a valid time stamp the
 * certificate need have been good
 * at that time; without one it must be good at the time the document proves otherwise, else now.
 */
export const cmsVerifier: Verifier = {
  async verifyDetached(der, content, trust, known = {}) {
    try {
      return await judge(readCms(der), content, trust, known)
    } catch (error) {
      return {
        signedBy: undefined,
        stampedAt: undefined,
        problems: [problem('unreadable', `the signature can't be read: ${(error as Error).message}`)],
      }
    }
  },
  async verifyTimeStamp(der, content, trust, known = {}) {
    const { at, by, until, problems, remarks } = await checkTimeStamp(der, digest(content), trust, known)
    return { signedBy: by, stampedAt: problems.length === 0 ? at : undefined, provenUntil: until, problems, remarks }
  },
  isTimeStamp(der) {
    try {
      return readCms(der).type === oid.timeStampInfo
    } catch {
      return false
    }
  },
}

async function judge(cms: ReadCms, content: Uint8Array, trust: Trust, known: Known): Promise<SignatureCheck> {
  const problems =
    cms.type === oid.data && cms.content === undefined
      ? checkSignature(cms, content)
      : [problem('unreadable', 'the signature is not a detached one')]
  const stamp = cms.timeStamp ? await checkTimeStamp(cms.timeStamp, digest(cms.signature), trust, known) : undefined
  if (stamp) problems.push(...stamp.problems)
  const stampedAt = stamp && stamp.problems.length === 0 ? stamp.at : undefined
  const moment = {
    at: stampedAt ?? known.by ?? trust.now,
    now: trust.now,
    ownWord: false,
    sufficient: known.sufficient === true,
  }
  const chain = await checkChain(cms.certificate, cms.others, 'signing', trust, moment, known.store)
  problems.push(...chain.problems)
  return {
    signedBy: nameOf(certificateOf(cms.certificate)),
    stampedAt,
    provenUntil: stampedAt && stamp?.until,
    problems,
    remarks: [...chain.remarks, ...(stamp?.remarks ?? [])],
  }
}

interface StampCheck {
  at: string
  by: string | undefined
  until: string | undefined
  problems: SignatureProblem[]
  remarks: SignatureProblem[]
}

/**
 * A stamp over which there is a newer one need have been good at that one's time; the newest must be good at its own
 * and not expired now.
 */
async function checkTimeStamp(der: Uint8Array, imprint: Uint8Array, trust: Trust, known: Known): Promise<StampCheck> {
  const bad = (why: string) => problem('bad-time-stamp', `the time stamp does not hold: ${why}`)
  try {
    const token = readCms(der)
    if (token.type !== oid.timeStampInfo || !token.content) throw new Error('it is no time stamp')
    const info = new TSTInfo({ schema: fromBER(buffer(token.content)).result })
    const stamped = info.messageImprint
    const at = info.genTime.toISOString()
    const moment = {
      at: known.by ?? at,
      now: trust.now,
      ownWord: known.by === undefined,
      sufficient: known.sufficient === true,
    }
    const chain = await checkChain(token.certificate, token.others, 'time-stamping', trust, moment, known.store)
    const problems = [...checkSignature(token, token.content), ...chain.problems].map((problem) => bad(problem.message))
    if (
      stamped.hashAlgorithm.algorithmId !== oid.sha256 ||
      !(stamped.hashedMessage instanceof OctetString) ||
      Buffer.compare(Buffer.from(stamped.hashedMessage.getValue()), imprint) !== 0
    )
      problems.push(bad('it belongs to something else'))
    if (Date.parse(at) > (known.by ? Date.parse(known.by) : Date.parse(trust.now) + CLOCKS_DIFFER))
      problems.push(bad(known.by ? 'it says a later time than the stamp over it' : 'it lies in the future'))
    return { at, by: nameOf(certificateOf(token.certificate)), until: chain.until, problems, remarks: chain.remarks }
  } catch (error) {
    return { at: trust.now, by: undefined, until: undefined, problems: [bad((error as Error).message)], remarks: [] }
  }
}
