import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { OfferedService } from '../../src/platform/wire/index.ts'
import type { DemoPerson } from '../../src/platform/identity/people-file.ts'
import type { Register } from '../process/register-data.ts'
import type { RegisterDatabase } from './register-database.ts'

const EvidenceQuestion = z.strictObject({
  subject: z.strictObject({ number: z.string().regex(/^[A-Z0-9]{6,20}$/) }),
  evidence: z.string().max(200).optional(),
  /** No more than these is told. */
  attributes: z.array(z.string().max(100)).max(50).optional(),
})
const FeedQuestion = z.strictObject({
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(10_000).default(2_000),
})

interface RegisterParts {
  name: string
  register: Register
  people: readonly DemoPerson[]
  database: RegisterDatabase
  feeds: readonly { id: string }[]
  clients: readonly string[]
  /** How it behaves badly, for tests. */
  behaves(): { latency: number; away: boolean; refuses: boolean }
}

/** What a register offers on the wire: evidence about one person, and its feeds. */
export function servicesOf(parts: RegisterParts): Record<string, OfferedService> {
  const { name, register, people, database, clients } = parts
  /** @returns what is answered instead of all else, if anything */
  const behaving = async () => {
    const { latency, away, refuses } = parts.behaves()
    if (latency) await new Promise((done) => setTimeout(done, latency))
    if (away) throw new Error('away')
    return refuses ? { status: 400, body: { error: 'refused' } } : undefined
  }
  const evidence: OfferedService = {
    clients,
    title: `What the register ${name} holds of one person or organisation`,
    openapi: describe(name, 'evidence', EvidenceQuestion, EVIDENCE_ANSWER),
    async answer({ body }) {
      const instead = await behaving()
      if (instead) return instead
      const parsed = EvidenceQuestion.safeParse(body)
      if (!parsed.success) return { status: 400, body: { error: 'invalid-query' } }
      const { subject, attributes } = parsed.data
      const held = database.held(subject.number)
      const all = held === undefined ? (register(subject, parsed.data.evidence, people) ?? null) : held
      const data =
        all && attributes ? Object.fromEntries(attributes.flatMap((of) => (of in all ? [[of, all[of]]] : []))) : all
      return {
        status: 200,
        body: {
          subject,
          status: data ? 'found' : 'missing',
          data,
          source: `№ ${recordOf(name, subject.number)}`,
          asOf: new Date().toISOString(),
        },
      }
    },
  }
  const feeds = parts.feeds.map(({ id }): [string, OfferedService] => [
    id,
    {
      clients,
      title: `All that the register ${name} knows of for services that come by themselves, as it changes`,
      openapi: describe(name, id, FeedQuestion, FEED_ANSWER),
      async answer({ body }) {
        const instead = await behaving()
        if (instead) return instead
        const parsed = FeedQuestion.safeParse(body ?? {})
        if (!parsed.success) return { status: 400, body: { error: 'invalid-query' } }
        const { after, limit } = parsed.data
        const rows = database.read(id, after, limit)
        return {
          status: 200,
          body: {
            feed: id,
            rows: rows.map(({ record, number, facts }) => ({ record, number, facts })),
            next: rows.at(-1)?.change ?? after,
            more: rows.length === limit,
          },
        }
      },
    },
  ])
  return Object.fromEntries([['evidence', evidence], ...feeds])
}

/** The register's own reference of its answer: tells nothing about the person. */
const recordOf = (register: string, number: string) =>
  createHash('sha256').update(`${register} ${number}`).digest('hex').slice(0, 12)

const EVIDENCE_ANSWER = {
  type: 'object',
  required: ['subject', 'status', 'data', 'source', 'asOf'],
  properties: {
    subject: { type: 'object', properties: { number: { type: 'string' } } },
    status: { enum: ['found', 'missing'] },
    data: { type: ['object', 'null'] },
    source: { type: 'string' },
    asOf: { type: 'string', format: 'date-time' },
  },
}
const FEED_ANSWER = {
  type: 'object',
  required: ['feed', 'rows', 'next', 'more'],
  properties: {
    feed: { type: 'string' },
    rows: { type: 'array', items: { type: 'object', required: ['record', 'number', 'facts'] } },
    next: { type: 'integer' },
    more: { type: 'boolean' },
  },
}

const describe = (register: string, service: string, question: z.ZodType, answer: object) => ({
  openapi: '3.1.0',
  info: { title: `${register}: ${service}`, version: '1' },
  paths: {
    '/': {
      post: {
        operationId: service,
        requestBody: {
          required: true,
          content: { 'application/json': { schema: z.toJSONSchema(question, { io: 'input' }) } },
        },
        responses: { 200: { description: 'Answer', content: { 'application/json': { schema: answer } } } },
      },
    },
  },
})
