import { createHash, createPrivateKey, randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../config/make-folder.ts'
import { certificateOf, nameOf } from './certificates.ts'
import { makeCms, type Credentials } from './make-cms.ts'
import {
  issueCertificate,
  issueRevocationList,
  issueRoot,
  type Issued,
  type Revoked,
  type SubjectName,
} from './issue-certificates.ts'
import { oid } from './oids.ts'
import type { ProofSource, Signer, TimeStamper } from './signer.ts'
import { demoTimeStamper } from './time-stamp.ts'

export interface DemoAuthorityOptions {
  /** ISO 3166 code written into the certificates. */
  country?: string
  /** RFC 3339; the real time unless said. */
  clock?: () => string
  /** Where its revocation list is published: written into the certificates. */
  listAddress?: string
  /** RFC 3339: last moment of the certificates it gives to offices, when earlier than usual. */
  officesUntil?: string
}

/** Whose signature it is: the office and the person who signs for it. */
export interface SigningOffice {
  /** Id of the office: small letters, digits, hyphens. */
  office: string
  officeName: string
  /** Who signs for it; the office itself, with its seal, when absent. */
  signer?: { id: string; name: string }
}

/** A certificate authority for the demonstration only, kept in a folder: an instance without demo must not open one. */
export interface DemoAuthority {
  /** DER. */
  root: Uint8Array
  /** The list of revoked certificates in DER, written anew when a day old. */
  revocationList(): Promise<Uint8Array>
  /**
   * The signer of an office, with a certificate of their own that bears their name: made at the first call and kept. A
   * person who is called otherwise now, or signs for another office, gets another.
   */
  signerFor(office: SigningOffice): Promise<Signer>
  /** Revokes the present certificates of an office, its seal's and its signers': each gets a new one. */
  revoke(office: string): Promise<void>
  timeStamper(): Promise<TimeStamper>
  /** What documents are proven by when the authority is gone; for those signed before it gave any. */
  proof(): Promise<ProofSource>
}

const DAY = 86_400_000

/**
 * Opens the authority of a folder, made at the first call. Several processes may open it at once.
 * @param folder `DARCHA_HOME/ca`
 */
export async function demoAuthority(folder: string, options: DemoAuthorityOptions = {}): Promise<DemoAuthority> {
  const clock = options.clock ?? (() => new Date().toISOString())
  const country = options.country ?? 'XX'
  const rootFolder = join(folder, 'root')
  await makeOnce(rootFolder, () => issueRoot({ country, organisation: 'Darcha demo', name: 'Darcha demo root' }))
  const root = load(rootFolder)
  const keys = keyCupboard()

  const issued = async (
    name: string,
    subject: SubjectName,
    usage: 'signing' | 'time-stamping',
  ): Promise<Credentials> => {
    const own = join(folder, 'issued', name)
    const terms = {
      usage,
      listAddress: options.listAddress,
      until: usage === 'signing' ? options.officesUntil : undefined,
    }
    await makeOnce(own, () => issueCertificate(root, subject, terms))
    return keys(own)
  }
  const stamps = () =>
    issued('time-stamps', { country, organisation: 'Darcha demo', name: 'Darcha demo time stamps' }, 'time-stamping')
  const timeStamper = async () => demoTimeStamper(await stamps(), clock, randomBytes)
  const listFile = join(folder, 'root.crl')
  const writeList = async () => write(listFile, await issueRevocationList(root, revokedIn(folder), clock()))

  let kept: { made: string; bytes: Uint8Array } | undefined
  const revocationList = async () => {
    const written = statSync(listFile, { throwIfNoEntry: false })?.mtimeMs
    if (written === undefined || Date.parse(clock()) - written > DAY || written > Date.parse(clock())) await writeList()
    // many documents signed in one go carry the same list: read once, until any process writes a new one
    const made = whichFile(listFile)
    if (kept?.made !== made) kept = { made, bytes: new Uint8Array(readFileSync(listFile)) }
    return kept.bytes
  }
  const proofOf = async (...certificates: Uint8Array[]): Promise<ProofSource> => {
    const stamping = await stamps()
    return {
      stamp: demoTimeStamper(stamping, clock, randomBytes).stamp,
      until: new Date(
        Math.min(...[stamping, root].map((credentials) => certificateOf(credentials.certificate).notAfter.getTime())),
      ).toISOString(),
      material: async () => ({
        certificates: [...certificates, stamping.certificate, root.certificate],
        crl: [await revocationList()],
      }),
    }
  }

  return {
    root: root.certificate,
    timeStamper,
    revocationList,
    proof: () => proofOf(),
    async signerFor({ office, officeName, signer }) {
      const credentials = await issued(
        signerFolder(office, officeName, signer),
        { country, organisation: officeName, name: signer?.name ?? officeName },
        'signing',
      )
      const stamper = await timeStamper()
      return {
        // as whoever reads the certificate finds it: what is written down is what is signed with
        name: nameOf(certificateOf(credentials.certificate)),
        proof: await proofOf(credentials.certificate),
        signDetached: (content) =>
          makeCms({ type: oid.data, bytes: content, embedded: false }, credentials, (digest) => stamper.stamp(digest)),
      }
    },
    async revoke(office) {
      const own = officeFolder(office)
      for (const name of readdirSync(join(folder, 'issued'))) {
        if ((name !== own && !name.startsWith(`${own}.`)) || name.includes('.revoked-') || name.includes('.draft-'))
          continue
        const of = join(folder, 'issued', name)
        const { serialNumber } = JSON.parse(readFileSync(join(of, 'about.json'), 'utf8')) as { serialNumber: string }
        write(join(folder, 'revoked.json'), JSON.stringify([...revokedIn(folder), { serialNumber, at: clock() }]))
        renameSync(of, `${of}.revoked-${serialNumber}`)
      }
      await writeList()
    },
  }
}

function officeFolder(office: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,99}$/.test(office)) throw new Error(`"${office}" is no id of an office`)
  return office
}

/** One folder for each name on a certificate: an office's own, and one for each person who signs for it. */
function signerFolder(office: string, officeName: string, signer: SigningOffice['signer']): string {
  const own = officeFolder(office)
  if (!signer) return own
  const who = createHash('sha256')
    .update(JSON.stringify([signer.id, signer.name, officeName]))
    .digest('hex')
  return `${own}.${who.slice(0, 24)}`
}

const revokedIn = (folder: string): Revoked[] =>
  existsSync(join(folder, 'revoked.json'))
    ? (JSON.parse(readFileSync(join(folder, 'revoked.json'), 'utf8')) as Revoked[])
    : []

function load(folder: string): Credentials {
  return {
    certificate: new Uint8Array(readFileSync(join(folder, 'certificate.der'))),
    key: createPrivateKey(readFileSync(join(folder, 'key.pem'))),
  }
}

/**
 * Differs for every file that was ever put in this place: two written within one tick of the clock have the same time.
 */
function whichFile(path: string): string {
  const { ino, mtimeMs } = statSync(path)
  return `${ino} ${mtimeMs}`
}

/** Reads keys once, until any process puts others in their place. */
function keyCupboard(): (folder: string) => Credentials {
  const kept = new Map<string, { made: string; credentials: Credentials }>()
  return (folder) => {
    const made = whichFile(join(folder, 'certificate.der'))
    const before = kept.get(folder)
    if (before?.made === made) return before.credentials
    const credentials = load(folder)
    kept.set(folder, { made, credentials })
    return credentials
  }
}

/** Key and certificate appear together by one rename; whoever comes second finds them made. */
async function makeOnce(folder: string, issue: () => Promise<Issued>): Promise<void> {
  if (existsSync(folder)) return
  makeFolder(join(folder, '..'))
  const draft = mkdtempSync(`${folder}.draft-`)
  const made = await issue()
  writeFileSync(join(draft, 'key.pem'), made.key, { mode: 0o600 })
  writeFileSync(join(draft, 'certificate.der'), made.certificate)
  writeFileSync(join(draft, 'certificate.pem'), made.pem)
  writeFileSync(join(draft, 'about.json'), JSON.stringify({ serialNumber: made.serialNumber }))
  try {
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

function write(file: string, content: string | Uint8Array): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, content)
  renameSync(draft, file)
}
