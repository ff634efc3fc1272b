import type { KeyObject } from 'node:crypto'
import { signSeal } from './signed-seal.ts'

const TIMEOUT = 10_000

/**
 * Gives the last seal to another body, which keeps it: a POST of the signed line.
 * @param url whole address of its `/witness/{name}`
 * @throws Error when it is not taken
 */
export async function sendSeal(url: string, line: string, key: KeyObject): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(signSeal(key, line)),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT),
  })
  if (!response.ok)
    throw new Error(`the witness ${url} answered ${response.status}: ${(await response.text()).slice(0, 300)}`)
}
