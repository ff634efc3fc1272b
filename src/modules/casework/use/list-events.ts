import { z } from 'zod'
import type { Json } from '../../../kernel/process/index.ts'
import { KnownDate } from '../../../kernel/terms/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { personNames } from '../../../platform/identity/index.ts'
import { After, cursorOf, general, Refusal, useCase, type Look, type World } from '../../../platform/use-case/index.ts'
import { readStepBody } from '../../process/index.ts'
import { lookAt } from '../model/look-at-case.ts'
import { casesByNumber, numbersOfCases, partiesOf } from '../store/applications.ts'
import { readLog, type LogQuery } from '../store/log.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Transaction and place of an event. */
const place = cursorOf(z.tuple([z.string().regex(/^\d{1,18}$/), z.string().regex(/^\d{1,18}$/)]))

/** The log for auditors, in the order of commits. Opaque cursor. */
export const listEvents = useCase({
  name: 'casework.list-events',
  title:
    'The log of all changes, oldest or newest first, by person, case, body, official, kind and time; each event of a case can become an event of XES',
  at: 'GET /events',
  input: z.object({
    after: After,
    size: z.number().int().min(1).max(1000).default(200),
    order: z.enum(['oldest', 'newest']).default('oldest'),
    /** National number or id: what happened to them, in their cases, and what they did. */
    person: z.string().trim().min(1).max(60).optional(),
    /** Number of an application, or the id of any subject. */
    case: z.string().trim().min(1).max(100).optional(),
    body: z.string().trim().min(1).max(200).optional(),
    /** Who did it: national number or id, or `system`. */
    official: z.string().trim().min(1).max(60).optional(),
    kind: z
      .string()
      .max(100)
      .regex(/^[a-z_-]+\.[a-z-]+$/)
      .optional(),
    /** First and last day, local to the country. */
    from: KnownDate.optional(),
    until: KnownDate.optional(),
  }),
  output: z.object({
    items: z.array(
      z.object({
        subject: z.uuid(),
        number: z.number(),
        at: z.string(),
        kind: z.string(),
        actor: z.string(),
        /** Name of the person who did it; null for the system and where nobody has the id. */
        actorName: z.string().nullable(),
        /** Number of the application that it is about, and of a person the name. */
        case: z.string().nullable(),
        person: z.string().nullable(),
        facts: z.record(z.string(), z.json()),
        hash: z.string(),
      }),
    ),
    next: z.string().nullable(),
  }),
  needs: ['country', 'people'],
  may: 'role auditor',
}).reads(async ({ input, world, looked, language }, tx) => {
  const query = await queryOf(tx, input, world)
  for (const seen of await seenIn(tx, query)) looked({ what: 'log', ...seen, roles: ['auditor'] })
  const after = place.read(input.after)
  const rows =
    query === undefined
      ? []
      : await readLog(tx, query, {
          after: after && { tx: after[0], position: after[1] },
          newestFirst: input.order === 'newest',
          size: input.size,
        })
  const actors = rows.map(({ actor }) => actor.slice('person:'.length)).filter((id) => UUID.test(id))
  const subjects = [...new Set(rows.map(({ subject }) => subject))]
  const names = await personNames(tx, [...new Set([...actors, ...subjects])], language)
  const numbers = await numbersOfCases(tx, subjects)
  const last = rows.at(-1)
  return {
    items: rows.map((row) => ({
      subject: row.subject,
      number: row.seq,
      at: row.at,
      kind: row.kind,
      actor: row.actor,
      actorName: names.get(row.actor.slice('person:'.length)) ?? null,
      case: numbers.get(row.subject) ?? null,
      person: names.get(row.subject) ?? null,
      facts: readStepBody(row.body) as Record<string, Json>,
      hash: row.hash,
    })),
    next: last && rows.length === input.size ? place.write([last.tx, last.position]) : null,
  }
})

/** Whom a search looks at: by what happened to them, by what they did, by their case; nobody by name in the whole log. */
async function seenIn(tx: Tx, query: LogQuery | undefined): Promise<Pick<Look, 'people' | 'case'>[]> {
  const asked = [query?.person, query?.official, query?.subject].filter((id) => id !== undefined && UUID.test(id))
  const cases = query?.subject ? (await partiesOf(tx, [query.subject])).map(lookAt) : []
  const known = asked.length > 0 ? await personNames(tx, [...new Set(asked as string[])]) : new Map<string, string>()
  // each by themselves: a look at oneself is none, and does not hide another
  const seen = [...cases, ...[...known.keys()].map((id) => ({ people: [{ id }] }))]
  return seen.length > 0 ? seen : [{ people: [] }]
}

const wrong = (path: string, text: string) => new Refusal(general['invalid-input'], { problems: [{ path, text }] })

/** @returns undefined when nobody and nothing is of that name: the answer is empty, not the whole log */
async function queryOf(
  tx: Tx,
  input: Partial<Record<'person' | 'case' | 'body' | 'official' | 'kind' | 'from' | 'until', string | undefined>>,
  world: Pick<World, 'country' | 'people'>,
): Promise<LogQuery | undefined> {
  const { country } = world
  if (input.from && input.until && input.until < input.from) throw wrong('until', 'casework.problem.until-before-from')
  const [person, official, subject] = [
    await idOf(tx, input.person, world),
    input.official === 'system' ? 'system' : await idOf(tx, input.official, world),
    await subjectOf(tx, input.case),
  ]
  if (person === null || official === null || subject === null) return undefined
  return {
    person,
    official,
    subject,
    body: input.body,
    kind: input.kind,
    since: input.from && country.beginOf(input.from),
    before: input.until && country.beginOf(input.until, 1),
  }
}

async function idOf(tx: Tx, given: string | undefined, world: Pick<World, 'country' | 'people'>) {
  if (given === undefined) return undefined
  if (UUID.test(given)) return given.toLowerCase()
  const read = world.country.checkPersonNumber(given)
  return (read.ok && (await world.people.findByNumber(tx, read.number))?.id) || null
}

async function subjectOf(tx: Tx, given: string | undefined) {
  if (given === undefined || UUID.test(given)) return given?.toLowerCase()
  return (await casesByNumber(tx, given))[0] ?? null
}
