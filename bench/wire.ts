import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
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
  type AnswerStore,
  type Members,
} from '../src/platform/wire/index.ts'
import { messageStore } from '../src/modules/exchange/index.ts'
import { compare, inTurn } from './compare.ts'
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
    const http = createServer((request, response) => {
      const target = readTarget(request.url ?? '')
      if (target) void answers(request, response, target)
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    const url = await listening(http)
    const send = httpSender()
    const ask = asker({
      self,
      sealer: signs(self),
      judge,
      members,
      log: messageLog(messageStore(server.database), clock),
      send,
      clock,
      fallback: url,
    })
    const call = () =>
      ask({ to: { ...other, service: 'evidence' }, body: { a: 1 }, issue: '1', purpose: 'p', basis: 'b' })
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
        }
      }
      await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
      const { user, system } = process.cpuUsage(before)
      return (user + system) / done
    }
    try {
      await cost(call)
      const found = await inTurn(
        { rounds, tell },
        { bare: () => cost(bare), fetch: () => cost(fetched), darcha: () => cost(call) },
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
        ],
        versions: { postgresql: server.version },
      }
    } finally {
      http.closeAllConnections()
      http.close()
      await server.end()
    }
  },
}

const listening = (server: Server): Promise<string> =>
  new Promise((done) =>
    server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  )
