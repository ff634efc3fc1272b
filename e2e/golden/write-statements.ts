import type { Client } from 'pg'
import { planOf } from './plans.ts'
import type { Sent } from './record-statements.ts'

/** Where every millisecond counts: their plans stand there whole. */
const HOT = [
  'src/modules/process/store/tasks.ts worklist',
  'src/modules/process/store/tasks.ts worklistCounts',
  'src/modules/process/store/tasks.ts tasksOfCase',
  'src/modules/process/store/instances.ts lockInstance',
  'src/platform/jobs/claim.ts claimJobs',
  'src/modules/casework/store/applications.ts findApplication',
  'src/modules/casework/store/events.ts eventsOf',
  'src/modules/casework/store/applications.ts applicationsOf',
]

const roomOf = (file: string): string => /^src\/(modules|platform)\/[^/]+|^src\/[^/]+/.exec(file)![0]

/**
 * One text for each room: its statements by file and function, each with the tables it reads and by what.
 * @param sites every place that could send one, so that what was not heard is named
 * @returns path of the file → its text
 */
export async function writeStatements(
  client: Client,
  sent: readonly Sent[],
  sites: readonly { file: string; sender: string }[],
): Promise<Map<string, string>> {
  const statements = [...new Map(sent.map((item) => [`${item.file} ${item.sender} ${item.text}`, item])).entries()]
    .sort(([item], [other]) => (item < other ? -1 : 1))
    .map(([, item]) => item)
  const files = new Map<string, string>()
  for (const room of [...new Set([...statements, ...sites].map((statement) => roomOf(statement.file)))].sort()) {
    const own = statements.filter((statement) => roomOf(statement.file) === room)
    const unheard = sites.filter(
      (site) =>
        roomOf(site.file) === room &&
        !own.some((candidate) => candidate.file === site.file && candidate.sender === site.sender),
    )
    const parts: string[] = []
    for (const item of own) parts.push(await written(client, room, item))
    files.set(`${room}/queries.golden.sql`, `${[head(room, unheard), ...parts].join('\n\n')}\n`)
  }
  return files
}

const head = (room: string, unheard: readonly { file: string; sender: string }[]): string =>
  [
    `-- The statements that ${room} sends, as they leave for the driver, and by what PostgreSQL finds their rows.`,
    '-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.',
    '-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.',
    '-- A function called in a statement hides its own: docs/schema has their bodies.',
    ...(unheard.length > 0
      ? [
          '-- Not reached by that way through the product, so not here:',
          ...unheard.map(({ file, sender }) => `--   ${file.slice(room.length + 1)} ${sender}`.trimEnd()),
        ]
      : []),
  ].join('\n')

async function written(client: Client, room: string, { file, sender, text }: Sent): Promise<string> {
  const plan = await planOf(client, text)
  return [
    `-- ${file.slice(room.length + 1)} ${sender}`.trimEnd(),
    ...(plan && plan.access.length > 0 ? [`-- ${plan.access.join(', ')}`] : []),
    ...(plan && HOT.includes(`${file} ${sender}`) ? plan.tree.map((line) => `--   ${line}`) : []),
    `${inLines(text)};`,
  ].join('\n')
}

const CLAUSES =
  /^(from|where|(left |cross )?join|set|values|on conflict|returning|group by|order by|limit|union all|for update|for no key update|select|having)\b/i

/** A line for each clause that stands in no brackets and no quotes. */
function inLines(text: string): string {
  let [depth, quoted, out] = [0, false, '']
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (letter === "'") quoted = !quoted
    else if (!quoted && letter === '(') depth++
    else if (!quoted && letter === ')') depth--
    out +=
      letter === ' ' &&
      depth === 0 &&
      !quoted &&
      CLAUSES.test(text.slice(at + 1)) &&
      !/\b(left|cross|delete|union|all|for|distinct)$/i.test(out)
        ? '\n'
        : letter
  }
  return out
}

/**
 * What each use case sends when somebody who may asks for it, and what the pages that are opened most: the functions in
 * turn, with how often where it is more than once.
 */
export function writeUseCases(asked: ReadonlyMap<string, readonly Sent[]>): string {
  const lines = [...asked].map(([row, sent]) => {
    const counts = new Map<string, number>()
    for (const item of sent) {
      const name = `${/([^/]+)\.tsx?$/.exec(item.file)![1]}${item.sender ? `.${item.sender}` : ''}`
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    return `${row} (${sent.length})\n${[...counts].map(([name, count]) => `  ${name}${count > 1 ? ` ×${count}` : ''}\n`).join('')}`
  })
  return `${[
    'What each use case sends to the database when somebody who may asks for it: file and function in the order of the first statement,',
    'and how often. A function that is called once for each line of a list shows here as a number that grew.',
    'Written by `npm run golden`; `npm test` fails when it is stale. The rows are those of the matrix of rights (e2e/rights/table.ts), then pages.',
  ].join('\n')}\n\n${lines.join('\n')}`
}
