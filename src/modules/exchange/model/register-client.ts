import { z } from 'zod'
import { PermanentFailure } from '../../../platform/jobs/index.ts'
import { RegisterUnavailable, type EvidenceAnswer, type EvidenceRequest } from './evidence.ts'

/** How registers are asked; another way of exchange stands in by offering the same. */
export interface RegisterClient {
  /** @throws RegisterUnavailable when it can't answer now, PermanentFailure when it refuses the question */
  query(request: Omit<EvidenceRequest, 'requestedBy' | 'ownCase' | 'caseId'>): Promise<Omit<EvidenceAnswer, 'tookMs'>>
}

const Answer = z
  .object({
    status: z.enum(['found', 'missing']),
    data: z.record(z.string(), z.json()).nullable(),
    source: z.string().max(500),
    asOf: z.iso.datetime({ offset: true }),
  })
  .refine((answer) => (answer.status === 'found') === (answer.data !== null))

const TIMEOUT = 5_000
/** A register's answer is a page of facts; more is a mistake or an attack. */
const BYTES = 2_000_000

/**
 * Asks registers by `POST <url>/v1/query`. No redirects are followed and nothing is tried twice: the job queue tries
 * again.
 */
export function registerClient({ url, timeout = TIMEOUT }: { url: string; timeout?: number }): RegisterClient {
  const address = `${url.replace(/\/$/, '')}/v1/query`
  return {
    async query({ register, evidence, subject, purpose, caseNumber, basis }) {
      const body = JSON.stringify({
        register,
        ...(evidence === undefined ? {} : { evidence }),
        subject: { number: subject.number },
        purpose,
        caseNumber,
        basis,
      })
      const { status, text } = await post(register, address, body, timeout)
      if (status === 400 || status === 401 || status === 403 || status === 404)
        throw new PermanentFailure(`the register ${register} refused the question (${status})`)
      if (status !== 200) throw new RegisterUnavailable(register, 'failing')
      const answer = Answer.safeParse(parsed(text))
      if (!answer.success) throw new RegisterUnavailable(register, 'unreadable')
      return answer.data
    },
  }
}

async function post(
  register: string,
  address: string,
  body: string,
  timeout: number,
): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      redirect: 'error',
      body,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      signal: AbortSignal.timeout(timeout),
    })
    return { status: response.status, text: await limited(response) }
  } catch (error) {
    // the timeout also covers an answer that stops half way
    throw new RegisterUnavailable(register, (error as Error).name === 'TimeoutError' ? 'timeout' : 'unreachable')
  }
}

async function limited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > BYTES) throw new Error('the answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
