import { createPrivateKey, type KeyObject } from 'node:crypto'
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
