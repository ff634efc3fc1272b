import { Agent, get } from 'node:http'

export interface Loaded {
  requests: number
  bytes: number
}

/** Asks for a page again and again over connections that stay open. @throws when an answer is no 200 */
export async function load(
  url: string,
  headers: Record<string, string>,
  { seconds, connections = 8 }: { seconds: number; connections?: number },
): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const until = performance.now() + seconds * 1000
  let [requests, bytes] = [0, 0]
  const once = () =>
    new Promise<void>((done, fail) => {
      get(url, { agent, headers }, (answer) => {
        if (answer.statusCode !== 200) {
          fail(new Error(`${url} answers ${answer.statusCode} ${answer.headers.location ?? ''}`))
          return void answer.resume()
        }
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length
        })
        answer.on('end', () => {
          requests++
          done()
        })
      }).on('error', fail)
    })
  const connection = async () => {
    while (performance.now() < until) await once()
  }
  await Promise.all(Array.from({ length: connections }, connection))
  agent.destroy()
  return { requests, bytes: bytes / requests }
}
