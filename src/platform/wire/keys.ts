import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto'
import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../config/make-folder.ts'

/**
 * The signing key of a member, made at the first call and kept; several processes may ask at once, and get the same.
 * @param folder where it lies, readable by its owner only
 */
export function openKey(folder: string): KeyObject {
  const file = join(folder, 'key.pem')
  if (!existsSync(file)) {
    makeFolder(folder, 0o700)
    const { privateKey } = generateKeyPairSync('ed25519')
    const made = join(folder, `key-${randomUUID()}.tmp`)
    writeFileSync(made, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
    try {
      linkSync(made, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    rmSync(made)
  }
  return createPrivateKey(readFileSync(file, 'utf8'))
}

/** What an exchange knows of a member: by which key it signs and where it is reached. */
export interface Member {
  /** `{instance}/{class}/{code}`, each part encoded. */
  member: string
  key: KeyObject
  /** Address of its server; absent: it only asks. */
  address?: string
}

/** The members of an exchange: what an X-Road instance calls its global configuration. */
export interface Members {
  find(member: string): Member | undefined
  list(): Member[]
  /** Lets all members know a key and an address. */
  publish(member: string, key: KeyObject, address?: string): void
}

/**
 * Members as a folder of files, one each, which whoever runs the exchange keeps. Who is not known, and whoever moved, is
 * looked for anew.
 */
export function membersIn(folder: string): Members {
  const known = new Map<string, Member>()
  let seen = ''
  const read = (): void => {
    if (!existsSync(folder)) return
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
      const { member, key, address } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, string>
      const publicKey = createPublicKey({ key: Buffer.from(key!, 'base64'), format: 'der', type: 'spki' })
      known.set(member!, { member: member!, key: publicKey, ...(address ? { address } : {}) })
    }
  }
  return {
    find(member) {
      if (!known.has(member)) read()
      return known.get(member)
    },
    list() {
      read()
      return [...known.values()]
    },
    publish(member, key, address) {
      makeFolder(folder)
      const written = JSON.stringify({
        member,
        key: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
        ...(address ? { address } : {}),
      })
      if (written === seen) return
      const file = join(folder, `${member.replaceAll('/', '-').replaceAll('%', '_')}.json`)
      const made = `${file}.${randomUUID()}.tmp`
      writeFileSync(made, written)
      renameSync(made, file)
      seen = written
      read()
    },
  }
}
