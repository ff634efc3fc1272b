import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { HEADER, memberOf, readClient, readTarget, writeClient } from '../../../kernel/x-road/index.ts'
import type { Config } from '../../../platform/config/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import {
  membersIn,
  messageLog,
  openKey,
  provider,
  sealer,
  sealJudge,
  type OfferedService,
  type ServiceAnswer,
  type ServiceCall,
} from '../../../platform/wire/index.ts'
import { messageStore } from '../store/messages.ts'
import { answerStore, systemsAtDoor } from '../store/systems.ts'
import { judgeByKeys, judgesOfKeys } from './judge-keys.ts'
import { exchangeFolder } from './open-wire.ts'

/** What we offer bodies' own systems; whoever asks is proven, and has the roles of the account it was given. */
export type OfferedHere = Pick<OfferedService, 'title' | 'openapi'> & {
  answer(call: ServiceCall, principal: Principal): Promise<ServiceAnswer>
}

/** Answers what comes to `/r1/…`. */
export type Door = (request: Request) => Promise<Response>

/**
 * Our provider's side of the exchange: the same wire that registers answer on, for systems of bodies that an administrator
 * has named.
 * @param today what time it is for this instance: keys and rights have terms
 * @param clock the machine's time: signatures are about real moments
 */
export function openDoor(
  {
    config,
    country,
    database,
  }: { config: Pick<Config, 'exchangeFolder' | 'home'>; country: Pick<Country, 'exchange'>; database: Database },
  { principals }: Pick<World, 'principals'>,
  offered: Readonly<Record<string, OfferedHere>>,
  today: () => string,
  clock: () => string = () => new Date().toISOString(),
): Door {
  const self = country.exchange
  const open = () => {
    const folder = exchangeFolder(config)
    const key = openKey(join(folder, 'own'))
    const members = membersIn(join(folder, 'members'))
    members.publish(memberOf(self), key)
    return {
      self,
      sealer: sealer({ member: memberOf(self), key, clock }),
      judge: sealJudge(members),
      log: messageLog(messageStore(database), clock),
      answers: answerStore(database, clock),
      clock,
    }
  }
  let opened: ReturnType<typeof open> | undefined
  const judgeOf = judgesOfKeys()
  return async (request) => {
    const url = new URL(request.url)
    const target = readTarget(`${url.pathname}${url.search}`)
    if (!target || writeClient(target.id) !== writeClient(self))
      return new Response('no such subsystem\n', { status: 404 })
    const systems = await systemsAtDoor(database, today())
    const named = readClient(request.headers.get(HEADER.client) ?? '')
    const asks = named && systems.find(({ client }) => client === writeClient(named))
    const services = Object.fromEntries(
      Object.entries(offered).map(([name, service]) => [
        name,
        {
          ...service,
          clients: systems.filter(({ services }) => services.includes(name)).map(({ client }) => client),
          async answer(call: ServiceCall) {
            const { account } = systems.find(({ client }) => client === writeClient(call.client))!
            const principal = await principals.account(account)
            if (!principal) return { status: 403, body: { error: 'account-gone' } }
            return service.answer(call, principal)
          },
        },
      ]),
    )
    const parts = (opened ??= open())
    const judge = judgeByKeys(parts.judge, asks?.keys ?? [], judgeOf, asks?.keyed)
    const answering = provider({ ...parts, judge, services })
    return asNode(request, `${url.pathname}${url.search}`, (incoming, response) =>
      answering(incoming, response, target),
    )
  }
}

/** The wire speaks with Node's messages; the web server has the standard's. */
function asNode(
  request: Request,
  target: string,
  work: (incoming: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Response> {
  return new Promise((answered, failed) => {
    let head: { status: number; headers: Record<string, string> } = { status: 500, headers: {} }
    const body = request.body ? Readable.fromWeb(request.body as ReadableStream) : Readable.from([])
    const incoming = Object.assign(body, {
      method: request.method,
      url: target,
      rawHeaders: [...request.headers].flat(),
    })
    const response = {
      destroyed: false,
      writeHead(status: number, headers: Record<string, string>) {
        head = { status, headers }
        return response
      },
      end: (body: Uint8Array) => answered(new Response(Buffer.from(body), head)),
    }
    work(incoming as unknown as IncomingMessage, response as unknown as ServerResponse).catch(failed)
  })
}
