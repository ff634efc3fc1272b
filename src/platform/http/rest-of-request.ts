import type { IncomingMessage, RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'

/** What of a request is still read when its answer is known already. */
export interface RestLimits {
  /** Bytes. */
  most: number
  /** Milliseconds. */
  patience: number
}

const LIMITS: RestLimits = { most: 64_000_000, patience: 2000 }

/**
 * A listener of Node's server for who answers with web standards. An answer that is known before its request was read,
 * as on a full disk, waits for the rest of it: who still sends may not hear an answer, and what is left unread cuts off
 * the next request on that connection. Where the rest is too long the answer says that the connection ends
 * (RFC 9112, 9.6).
 */
export function listenerOf(
  answer: (request: Request, incoming: IncomingMessage) => Response | Promise<Response>,
  limits = LIMITS,
): RequestListener {
  const listener = getRequestListener((request, environment) => {
    const { incoming } = environment as { incoming: IncomingMessage }
    const answered = answer(request, incoming)
    if (!hasBody(incoming)) return answered
    return Promise.resolve(answered).then(async (known) => {
      if (isOpen(incoming)) await passOver(incoming, limits)
      return known
    })
  })
  return (incoming, outgoing) => {
    const writeHead = outgoing.writeHead.bind(outgoing) as (...args: unknown[]) => typeof outgoing
    outgoing.writeHead = (...args: unknown[]) => {
      if (isOpen(incoming)) outgoing.shouldKeepAlive = false
      return writeHead(...args)
    }
    return listener(incoming, outgoing)
  }
}

const hasBody = ({ method }: IncomingMessage): boolean => method !== 'GET' && method !== 'HEAD'

/** Some of it has not come yet, or somebody began to read it and did not come to the end. */
const isOpen = (incoming: IncomingMessage): boolean =>
  hasBody(incoming) && (incoming.readableDidRead ? !incoming.readableEnded : !incoming.complete)

/** Reads what is left and forgets it, within the limits. */
function passOver(incoming: IncomingMessage, { most, patience }: RestLimits): Promise<void> {
  if (incoming.destroyed) return Promise.resolve()
  return new Promise((done) => {
    let passed = 0
    const finish = () => {
      clearTimeout(timer)
      incoming.off('data', count).off('end', finish).off('close', finish).off('error', finish)
      incoming.pause()
      done()
    }
    const count = ({ length }: Uint8Array) => {
      passed += length
      if (passed > most) finish()
    }
    const timer = setTimeout(finish, patience)
    // whoever read before is asked no more: they would pause it again
    incoming.removeAllListeners('data').on('data', count)
    incoming.once('end', finish).once('close', finish).once('error', finish).resume()
  })
}
