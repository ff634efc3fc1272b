import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeSchemas } from '../../src/platform/database/index.ts'
import { testDatabase } from '../../src/platform/database/testing.ts'
import { fillUp, settle } from './plans.ts'
import { runScenario, type Scenario } from './run-scenario.ts'
import { statementSites } from './statement-sites.ts'
import { writeStatements, writeUseCases } from './write-statements.ts'

/** `npm run golden` writes the files; a test compares them. */
const WRITES = process.env['GOLDEN'] === 'write'
const REMEDY = 'is not what the source makes: run `npm run golden`, look at the difference, and commit it'

const schemaHead = (schema: string) =>
  `-- ${schema === 'extensions' ? 'Extensions' : `The schema ${schema}`} as all migrations leave it, read from PostgreSQL's catalogue. Written by \`npm run golden\`; \`npm test\` fails when it is stale.\n\n`

/** Holds files against what they should be, or writes them; one that nothing makes any more is stale too. */
function hold(files: ReadonlyMap<string, string>, pattern: string): void {
  const left = globSync(pattern).filter((path) => !files.has(path.replaceAll('\\', '/')))
  if (WRITES) {
    for (const [path, text] of files) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    for (const path of left) rmSync(path)
    return
  }
  expect(left, `what stands there is made by nothing any more: run \`npm run golden\``).toEqual([])
  for (const [path, text] of files)
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '', `${path} ${REMEDY}`).toBe(text)
}

/**
 * Other versions word a catalogue and plan a query otherwise: the files are those of the version that comes with the
 * product.
 */
const { database: asked, drop: dropAsked } = await testDatabase()
const OURS = (
  await asked.query<{ server_version_num: string }>('show server_version_num')
).rows[0]!.server_version_num.startsWith('18')
await dropAsked()

it.skipIf(!OURS)('the schema stands in docs/schema as the migrations make it', async () => {
  const { database, drop } = await testDatabase()
  try {
    const schemas = await describeSchemas(database)
    expect(schemas.size).toBeGreaterThan(5)
    hold(
      new Map([...schemas].map(([schema, text]) => [`docs/schema/${schema}.sql`, schemaHead(schema) + text])),
      'docs/schema/*.sql',
    )
  } finally {
    await drop()
  }
})

describe('what is sent to the database', () => {
  let scenario: Scenario
  beforeAll(async () => {
    scenario = await runScenario()
  })
  afterAll(async () => {
    await scenario?.stage.close()
  })

  it.skipIf(!OURS)(
    "stands in the rooms' queries.golden.sql, with the indexes that serve it",
    async () => {
      const { database } = scenario.stage.bench.instance
      await fillUp(database)
      const client = await database.dedicated()
      try {
        await settle(client)
        hold(await writeStatements(client, scenario.sent, statementSites()), 'src/**/queries.golden.sql')
      } finally {
        await client.end()
      }
    },
    120_000,
  )

  it('stands by use case in docs/schema/use-cases.txt', () => {
    expect(scenario.byRow.size).toBeGreaterThan(60)
    expect(scenario.byPage.size).toBe(10)
    hold(
      new Map([['docs/schema/use-cases.txt', writeUseCases(new Map([...scenario.byRow, ...scenario.byPage]))]]),
      'docs/schema/*.txt',
    )
  })
})
