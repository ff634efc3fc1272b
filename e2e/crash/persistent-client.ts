import { apiClient, type ApiAnswer } from '../testing/api-client.ts'

/** How long a client goes on asking before it gives up, in milliseconds. */
const PATIENCE = 180_000

export interface PersistentClient {
  get<Body = any>(path: string): Promise<ApiAnswer<Body>>
  /** Posts with an Idempotency-Key until there is an answer that is no "try again". */
  post<Body = any>(path: string, body: unknown, key: string): Promise<ApiAnswer<Body>>
}

/**
 * A client as the documentation asks for: what got no answer, or 503, is asked again with the same key.
 * @param told counts the repetitions and hears of answers that must not be (5xx other than 503)
 */
export function persistentClient(
  url: string,
  token: string,
  told: { repeated(): void; wrong(what: string): void },
): PersistentClient {
  const client = apiClient(url, token)
  const insist = async (what: string, attempt: () => Promise<ApiAnswer>): Promise<ApiAnswer> => {
    for (const until = Date.now() + PATIENCE; ; told.repeated()) {
      try {
        const answer = await attempt()
        if (answer.status < 500) return answer
        if (answer.status !== 503)
          told.wrong(`${what} answered ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`)
      } catch {
        /* no answer at all: the server was killed */
      }
      if (Date.now() > until) throw new Error(`${what}: no answer in ${PATIENCE / 1000} s`)
      await new Promise((done) => setTimeout(done, 150 + Math.random() * 150))
    }
  }
  return {
    get: (path) => insist(`GET ${path}`, () => client.get(path)),
    post: (path, body, key) => insist(`POST ${path}`, () => client.post(path, body, key)),
  }
}
