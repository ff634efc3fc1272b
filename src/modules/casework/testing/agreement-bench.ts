import { globSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { publishService, readServiceFolder } from '../../catalogue/index.ts'
import { deployDefinition } from '../../process/index.ts'
import type { CaseBench } from '../testing.ts'

/** What tests of agreement do and look at, on an instance that has the service. */
export function agreementBench(bench: CaseBench) {
  const rows = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await bench.instance.database.query<Row>(text, values)).rows

  /** Questions that have arrived at the registers, as their own logs have them. */
  const arrived = () =>
    globSync(`${bench.instance.config.exchangeFolder}/registers/*/register.sqlite`)
      .map((file) => {
        const log = new DatabaseSync(file, { readOnly: true })
        const { n } = log.prepare("select count(*) as n from log_entry where part = 'received'").get() as { n: number }
        log.close()
        return n
      })
      .reduce((sum, n) => sum + n, 0)
  const begin = async (person: string, service = 'pension-amount-certificate') => {
    await rows('delete from casework.draft')
    const visitor = await bench.as(person)
    const { location } = await visitor.post(`/en/services/${service}/start`, { for: 'myself' })
    const first = await visitor.get(location!)
    return { visitor, at: location!, id: location!.split('/').at(-1)!, first: first.location! }
  }
  const published = (service: string) =>
    bench.instance.database.transaction((tx) => bench.instance.world.services.get(tx, service))
  const answersOf = async (id: string) =>
    (await rows<{ answers: Record<string, unknown> }>('select answers from casework.draft where id = $1', [id]))[0]!
      .answers
  /** Something that a register said, kept for a case. */
  const keptFor = (id: string) =>
    rows(
      "insert into exchange.kept_answer (case_id, subject, register, question, answer, message, asked_at, until) values ($1, 'x', 'cadastre', 'q', '{}', 'm', '2026-01-01', '2099-01-01')",
      [id],
    )
  const kept = (id: string) => rows('select register from exchange.kept_answer where case_id = $1', [id])
  /** Publishes a service once more, under the next version. @param form what becomes of its form @param model of its process */
  const publishAnew = async (id: string, form: (text: string) => string, model = (text: string) => text) => {
    const { database, country } = bench.instance
    const { version } = await published(id)
    const { service } = readServiceFolder(`services/${id}`, country)
    const { passport, files } = service!
    const now = bench.clock()
    await database.transaction((tx) =>
      publishService(
        tx,
        {
          ...service!,
          passport: { ...passport, version: version + 1 },
          files: { ...files, 'form.yaml': form(files['form.yaml']!), 'process.bpmn': model(files['process.bpmn']!) },
        },
        {
          conventions: country.conventions,
          now,
          deploy: (definition, bpmn, dmn) => deployDefinition(tx, definition, bpmn, dmn, now),
        },
      ),
    )
  }
  const foundIn = async (id: string) => (await rows('select found from casework.draft where id = $1', [id]))[0]
  return { rows, arrived, begin, published, publishAnew, answersOf, foundIn, keptFor, kept }
}
