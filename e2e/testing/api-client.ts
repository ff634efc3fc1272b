/** One answer of the interface: its status and the parsed body. */
export interface ApiAnswer<Body = any> {
  status: number
  body: Body
  type: string
}

export interface ApiClient {
  get<Body = any>(path: string): Promise<ApiAnswer<Body>>
  /** @param key Idempotency-Key */
  post<Body = any>(path: string, body?: unknown, key?: string): Promise<ApiAnswer<Body>>
  send<Body = any>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<ApiAnswer<Body>>
}

/**
 * A client of an instance's interface.
 * @param url of the instance, and the bearer token of who speaks; nobody without one
 */
export function apiClient(url: string, token?: string): ApiClient {
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const type = response.headers.get('content-type') ?? ''
    return { status: response.status, type, body: /json/.test(type) && text !== '' ? JSON.parse(text) : text }
  }
  return {
    send,
    get: (path) => send('GET', path),
    post: (path, body = {}, key) => send('POST', path, body, key ? { 'idempotency-key': key } : {}),
  }
}
