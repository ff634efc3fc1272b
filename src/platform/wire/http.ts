import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { AgentOptions } from 'node:https'
import { WireFailure } from './problems.ts'

/** What leaves: no redirect is ever followed, and nothing is repeated here. */
export interface HttpCall {
  url: string
  method: string
  headers: Record<string, string>
  body: Uint8Array | undefined
  /** Milliseconds for the whole, the answer's last byte included. */
  timeout: number
  mostBytes: number
}

export interface HttpAnswer {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

export type HttpSend = (call: HttpCall) => Promise<HttpAnswer>

/** Connections stay open longer than calls are apart: a new one, with TLS, costs twenty calls. */
const IDLE = 60_000

/** @param tls certificate and key for mutual TLS, and whom to believe */
export function httpSender(tls: AgentOptions = {}): HttpSend {
  const plain = new HttpAgent({ keepAlive: true, maxSockets: 64, timeout: IDLE })
  const secure = new HttpsAgent({ keepAlive: true, maxSockets: 64, timeout: IDLE, ...tls })
  return (call) =>
    new Promise((resolve, reject) => {
      const isSecure = call.url.startsWith('https:')
      let ended = false
      const fail = (failure: WireFailure): void => {
        if (ended) return
        ended = true
        clearTimeout(timer)
        request.destroy()
        reject(failure)
      }
      const request = (isSecure ? httpsRequest : httpRequest)(
        call.url,
        {
          method: call.method,
          agent: isSecure ? secure : plain,
          headers: { ...call.headers, ...(call.body ? { 'content-length': String(call.body.length) } : {}) },
        },
        (response) => {
          const chunks: Uint8Array[] = []
          let size = 0
          response.on('data', (chunk: Uint8Array) => {
            size += chunk.length
            if (size > call.mostBytes) fail(new WireFailure('too-large'))
            else chunks.push(chunk)
          })
          response.on('error', () => fail(new WireFailure('unreachable')))
          response.on('aborted', () => fail(new WireFailure('unreachable')))
          response.on('end', () => {
            if (ended) return
            ended = true
            clearTimeout(timer)
            resolve({
              status: response.statusCode!,
              headers: headersOf(response),
              body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks),
            })
          })
        },
      )
      const timer = setTimeout(() => fail(new WireFailure('timeout')), call.timeout)
      request.on('error', (error: NodeJS.ErrnoException) => fail(new WireFailure('unreachable', error.code ?? '')))
      if (call.body) request.end(written(call.body), 'latin1')
      else request.end()
    })
}

/** Bytes as a text that is written as `latin1`: it leaves in one piece with the headers, which bytes do not. */
export const written = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** Headers by their small names; one that comes twice counts by its last, as the protocol says of X-Road-Client. */
export function headersOf({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (let at = 0; at < rawHeaders.length; at += 2) headers[rawHeaders[at]!.toLowerCase()] = rawHeaders[at + 1]!
  return headers
}
