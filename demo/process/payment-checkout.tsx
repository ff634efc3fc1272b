import { randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { getRequestListener } from '@hono/node-server'
import type { RequestListener } from 'node:http'
import type { Child } from '../../src/kernel/markup/index.ts'
import { plainPage } from './plain-page.tsx'
import { wordsFor, type DemoWords } from './demo-words.ts'
import { merchantClient, type MerchantClient } from './merchant-client.ts'

export interface CheckoutOptions {
  /** The merchant's address for calls. */
  endpoint: string
  key: string
  merchant: string
  /** Origin people may be sent back to. */
  returnOrigin: string
  /** Milliseconds before the first repeated call. */
  patience?: number
}

interface Order {
  payment: string
  amount: number
  language: string
  returnTo: string | undefined
}

/**
 * A payment provider of Payme's form: a checkout page without script, calls to the merchant repeated until it answers,
 * refunds on demand.
 */
export function paymentCheckout(options: CheckoutOptions): RequestListener {
  const merchant = merchantClient(options.endpoint, options.key, options.patience ?? 200)
  // one transaction a payment, so that a double click pays once
  const known = new Map<string, Held>()
  const app = new Hono()

  app.get('/', (context) => context.json({ demonstration: true, what: 'payment provider' }))
  app.post('/refunds', async (context) => {
    if (context.req.header('authorization') !== merchant.authorization)
      return context.json({ error: 'unauthorized' }, 401)
    const given = (await context.req.json().catch(() => ({}))) as { transaction?: unknown }
    if (typeof given.transaction !== 'string') return context.json({ error: 'unreadable' }, 400)
    const answer = await merchant.call('CancelTransaction', { id: given.transaction, reason: 5 })
    if (answer.error)
      return context.json(
        { error: answer.error.message },
        answer.error.code === -31003 ? 404 : answer.error.code === -32400 ? 503 : 409,
      )
    return context.json(answer.result)
  })
  app.get('/:order', async (context) => {
    const order = readOrder(context.req.param('order'), options)
    const words = wordsFor(order?.language).words
    if (!order) return page(context, words, words.cannotPay, null, 400)
    const allowed = await merchant.call('CheckPerformTransaction', {
      amount: order.amount,
      account: { payment: order.payment },
    })
    if (allowed.error) return refused(context, words, order, allowed.error)
    return page(
      context,
      words,
      words.pay,
      <>
        <p>{words.payLead}</p>
        <Facts order={order} words={words} />
        <form method="post">
          <p class="row">
            <button type="submit" class="main" name="choice" value="pay">
              {words.payNow}
            </button>
            <button type="submit" name="choice" value="decline">
              {words.decline}
            </button>
          </p>
        </form>
      </>,
    )
  })
  app.post('/:order', async (context) => {
    const order = readOrder(context.req.param('order'), options)
    const words = wordsFor(order?.language).words
    if (!order) return page(context, words, words.cannotPay, null, 400)
    const choice = new URLSearchParams((await context.req.text()).slice(0, 1000)).get('choice')
    if (choice !== 'pay')
      return order.returnTo ? context.redirect(order.returnTo, 303) : page(context, words, words.declined, null)
    const error = await pay(merchant, known, order)
    if (error) return refused(context, words, order, error)
    return order.returnTo
      ? context.redirect(order.returnTo, 303)
      : page(context, words, words.paid, <Facts order={order} words={words} />)
  })
  return getRequestListener(app.fetch)
}

interface Held {
  id: string
  time: number
  performed?: true
}

/** The merchant gave no answer in all tries. */
const NO_ANSWER = -32400

async function pay(merchant: MerchantClient, known: Map<string, Held>, order: Order) {
  const held = known.get(order.payment) ?? { id: randomBytes(12).toString('hex'), time: Date.now() }
  if (held.performed) return undefined
  known.set(order.payment, held)
  const created = await merchant.call('CreateTransaction', {
    id: held.id,
    time: held.time,
    amount: order.amount,
    account: { payment: order.payment },
  })
  if (created.error) {
    // without a clear answer the merchant may have taken the transaction: the next click must ask with the same id
    if (created.error.code !== NO_ANSWER) known.delete(order.payment)
    return created.error
  }
  const performed = await merchant.call('PerformTransaction', { id: held.id })
  if (!performed.error) {
    known.set(order.payment, { ...held, performed: true })
    return undefined
  }
  // the money's fate is open: the next click asks again with the same id
  if (performed.error.code !== NO_ANSWER) {
    known.delete(order.payment)
    await merchant.call('CancelTransaction', { id: held.id, reason: 3 })
  }
  return performed.error
}

const Facts = ({ order, words }: { order: Order; words: DemoWords }) => (
  <dl>
    <dt>{words.amount}</dt>
    <dd>{sum(order.amount, order.language)}</dd>
    <dt>{words.order}</dt>
    <dd>{order.payment}</dd>
  </dl>
)

const sum = (tiyin: number, language: string) =>
  `${new Intl.NumberFormat(language === 'en' ? 'en' : 'ru', { minimumFractionDigits: 2 }).format(tiyin / 100)} UZS`

function refused(
  context: Context,
  words: DemoWords,
  order: Order,
  error: { message: Record<string, string> },
): Promise<Response> {
  return page(
    context,
    words,
    words.cannotPay,
    <>
      <p>{error.message[order.language] ?? error.message['en']}</p>
      {order.returnTo ? (
        <p>
          <a href={order.returnTo}>{words.back}</a>
        </p>
      ) : null}
    </>,
    409,
  )
}

async function page(
  context: Context,
  words: DemoWords,
  title: string,
  children: Child,
  status: 200 | 400 | 409 = 200,
): Promise<Response> {
  context.header('cache-control', 'no-store')
  context.header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  )
  return context.html(plainPage({ words, title, children }), status)
}

/** The checkout link: `m=…;ac.payment=…;a=…;l=…;c=…` in base64. */
function readOrder(encoded: string, { merchant, returnOrigin }: CheckoutOptions): Order | undefined {
  const fields = new Map(
    Buffer.from(encoded, 'base64url')
      .toString('utf8')
      .split(';')
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  )
  const amount = Number(fields.get('a'))
  const payment = fields.get('ac.payment')
  if (fields.get('m') !== merchant || !payment || !Number.isSafeInteger(amount) || amount <= 0) return undefined
  return { payment, amount, language: fields.get('l') ?? 'uz', returnTo: safeReturn(fields.get('c'), returnOrigin) }
}

function safeReturn(encoded: string | undefined, origin: string): string | undefined {
  try {
    const url = new URL(decodeURIComponent(encoded ?? ''))
    return url.origin === origin ? url.href : undefined
  } catch {
    return undefined
  }
}
