import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { type BlockList, isIP } from 'node:net'
import { ForbiddenAddress, hostOf, lookupWithin, readAddress } from './check-address.ts'

/** What became of one try. */
export type Tried =
  | { became: 'delivered'; status: number }
  /** The receiver wants nothing more (410). */
  | { became: 'gone'; status: number }
  /** It answered, and did not take this message. */
  | { became: 'refused'; status: number; problem: string }
  /** It does not answer, or not as one that works: nothing else is sent to it now. */
  | { became: 'away'; status?: number; problem: string; retryAfter?: number }

/** Milliseconds for the whole, the head of the answer included. */
const TIMEOUT = 15_000

/**
 * Posts one message. No redirect is followed, nothing of the answer's body is read, and nothing is repeated here.
 * @param within networks that may be reached though they are not public
 */
export function sendMessage(
  { address, headers, body }: { address: string; headers: Record<string, string>; body: string },
  within: BlockList,
  timeout: number = TIMEOUT,
): Promise<Tried> {
  const url = readAddress(address, within)
  if (!url) return Promise.resolve({ became: 'away', problem: 'forbidden-address' })
  return new Promise((done) => {
    let timer: NodeJS.Timeout | undefined
    const end = (tried: Tried): void => {
      clearTimeout(timer)
      done(tried)
      sent.destroy()
    }
    const sent = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      {
        method: 'POST',
        agent: false,
        headers: {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'Darcha-Webhooks',
          ...headers,
        },
        ...(isIP(hostOf(url)) === 0 ? { lookup: lookupWithin(within) } : {}),
      },
      (answer) => end(judge(answer.statusCode ?? 0, answer.headers['retry-after'])),
    )
    timer = setTimeout(() => end({ became: 'away', problem: 'timeout' }), timeout)
    sent.on('error', (error: NodeJS.ErrnoException) =>
      end({
        became: 'away',
        problem: error instanceof ForbiddenAddress ? 'forbidden-address' : (error.code ?? 'unreachable'),
      }),
    )
    sent.end(body)
  })
}

function judge(status: number, retryAfter: string | undefined): Tried {
  if (status >= 200 && status < 300) return { became: 'delivered', status }
  if (status === 410) return { became: 'gone', status }
  const problem = `HTTP ${status}`
  if (status === 429 || status >= 500)
    return {
      became: 'away',
      status,
      problem,
      ...(retryAfter && /^\d{1,7}$/.test(retryAfter) ? { retryAfter: Number(retryAfter) } : {}),
    }
  return { became: 'refused', status, problem: status >= 300 && status < 400 ? `${problem}: redirect` : problem }
}
