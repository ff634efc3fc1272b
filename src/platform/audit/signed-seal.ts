import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { makeFolder } from '../config/make-folder.ts'

/** A seal as one body gives it to another: what `POST /witness/{name}` takes. */
export const SignedSeal = z.object({
  /** `NUMBER:HASH TIME`, the very line that is kept. */
  seal: z.string().regex(/^[1-9]\d{0,8}:[0-9a-f]{64} \d{4}-\d\d-\d\dT[\d:.]{8,16}Z$/),
  /** Ed25519 over the line, base64. */
  signature: z.base64().max(120),
})
export type SignedSeal = z.output<typeof SignedSeal>

/** Words before what is signed, so that the key's signature is good for nothing else. */
const signedText = (seal: string): Buffer => Buffer.from(`darcha-witness-1\n${seal}`)

/** This instance's key for its witnesses, made when it is first asked for. @param home DARCHA_HOME */
export function witnessKey(home: string): KeyObject {
  const path = join(home, 'witness', 'key.pem')
  if (!existsSync(path)) {
    makeFolder(join(home, 'witness'))
    const made = `${path}.${process.pid}`
    writeFileSync(made, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
    })
    try {
      // another process may have made one at the same time: the first holds
      linkSync(made, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(made)
    }
  }
  return createPrivateKey(readFileSync(path))
}

/** The public key as a witness names it: its raw bytes, base64url. */
export const publicText = (key: KeyObject): string => createPublicKey(key).export({ format: 'jwk' }).x!

export const signSeal = (key: KeyObject, seal: string): SignedSeal => ({
  seal,
  signature: sign(null, signedText(seal), key).toString('base64'),
})

/** @param publicKey as `publicText` writes it */
export function isSignedBy({ seal, signature }: SignedSeal, publicKey: string): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
  return verify(null, signedText(seal), key, Buffer.from(signature, 'base64'))
}
