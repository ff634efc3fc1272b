import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { toldSystem, type Told } from '../../../demo/told-system.ts'
import { WEDNESDAY } from '../../platform/clock/testing.ts'
import { caseBench, type CaseBench } from '../casework/testing.ts'

export const SERVICE = 'guardianship-incapacitated-adult'
export const CLIENT = 'UZ/GOV/309990920/ecology-system'
export const EVENTS = ['case.opened', 'case.decided', 'case.ended', 'task.opened', 'task.ended', 'opinion.asked']

interface Listed {
  id: string
  state: string
  waiting: number
  stopped: number
  tryAt: string | null
}

interface Delivery {
  id: string
  event: string
  application: string
  state: string
  tries: number
  nextAt: string | null
}

/** An instance that tells systems at addresses of this machine, at a time that only tests move. */
export interface ToldBench extends CaseBench {
  pass(seconds: number): void
  /** The address of a server of the test's own. */
  listening(server: Server, port?: number): Promise<string>
  /** A case's first office, and a demo person who works there. */
  officer(): Promise<string>
  /** Lets a system in, and has it told at an address. */
  subscribed(address: string, account?: string): Promise<{ webhook: string; secret: string }>
  stateOf(webhook: string): Promise<Listed>
  deliveriesOf(webhook: string): Promise<Delivery[]>
  /** Ends what a test has opened: its servers and what systems are told. */
  endAll(): Promise<void>
}

export async function toldBench(): Promise<ToldBench> {
  let ahead = 0
  const clock = () => new Date(Date.parse(WEDNESDAY) + ahead).toISOString()
  const bench = await caseBench([SERVICE], { clock, config: { webhookNetworks: ['127.0.0.1'] } })
  const open: Server[] = []
  const listed = async () => (await bench.api('administrator', 'GET', '/webhooks')).body.items as Listed[]
  let found: string | undefined
  const officer = async () => (found ??= await officerOf(bench))
  return {
    ...bench,
    officer,
    pass: (seconds) => {
      ahead += seconds * 1000
    },
    async listening(server, port = 0) {
      open.push(server)
      await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`
    },
    async subscribed(address, account) {
      await bench.api('administrator', 'POST', '/exchange/systems', {
        client: CLIENT,
        account: account ?? (await officer()),
      })
      const made = await bench.api('administrator', 'POST', '/webhooks', { client: CLIENT, address, events: EVENTS })
      expect(made.status).toBe(201)
      return made.body as { webhook: string; secret: string }
    },
    stateOf: async (webhook) => (await listed()).find(({ id }) => id === webhook)!,
    deliveriesOf: async (webhook) =>
      (await bench.api('administrator', 'GET', `/webhooks/${webhook}/deliveries`)).body.items as Delivery[],
    async endAll() {
      for (const server of open.splice(0)) {
        server.closeAllConnections()
        server.close()
      }
      for (const { id, state } of await listed())
        if (!['ended', 'gone'].includes(state)) await bench.api('administrator', 'POST', `/webhooks/${id}/end`)
    },
  }
}

async function officerOf(bench: CaseBench): Promise<string> {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  const { database } = bench.instance
  const [task] = (
    await database.query<{ office: string; role: string }>(
      "select office, role from process.task where case_id = $1 and performer = 'office' order by wait",
      [id],
    )
  ).rows
  const [account] = (
    await database.query<{ person: string }>(
      'select person from identity.role where body = $1 and role = $2 and until is null order by person limit 1',
      [task!.office, task!.role],
    )
  ).rows
  return account!.person
}

/** The example of a system, its secrets and what it took. */
export function system() {
  const secrets: string[] = []
  const told: Told[] = []
  return { secrets, told, server: toldSystem(secrets, (message) => told.push(message)) }
}
