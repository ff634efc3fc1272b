import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { memberOf, readClient, type ServiceId } from '../src/kernel/x-road/index.ts'
import { asker, httpSender, membersIn, openKey, sealer, sealJudge } from '../src/platform/wire/index.ts'

/*
 * An example of a body's own system that takes part over the wire: it lists the open tasks of its office, and records a
 * result. Run it from the sources with Node 24:
 *
 *   EXCHANGE_FOLDER=.darcha/exchange DARCHA=http://localhost:3000 CLIENT=UZ/GOV/309990910/pension-system \
 *   OFFICE=pension-1726266 node demo/body-system.ts [TASK OUTCOME]
 *
 * An administrator, or the head of its body, lets it in first (Administration → Systems, or POST
 * /api/v1/exchange/systems). docs/handbook/exchange.md says the rest.
 */

/** How a system speaks: who it is, where its key and the members' keys lie, and where Darcha answers. */
export interface BodySystem {
  client: string
  folder: string
  darcha: string
  to: Omit<ServiceId, 'service'>
  /** A key whose public half an administrator was given; absent: one that lies in the folder and is told the members. */
  key?: KeyObject
}

/** Opens the line. @returns asks a service of Darcha for a case, a purpose and a legal basis */
export function bodySystem({ client, folder, darcha, to, key: given }: BodySystem) {
  const self = readClient(client)
  if (!self) throw new Error(`${client} is no {instance}/{class}/{code}/{subsystem}`)
  const key = given ?? openKey(join(folder, 'systems', encodeURIComponent(client)))
  const members = membersIn(join(folder, 'members'))
  if (!given) members.publish(memberOf(self), key)
  const clock = () => new Date().toISOString()
  const ask = asker({
    self,
    sealer: sealer({ member: memberOf(self), key, clock }),
    judge: sealJudge(members),
    members,
    // a real system keeps its own log; this one only shows the way
    log: { append: async () => undefined },
    send: httpSender(),
    clock,
    fallback: darcha,
  })
  return async (service: string, body: unknown, issue = 'none', id?: string) => {
    const { status, body: answer } = await ask({
      to: { ...to, service },
      body,
      issue,
      purpose: 'work of the office',
      basis: 'its own rules (demo)',
      ...(id === undefined ? {} : { id }),
    })
    return { status, answer }
  }
}

if (import.meta.main) {
  const { EXCHANGE_FOLDER: folder, DARCHA: darcha, CLIENT: client, OFFICE: office } = process.env
  if (!folder || !darcha || !client || !office) {
    process.stderr.write('set EXCHANGE_FOLDER, DARCHA, CLIENT and OFFICE\n')
    process.exit(2)
  }
  const [instance, memberClass] = client.split('/') as [string, string]
  const to = { instance, memberClass, memberCode: '309990900', subsystem: 'darcha' }
  const ask = bodySystem({ client, folder, darcha, to })
  const [task, outcome] = process.argv.slice(2)
  const said = task ? await ask('recordResult', { task, outcome }, task) : await ask('listTasks', { office })
  process.stdout.write(`${JSON.stringify(said, null, 2)}\n`)
}
