import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Asked {
  method: string
  body: Record<string, unknown>
}

/** Stands in for the Bot API of Telegram: keeps what it is asked, and answers as told, else as the real one would. */
export async function standInBot() {
  const token = '123456:stand-in-token-of-no-bot'
  const asked: Asked[] = []
  const refusals: { status: number; body: string }[] = []
  let updates: { update_id: number; message: unknown }[] = []
  let last = 700
  const answerTo = ({ method, body }: Asked): unknown => {
    if (method !== 'getUpdates') return { message_id: asked.length }
    const offset = Number(body['offset'] ?? 0)
    updates = updates.filter(({ update_id }) => update_id >= offset)
    return updates.slice(0, Number(body['limit']))
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const method = new RegExp(`^/bot${token}/(\\w+)$`).exec(request.url ?? '')?.[1]
      if (!method) return response.writeHead(404).end('{"ok":false,"error_code":404,"description":"Not Found"}')
      const question = { method, body: JSON.parse(Buffer.concat(chunks).toString()) as Asked['body'] }
      asked.push(question)
      const refusal = method === 'sendMessage' ? refusals.shift() : undefined
      if (refusal) return response.writeHead(refusal.status).end(refusal.body)
      response.writeHead(200).end(JSON.stringify({ ok: true, result: answerTo(question) }))
    })
  })
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go))
  return {
    settings: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token, bot: 'darcha_demo_bot' },
    asked,
    /** Refusals of the next messages, in turn. */
    refusals,
    /** What was sent to people since this was asked last. */
    takeSent: () => asked.splice(0).flatMap(({ method, body }) => (method === 'sendMessage' ? [body] : [])),
    refuse: (status: number, body: string | object) =>
      refusals.push({ status, body: typeof body === 'string' ? body : JSON.stringify(body) }),
    /** Somebody writes to the bot. */
    write: (id: number, text: string, type = 'private') =>
      updates.push({ update_id: ++last, message: { message_id: last, chat: { id, type }, text } }),
    /** What was written and not yet confirmed as read. */
    unread: () => updates.length,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
