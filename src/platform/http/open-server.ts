import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'

/** A web server that answers from its first moment to its last. */
export interface OpenServer {
  port: number
  /** What listens, for who hands it to another process. */
  listening: NetServer
  /** From now on requests are answered by this; before it each is told at once to come again. */
  answerBy(listener: RequestListener): void
  /**
   * Takes no more connections, answers what was asked, each answer with `Connection: close`, and ends.
   * @returns when the last answer is out, or `patience` milliseconds are over
   */
  stop(): Promise<void>
}

export interface OpenServerOptions {
  host: string
  port: number
  /** Already listens there, taken over from another process: nobody is turned away between the two. */
  listening?: NetServer | undefined
  /** Milliseconds that answers under way get when the server stops. */
  patience?: number
  /** Milliseconds that a kept connection gets for one more request: its client may be sending it just now. */
  quiet?: number
  /** Called when it stops: from now on somebody else may listen there. */
  left?: () => void
}

/** @throws NodeJS.ErrnoException when the address can't be listened on */
export async function openServer(options: OpenServerOptions): Promise<OpenServer> {
  const { host, port, listening, patience = 4000, quiet = 500, left } = options
  const server = createServer()
  const sockets = new Set<Socket>()
  const underWay = new Set<ServerResponse>()
  let stopping = false
  let listener: RequestListener = notYet
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
    if (stopping) lastOf(response)
    listener(request, response)
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    if (listening) server.listen(listening, done)
    else server.listen(port, host, done)
  })
  return {
    port: (server.address() as AddressInfo).port,
    listening: server,
    answerBy(given) {
      listener = given
    },
    async stop() {
      // connections that wait to be taken would be reset: take them first
      await turn()
      await turn()
      stopping = true
      const closed = stopListening(server)
      left?.()
      for (const response of underWay) lastOf(response)
      const until = performance.now() + patience
      const force = setTimeout(() => server.closeAllConnections(), patience)
      for (let calm = performance.now(); sockets.size > 0; await wait(20)) {
        const now = performance.now()
        if (underWay.size > 0) calm = now
        // nobody asks on these any more
        if (now - calm > quiet || now > until) server.closeIdleConnections()
      }
      clearTimeout(force)
      await closed
    },
  }
}

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

function lastOf(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close')
}

/** `http.Server.close` would cut kept connections at once, on which a request may be under way. */
function stopListening(server: Server): Promise<unknown> {
  return new Promise((done) => NetServer.prototype.close.call(server, done))
}

const STARTING =
  'Starting: try again in a second. · Ishga tushmoqda: bir soniyadan keyin urinib koʻring. · Запускается: повторите через секунду.\n'

function notYet(_request: IncomingMessage, response: ServerResponse): void {
  response
    .writeHead(503, { 'retry-after': '1', 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    .end(STARTING)
}
