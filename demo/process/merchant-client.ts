import { randomInt } from 'node:crypto'

export interface RpcOutcome {
  result?: unknown
  error?: { code: number; message: Record<string, string> }
}

export interface MerchantClient {
  authorization: string
  /** Calls the merchant, again and again (six times) while there is no clear answer. -32400: still none. */
  call(method: string, parameters: object): Promise<RpcOutcome>
}

const NO_ANSWER: RpcOutcome = {
  error: { code: -32400, message: { uz: 'Javob yoʻq', ru: 'Нет ответа', en: 'No answer' } },
}
const TRIES = 6

export function merchantClient(endpoint: string, key: string, patience: number): MerchantClient {
  const authorization = `Basic ${Buffer.from(`Paycom:${key}`).toString('base64')}`
  const once = async (body: string): Promise<RpcOutcome> => {
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        redirect: 'error',
        body,
        headers: { 'content-type': 'application/json', authorization },
        signal: AbortSignal.timeout(10_000),
      })
      return response.status === 200 ? ((await response.json()) as RpcOutcome) : NO_ANSWER
    } catch {
      return NO_ANSWER
    }
  }
  return {
    authorization,
    async call(method, parameters) {
      const body = JSON.stringify({ jsonrpc: '2.0', id: randomInt(1, 2 ** 31), method, params: parameters })
      for (let attempt = 1; ; attempt++) {
        const outcome = await once(body)
        if (outcome.error?.code !== -32400 || attempt === TRIES) return outcome
        await new Promise((done) => setTimeout(done, patience * 2 ** (attempt - 1)))
      }
    },
  }
}
