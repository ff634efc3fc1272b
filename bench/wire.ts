import { mkdirSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Benchmark } from '../src/commands/benchmark.ts'
import { memberOf, readTarget } from '../src/kernel/x-road/index.ts'
import {
  asker,
  httpSender,
  messageLog,
  provider,
  sealer,
  sealJudge,
  tlsIn,
  type AnswerStore,
  type HttpSend,
  type Members,
} from '../src/platform/wire/index.ts'
import { messageStore } from '../src/modules/exchange/index.ts'
import { authority } from '../src/platform/wire/testing.ts'
import { compare, inTurn, median } from './compare.ts'
import { benchServer } from './server.ts'

const IN_FLIGHT = 50
const self = { instance: 'XX', memberClass: 'GOV', memberCode: '1', subsystem: 'asks' }
const other = { instance: 'XX', memberClass: 'GOV', memberCode: '2', subsystem: 'answers' }
const clock = () => new Date().toISOString()

/** A call that both sides sign, verify and log, against the same answer fetched bare; all in one process and one core's worth. */
export const wire: Benchmark = {
  name: 'wire',
  summary: 'a call signed, verified and logged on both sides, 2 KB, 50 in flight, against fetch() and a bare call',
  async run({ seconds, rounds, home, tell }) {
    const server = await benchServer(home)
    const body = { status: 'found', data: { text: 'x'.repeat(2_000) } }
    const keys = new Map([self, other].map((id) => [memberOf(id), generateKeyPairSync('ed25519')]))
    const members: Members = {
      find: (member) => (keys.has(member) ? { member, key: keys.get(member)!.publicKey as KeyObject } : undefined),
      list: () => [],
      publish: () => undefined,
    }
    const signs = (id: typeof self) => sealer({ member: memberOf(id), key: keys.get(memberOf(id))!.privateKey, clock })
    const judge = sealJudge(members)
    const kept = new Map<string, Awaited<ReturnType<AnswerStore['find']>>>()
    const answers = provider({
      self: other,
      sealer: signs(other),
      judge,
      log: messageLog(messageStore(server.database), clock),
      answers: {
        find: async (client, id) => kept.get(`${client} ${id}`),
        keep: async (client, id, given) => void (kept.size < 10_000 && kept.set(`${client} ${id}`, given)),
      },
      services: {
        evidence: {
          clients: ['XX/GOV/1/asks'],
          title: 'Evidence',
          openapi: {},
          answer: async () => ({ status: 200, body }),
        },
      },
      clock,
    })
    const serve: RequestListener = (request, response) => {
      const target = readTarget(request.url ?? '')
      if (target) void answers(request, response, target)
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    const certificates = join(home, 'certificates')
    mkdirSync(certificates, { recursive: true })
    const tls = tlsIn(await (await authority(certificates, `${process.pid}`))('both'))
    const http = createServer(serve)
    const https = createSecureServer({ ...tls, requestCert: true, rejectUnauthorized: true }, serve)
    const url = await listening(http, 'http')
    const send = httpSender()
    const calling = (address: string, by: HttpSend) => {
      const ask = asker({
        self,
        sealer: signs(self),
        judge,
        members,
        log: messageLog(messageStore(server.database), clock),
        send: by,
        clock,
        fallback: address,
      })
      return () => ask({ to: { ...other, service: 'evidence' }, body: { a: 1 }, issue: '1', purpose: 'p', basis: 'b' })
    }
    const call = calling(url, send)
    const secure = calling(await listening(https, 'https'), httpSender(tls))
    const commits = async () =>
      Number(
        (
          await server.database.query<{ n: string }>(
            'select xact_commit as n, pg_stat_force_next_flush() from pg_stat_database where datname = current_database()',
          )
        ).rows[0]!.n,
      )
    let calls = 0
    const bare = () =>
      send({ url: `${url}/bare`, method: 'GET', headers: {}, body: undefined, timeout: 5_000, mostBytes: 10_000 })
    const fetched = async () => (await fetch(`${url}/bare`)).json()
    /** Microseconds of this process's CPU a call. */
    const cost = async (work: () => Promise<unknown>) => {
      const until = performance.now() + seconds * 1000
      const before = process.cpuUsage()
      let done = 0
      const worker = async () => {
        while (performance.now() < until) {
          await work()
          done++
          if (work === call) calls++
        }
      }
      await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
      const { user, system } = process.cpuUsage(before)
      return (user + system) / done
    }
    try {
      await cost(call)
      await cost(secure)
      const committed: number[] = []
      const found = await inTurn(
        { rounds, tell },
        {
          bare: () => cost(bare),
          fetch: () => cost(fetched),
          async darcha() {
            const [before, from] = [await commits(), calls]
            const took = await cost(call)
            committed.push(((await commits()) - before) / (calls - from))
            return took
          },
          'mutual TLS': () => cost(secure),
        },
      )
      const both = { value: found.darcha, unit: 'µs CPU a call', better: 'lower' } as const
      const note = "client and server in one process; PostgreSQL's own CPU is not in these figures"
      return {
        measures: [
          compare({
            name: 'wire: a call signed, verified, logged twice',
            ...both,
            reference: { name: 'node:http, bare', value: found.bare },
            goal: 2.5,
            note,
          }),
          compare({
            name: 'wire: the same',
            ...both,
            reference: { name: 'fetch()', value: found.fetch },
            goal: 1.5,
            note,
          }),
          compare({
            name: 'wire: the same with mutual TLS',
            value: found['mutual TLS'],
            unit: 'µs CPU a call',
            better: 'lower',
            reference: { name: 'without', value: found.darcha },
            goal: 1.15,
            note: 'TLS 1.3, connections stay open; both sides in one process',
          }),
          compare({
            name: 'wire: commits',
            value: median(committed),
            unit: 'commits a call',
            better: 'lower',
            reference: { name: 'what it may take', value: 0.1 },
            goal: 1,
            note: 'of both sides, 50 in flight',
          }),
        ],
        versions: { postgresql: server.version },
      }
    } finally {
      for (const each of [http, https]) {
        each.closeAllConnections()
        each.close()
      }
      await server.end()
    }
  },
}

const listening = (server: Server, scheme: string): Promise<string> =>
  new Promise((done) =>
    server.listen(0, '127.0.0.1', () => done(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  )
