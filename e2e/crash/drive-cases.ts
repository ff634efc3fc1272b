import type { StartedInstance } from '../testing/start-instance.ts'
import { persistentClient, type PersistentClient } from './persistent-client.ts'
import { officers, scenarioOf, type Scenario } from './scenarios.ts'

/** What the product said yes to: the test's own book, kept outside the product. */
export interface Accepted {
  key: string
  id: string
  number: string
  scenario: Scenario
}

export interface Driven {
  accepted: Accepted[]
  repeated: number
  problems: string[]
}

const WIDTH = 6
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/**
 * Files `cases` and does everything that people have to do in them, until none is open or time is over.
 * @param onFiled called after each accepted case: the moment to kill something
 * @param patience milliseconds from the last filing to the end
 */
export async function driveCases(
  instance: StartedInstance,
  { cases, onFiled, patience }: { cases: number; onFiled(filed: number): void; patience: number },
): Promise<Driven> {
  const driven: Driven = { accepted: [], repeated: 0, problems: [] }
  const told = {
    repeated() {
      driven.repeated++
    },
    wrong(what: string) {
      driven.problems.push(what)
    },
  }
  const clientOf = async (persona: string) => persistentClient(instance.url, await instance.token(persona), told)
  const citizen = await clientOf('citizen')
  const examples = new Map<string, Record<string, unknown>>()
  for (const { service } of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(scenarioOf)) {
    if (!examples.has(service)) examples.set(service, (await citizen.get(`/services/${service}`)).body.example.answers)
  }
  // everyone signs in before the first kill
  for (const { persona } of officers) await instance.token(persona)
  let over = false
  const run = Math.random().toString(36).slice(2)
  const numbers = Array.from({ length: cases }, (_, at) => at).values()
  const lane = async () => {
    for (const number of numbers) {
      const scenario = scenarioOf(number)
      const key = `crash-${run}-${number}`
      const filed = await citizen.post(
        '/applications',
        { service: scenario.service, answers: scenario.answers ?? examples.get(scenario.service) },
        key,
      )
      if (filed.status !== 201) {
        driven.problems.push(
          `case ${number} was not accepted: ${filed.status} ${JSON.stringify(filed.body).slice(0, 300)}`,
        )
        continue
      }
      driven.accepted.push({ key, id: filed.body.id, number: filed.body.number, scenario })
      onFiled(driven.accepted.length)
      if (scenario.withdraws)
        await expectStatus(
          driven,
          await citizen.post(`/applications/${filed.body.id}/withdraw`, {}, `${key}-withdraw`),
          `withdrawing ${filed.body.number}`,
        )
    }
  }
  const people = officers.map(async (officer) => serve(await clientOf(officer.persona), officer, driven, () => over))
  const paying = pay(instance, citizen, driven, () => over)
  try {
    await Promise.all(Array.from({ length: WIDTH }, lane))
    await untilClosed(citizen, driven, patience)
  } finally {
    over = true
    await Promise.all([...people, paying])
  }
  return driven
}

/** An officer: looks into the worklist and does what is there. */
async function serve(
  client: PersistentClient,
  { office, role, outcomes }: (typeof officers)[number],
  driven: Driven,
  over: () => boolean,
): Promise<void> {
  const done = new Set<string>()
  while (!over()) {
    const { body } = await client.get(`/tasks?office=${office}&role=${role}&size=100`)
    for (const task of body.items as { id: string; act: string }[]) {
      if (done.has(task.id)) continue
      done.add(task.id)
      await expectStatus(
        driven,
        await client.post(`/tasks/${task.id}/complete`, { outcome: outcomes[task.act] }, `complete-${task.id}`),
        `completing ${task.id}`,
      )
    }
    await pause(250)
  }
}

/** The citizen at the payment provider's page: pays each fee, and clicks again when the provider got no answer. */
async function pay(
  instance: StartedInstance,
  citizen: PersistentClient,
  driven: Driven,
  over: () => boolean,
): Promise<void> {
  const paid = new Set<string>()
  while (!over()) {
    for (const { id, scenario } of [...driven.accepted]) {
      if (scenario.payments === 0 || paid.has(id)) continue
      const payment = (await citizen.get(`/applications/${id}`)).body.payments?.[0] as
        | { id: string; amount: number; state: string }
        | undefined
      if (!payment) continue
      if (payment.state === 'paid') {
        paid.add(id)
        continue
      }
      const order = Buffer.from(`m=darcha;ac.payment=${payment.id};a=${payment.amount};l=en`).toString('base64url')
      // a double click, as people do
      const clicks = await Promise.allSettled(
        [0, 1].map(() =>
          fetch(`${instance.demo['payment']}/${order}`, {
            method: 'POST',
            body: new URLSearchParams({ choice: 'pay' }),
            redirect: 'manual',
          }),
        ),
      )
      if (clicks.every((click) => click.status === 'rejected'))
        driven.problems.push('the payment provider does not answer')
    }
    await pause(250)
  }
}

async function untilClosed(citizen: PersistentClient, driven: Driven, patience: number): Promise<void> {
  const open = new Set(driven.accepted)
  for (const until = Date.now() + patience; open.size > 0 && Date.now() < until; await pause(300)) {
    for (const accepted of open) {
      const { body } = await citizen.get(`/applications/${accepted.id}`)
      // the documents are the last: a status may come before them
      if (
        body.status === accepted.scenario.status &&
        body.results.length === accepted.scenario.documents &&
        (body.closedAt !== null || accepted.scenario.mayBeAppealed)
      )
        open.delete(accepted)
    }
  }
}

async function expectStatus(driven: Driven, answer: { status: number; body: unknown }, what: string): Promise<void> {
  if (answer.status !== 200)
    driven.problems.push(`${what} answered ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`)
}
