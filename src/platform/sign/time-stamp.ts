import { Integer, OctetString } from 'asn1js'
import { AlgorithmIdentifier, MessageImprint, TSTInfo } from 'pkijs'
import { buffer, makeCms, type Credentials } from './make-cms.ts'
import { oid } from './oids.ts'
import type { TimeStamper } from './signer.ts'

/** Arc 2.999 is set aside for examples (ITU-T X.660): the demo authority has no registered policy. */
const DEMO_POLICY = '2.999.1'

/**
 * A time-stamping authority of our own, for the demonstration: token by RFC 3161.
 * @param clock RFC 3339
 */
export function demoTimeStamper(
  credentials: Credentials,
  clock: () => string,
  random: (bytes: number) => Uint8Array,
): TimeStamper {
  return {
    stamp(digest) {
      const serial = random(16)
      // a positive number without a leading zero
      serial[0] = (serial[0]! & 0x3f) | 0x40
      const info = new TSTInfo({
        version: 1,
        policy: DEMO_POLICY,
        serialNumber: new Integer({ valueHex: buffer(serial) }),
        genTime: new Date(clock()),
        messageImprint: new MessageImprint({
          hashAlgorithm: new AlgorithmIdentifier({ algorithmId: oid.sha256 }),
          hashedMessage: new OctetString({ valueHex: buffer(digest) }),
        }),
      })
      return makeCms(
        { type: oid.timeStampInfo, bytes: new Uint8Array(info.toSchema().toBER()), embedded: true },
        credentials,
      )
    },
  }
}
