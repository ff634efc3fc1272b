import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { EnvironmentFailure } from './environment-failure.ts'

/**
 * The private key by which this instance proves itself to its OpenID provider, which has the public one
 * (`private_key_jwt`, OpenID Connect Core 1.0, 9).
 * @param path of a PEM file
 * @throws EnvironmentFailure when there is none, or not of a kind that providers take
 */
export function readClientKey(path: string): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(readFileSync(path))
  } catch (error) {
    throw new EnvironmentFailure(
      `DARCHA_IDENTITY_CLIENT_KEY names ${path}, which holds no private key (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`,
      'give a PEM file without a passphrase: openssl ecparam -name prime256v1 -genkey -noout',
    )
  }
  if (!algorithmOf(key))
    throw new EnvironmentFailure(
      `DARCHA_IDENTITY_CLIENT_KEY names a key of a kind that is not used here (${key.asymmetricKeyType})`,
      'make one of P-256 or RSA: openssl ecparam -name prime256v1 -genkey -noout',
    )
  return key
}

/** How such a key signs (RFC 7518, 3.1); undefined for others. */
export function algorithmOf(key: KeyObject): { name: string; hash?: string; namedCurve?: string } | undefined {
  if (key.asymmetricKeyType === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1')
    return { name: 'ECDSA', namedCurve: 'P-256' }
  return undefined
}

/** A private key by which this instance opens what its OpenID provider encrypts for it. */
export interface DecryptionKey {
  key: KeyObject
  /** What the provider calls its public part; undefined: it has no name. */
  kid?: string
}

/**
 * The key for encrypted ID tokens, answers of UserInfo and logout tokens (OpenID Connect Core 1.0, 10.2).
 * @param path of a PEM file, or of one with a JWK, which can say the `kid` that the provider names it by
 * @throws EnvironmentFailure when there is none, or not of a kind that providers take
 */
export function readDecryptionKey(path: string): DecryptionKey {
  let read: DecryptionKey
  try {
    const text = readFileSync(path, 'utf8')
    if (text.trimStart().startsWith('{')) {
      const jwk = JSON.parse(text) as JsonWebKey & { kid?: unknown }
      const key = createPrivateKey({ key: jwk, format: 'jwk' })
      read = { key, ...(typeof jwk.kid === 'string' ? { kid: jwk.kid } : {}) }
    } else read = { key: createPrivateKey(text) }
  } catch (error) {
    throw new EnvironmentFailure(
      `DARCHA_IDENTITY_DECRYPTION_KEY names ${path}, which holds no private key (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`,
      'give a PEM file without a passphrase, or a JWK',
    )
  }
  if (!algorithmOf(read.key))
    throw new EnvironmentFailure(
      `DARCHA_IDENTITY_DECRYPTION_KEY names a key of a kind that is not used here (${read.key.asymmetricKeyType})`,
      'make one of P-256 or RSA: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048',
    )
  return read
}
