import type { Hono } from 'hono'
import { languageLinks, wordsFor } from './demo-words.ts'
import { plainPage } from './plain-page.tsx'

/** Updates that wait to be read; older ones are given up, as the real one gives them up after a day. */
const KEPT = 1000
const CODE = /^[\w-]{1,64}$/

/**
 * Stands in for Telegram: the two methods of the Bot API that the product calls, for any bot, and the page on which
 * somebody begins a chat by the link from their cabinet. Each press begins a chat of its own.
 * @param sent told of each message that the bot sends
 */
export function botApi(app: Hono, sent: (chat: string, text: string) => void): void {
  let updates: { update_id: number; message: unknown }[] = []
  // numbers stay apart after a restart too: chats are remembered elsewhere
  let last = Date.now()
  app.post('/telegram/:bot/:method', async (context) => {
    const asked = (await context.req.json().catch(() => ({}))) as Record<string, unknown>
    const refuse = (status: 400 | 404, description: string) =>
      context.json({ ok: false, error_code: status, description }, status)
    if (!/^bot\d+:[\w-]+$/.test(context.req.param('bot'))) return refuse(404, 'Not Found')
    if (context.req.param('method') === 'getUpdates') {
      const from = Number(asked['offset'] ?? 0)
      updates = updates.filter(({ update_id }) => update_id >= from)
      return context.json({ ok: true, result: updates.slice(0, Number(asked['limit'] ?? 100)) })
    }
    if (context.req.param('method') !== 'sendMessage') return refuse(404, 'Not Found')
    const { chat_id: chat, text } = asked
    if (!/^\d+$/.test(String(chat))) return refuse(400, 'Bad Request: chat not found')
    if (typeof text !== 'string' || text === '') return refuse(400, 'Bad Request: message text is empty')
    sent(String(chat), text)
    return context.json({ ok: true, result: { message_id: ++last, chat: { id: Number(chat), type: 'private' }, text } })
  })
  app.get('/chat', (context) => {
    const asked = context.req.query('language') ?? context.req.header('accept-language')
    const { language, words } = wordsFor(asked)
    const code = context.req.query('start') ?? ''
    const query = (of: string) => new URLSearchParams({ start: code, language: of }).toString()
    return context.html(
      plainPage({
        words,
        title: words.chat,
        languages: languageLinks(language, (other) => `/chat?${query(other)}`),
        children: CODE.test(code) ? (
          <form method="post" action="/chat">
            <p>{words.chatLead}</p>
            <input type="hidden" name="start" value={code} />
            <input type="hidden" name="language" value={language} />
            <button class="main" type="submit">
              {words.chatBegin}
            </button>
          </form>
        ) : (
          <p>{words.chatNoCode}</p>
        ),
      }),
    )
  })
  app.post('/chat', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    const { language, words } = wordsFor(form.get('language') ?? undefined)
    const code = form.get('start') ?? ''
    if (!CODE.test(code))
      return context.html(plainPage({ words, title: words.chat, children: <p>{words.chatNoCode}</p> }), 400)
    const chat = { id: ++last, type: 'private' }
    updates.push({ update_id: ++last, message: { message_id: last, chat, text: `/start ${code}` } })
    if (updates.length > KEPT) updates.shift()
    return context.html(
      plainPage({
        words,
        title: words.chat,
        children: (
          <>
            <p>{words.chatBegun}</p>
            <p>
              <a href={`/?language=${language}`}>{words.allMail}</a>
            </p>
          </>
        ),
      }),
    )
  })
}
