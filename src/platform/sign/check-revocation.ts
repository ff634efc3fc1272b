import 'reflect-metadata'
import {
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CrlReason,
  type X509Certificate,
  type X509Crl,
  type X509CrlEntry,
} from '@peculiar/x509'
import { isMadeBy, nameOf } from './certificates.ts'
import { CLOCKS_DIFFER, problem, type SignatureProblem } from './signer.ts'

/** A revocation list, and whether it stands in the document itself. */
export interface KnownList {
  list: X509Crl
  embedded: boolean
}

/** When a certificate had to be good. */
export interface Moment {
  /** RFC 3339: the proven time, else the moment of the check. */
  at: string
  /** RFC 3339: the moment of the check. */
  now: string
  /** The time rests on nothing but the word of this very certificate: a time stamp with nothing newer over it. */
  ownWord: boolean
  /** Only lists in the document can tell that it was good; others only that it was not. */
  sufficient: boolean
}

/**
 * Reasons after which tokens made before the revocation stay valid (RFC 3161, section 4); after any other, or none, no
 * token is believed.
 */
const HARMLESS: X509CrlReason[] = [
  X509CrlReason.unspecified,
  X509CrlReason.affiliationChanged,
  X509CrlReason.superseded,
  X509CrlReason.cessationOfOperation,
]

export interface RevocationCheck {
  problems: SignatureProblem[]
  remarks: SignatureProblem[]
}

/**
 * Whether a certificate was revoked at a moment. A list from the document counts when it was good at the moment, or is
 * younger; one from elsewhere must be good now.
 * Without a list that counts it is a failure, never passed over; a list in the document that its authority did not make
 * is one too.
 */
export async function checkRevocation(
  certificate: X509Certificate,
  issuer: X509Certificate,
  lists: readonly KnownList[],
  moment: Moment,
): Promise<RevocationCheck> {
  const who = nameOf(certificate)
  const own = lists.filter(({ list }) => list.issuer === issuer.subject)
  const genuine: KnownList[] = []
  for (const list of own) {
    if (await isGenuine(list.list, issuer)) genuine.push(list)
    else if (list.embedded)
      return {
        problems: [problem('bad-proof', `the revocation list in the document was not made by ${nameOf(issuer)}`)],
        remarks: [],
      }
  }
  const past = genuine.filter(({ list }) => list.thisUpdate.getTime() <= Date.parse(moment.now) + CLOCKS_DIFFER)
  const remarks: SignatureProblem[] = []
  for (const { list } of past) {
    const entry = list.findRevoked(certificate.serialNumber)
    if (!entry) continue
    const said = `the certificate of ${who} was revoked on ${entry.revocationDate.toISOString()}`
    if (countsAt(entry, moment)) return { problems: [problem('revoked', said)], remarks: [] }
    if (remarks.length === 0) remarks.push(problem('revoked-later', `${said}; it signed before that`))
  }
  if (
    past.some((list) =>
      list.embedded
        ? covers(list.list, certificate, moment.at)
        : !moment.sufficient && isCurrent(list.list, moment.now),
    )
  )
    return { problems: [], remarks }
  return {
    problems: [
      problem(
        'no-revocation-data',
        `whether the certificate of ${who} was revoked can't be told: ${whyNot(lists, own, genuine, moment)}`,
      ),
    ],
    remarks,
  }
}

function countsAt(entry: X509CrlEntry, { at, ownWord }: Moment): boolean {
  return (
    entry.revocationDate.getTime() <= Date.parse(at) ||
    (ownWord && (entry.reason === undefined || !HARMLESS.includes(entry.reason)))
  )
}

/**
 * Made by the authority, and nothing in it that we would have to understand and do not: parts of lists, lists of others
 * (RFC 5280, 5.2).
 */
async function isGenuine(list: X509Crl, issuer: X509Certificate): Promise<boolean> {
  const usages = issuer.getExtension(KeyUsagesExtension)?.usages
  if (usages !== undefined && (usages & KeyUsageFlags.cRLSign) === 0) return false
  if (list.extensions.some((extension) => extension.critical)) return false
  return isMadeBy(list, issuer)
}

/**
 * A younger list than the moment tells even more, unless the certificate had expired by then and could have been
 * dropped from it.
 */
function covers(list: X509Crl, certificate: X509Certificate, at: string): boolean {
  const moment = Date.parse(at)
  return (
    moment <= (list.nextUpdate?.getTime() ?? 0) &&
    (list.thisUpdate.getTime() <= moment || list.thisUpdate <= certificate.notAfter)
  )
}

const isCurrent = (list: X509Crl, now: string): boolean => Date.parse(now) <= (list.nextUpdate?.getTime() ?? 0)

function whyNot(
  lists: readonly KnownList[],
  own: readonly KnownList[],
  genuine: readonly KnownList[],
  { at, now, sufficient }: Moment,
): string {
  const inside = genuine.find((list) => list.embedded)
  if (inside)
    return `the list in the document was good until ${inside.list.nextUpdate?.toISOString()}, it is needed for ${at}`
  if (sufficient)
    return lists.some((list) => list.embedded)
      ? 'the lists in the document are of other authorities'
      : 'the document has a security store without a list of its authority'
  if (own.length === 0) return 'there is no list of its authority'
  return genuine.length === 0
    ? 'the list of its authority is not genuine'
    : `the list of its authority is out of date at ${now}`
}
