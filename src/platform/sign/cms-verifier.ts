import 'reflect-metadata'
import { OctetString, fromBER } from 'asn1js'
import { TSTInfo } from 'pkijs'
import { X509Certificate } from '@peculiar/x509'
import { checkChain, nameOf } from './check-chain.ts'
import { buffer, digest } from './make-cms.ts'
import { oid } from './oids.ts'
import { checkSignature, readCms, type ReadCms } from './read-cms.ts'
import { problem, type SignatureCheck, type SignatureProblem, type Trust, type Verifier } from './signer.ts'

/**
 * Judges CAdES signatures by ECDSA or RSA with SHA-256. With a valid time stamp the certificate need have been good at that time;
 * without one it must be good now.
 */
export const cmsVerifier: Verifier = {
  async verifyDetached(der, content, trust) {
    try {
      return await judge(readCms(der), content, trust)
    } catch (error) {
      return { signedBy: undefined, stampedAt: undefined, problems: [problem('unreadable', `the signature can't be read: ${(error as Error).message}`)] }
    }
  },
}

async function judge(cms: ReadCms, content: Uint8Array, trust: Trust): Promise<SignatureCheck> {
  const problems = cms.type === oid.data && cms.content === undefined ? checkSignature(cms, content) : [problem('unreadable', 'the signature is not a detached one')]
  const stamp = cms.timeStamp ? await checkTimeStamp(cms.timeStamp, digest(cms.signature), trust) : undefined
  if (stamp) problems.push(...stamp.problems)
  const stampedAt = stamp && stamp.problems.length === 0 ? stamp.at : undefined
  problems.push(...(await checkChain(cms.certificate, cms.others, 'signing', trust, stampedAt ?? trust.now)))
  return { signedBy: nameOf(new X509Certificate(buffer(cms.certificate))), stampedAt, problems }
}

async function checkTimeStamp(der: Uint8Array, imprint: Uint8Array, trust: Trust): Promise<{ at: string; problems: SignatureProblem[] }> {
  const bad = (why: string) => problem('bad-time-stamp', `the time stamp does not hold: ${why}`)
  try {
    const token = readCms(der)
    if (token.type !== oid.timeStampInfo || !token.content) return { at: trust.now, problems: [bad('it is no time stamp')] }
    const info = new TSTInfo({ schema: fromBER(buffer(token.content)).result })
    const stamped = info.messageImprint
    const problems = [...checkSignature(token, token.content), ...(await checkChain(token.certificate, token.others, 'time-stamping', trust, trust.now))].map((one) => bad(one.message))
    if (stamped.hashAlgorithm.algorithmId !== oid.sha256 || !(stamped.hashedMessage instanceof OctetString) || Buffer.compare(Buffer.from(stamped.hashedMessage.getValue()), imprint) !== 0) problems.push(bad('it belongs to another signature'))
    const at = info.genTime.toISOString()
    if (Date.parse(at) > Date.parse(trust.now)) problems.push(bad('it lies in the future'))
    return { at, problems }
  } catch (error) {
    return { at: trust.now, problems: [bad((error as Error).message)] }
  }
}
