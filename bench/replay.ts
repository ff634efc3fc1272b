import type { Database } from '../src/platform/database/index.ts'
import { StatementBatch } from '../src/platform/database/statement-batch.ts'
import { FIRST } from './chain.ts'

export interface Statement {
  text: string
  values: unknown[]
}

/** Notes every named statement that is sent while `work` runs: begin and commit are such too. */
export async function recorded(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = []
  const add = StatementBatch.prototype.add
  StatementBatch.prototype.add = function (name, text, values) {
    statements.push({ text, values })
    return add.call(this, name, text, values)
  }
  try {
    await work()
  } finally {
    StatementBatch.prototype.add = add
  }
  return statements
}

/** A step that was recorded, as scripts for pgbench that do the same to random cases. */
export interface Replay {
  /** Statement after statement, each awaited: begin … commit. */
  interactive: string
  /** All statements within one function, in one round trip: what the server alone costs. */
  single: string
  /** The same call for other clients; `$1` is the case. */
  call: { text: string; values: string[] }
  variables: Record<string, string>
}

/**
 * Makes scripts that repeat a recorded step on the cases of a range: with its own statements and its own values, but
 * for the case.
 * What the step opens gets the number of what it closes, so that the next step of the same case finds the same.
 * @param at the wait that was closed @param cases first and last number of the cases
 */
export async function replayOf(
  database: Database,
  statements: readonly Statement[],
  caseId: string,
  at: number,
  cases: { from: number; to: number },
): Promise<Replay> {
  const own = `('00000000-0000-7000-8000-' || :n)::uuid`
  const lines: string[] = []
  const calls: string[] = []
  const parameters: { type: string; value: string }[] = []
  const variables: Record<string, string> = {}
  const client = await database.dedicated()
  for (const { text, values } of statements) {
    if (/^(begin|commit)$/i.test(text)) {
      lines.push(`${text};`)
      continue
    }
    const types = await parameterTypes(client, text)
    const plain = text.replaceAll(/\s+/g, ' ')
    const line = plain.replaceAll(/\$(\d+)/g, (_, digits: string) => {
      const value = values[Number(digits) - 1]
      if (value === caseId) return own
      const name = `v${Object.keys(variables).length}`
      if (value === null) return `null::${types[Number(digits) - 1]}`
      if (value === '') return "''"
      variables[name] = asText(value, at)
      return `:${name}`
    })
    lines.push(`${line};`)
    calls.push(
      plain.replace(/^select /i, 'perform ').replaceAll(/\$(\d+)/g, (_, digits: string) => {
        const value = values[Number(digits) - 1]
        if (value === caseId) return '$1'
        if (value === null) return `null::${types[Number(digits) - 1]}`
        if (value === '') return "''"
        parameters.push({ type: types[Number(digits) - 1]!, value: asText(value, at) })
        return `$${parameters.length + 1}`
      }),
    )
  }
  await client.query('drop function if exists bench_step')
  await client.query(
    `create function bench_step(${['uuid', ...parameters.map((parameter) => parameter.type)].join(', ')}) returns void language plpgsql as $body$ begin ${calls.map((call) => `${call};`).join(' ')} end $body$`,
  )
  await client.end()
  const range = `\\set n random(${FIRST + cases.from}, ${FIRST + cases.to})\n`
  parameters.forEach((parameter, n) => {
    variables[`p${n}`] = parameter.value
  })
  return {
    interactive: `${range}${lines.join('\n')}\n`,
    single: `${range}select bench_step(${[own, ...parameters.map((_, n) => `:p${n}`)].join(', ')});\n`,
    call: {
      text: `select bench_step(${['uuid', ...parameters.map((parameter) => parameter.type)].map((type, n) => `$${n + 1}::${type}`).join(', ')})`,
      values: parameters.map((parameter) => parameter.value),
    },
    variables,
  }
}

/** What the driver makes of a value, with the opened wait numbered as the closed one. */
function asText(value: unknown, at: number): string {
  if (Array.isArray(value)) return `{${value.join(',')}}`
  return String(value).replace(/^(\[\{"wait":)\d+/, `$1${at}`)
}

async function parameterTypes(
  client: { query(text: string): Promise<{ rows: { types: string }[] }> },
  text: string,
): Promise<string[]> {
  await client.query(`prepare asked as ${text}`)
  const found = await client.query(
    "select array_to_string(parameter_types::text[], ',') as types from pg_prepared_statements where name = 'asked'",
  )
  await client.query('deallocate asked')
  return found.rows[0]!.types.split(',').filter(Boolean)
}
