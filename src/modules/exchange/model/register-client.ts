import { z } from 'zod'
import { KnownInstant } from '../../../kernel/terms/index.ts'
import { isOfSystem, PermanentFailure } from '../../../platform/jobs/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import { WireFailure, WireRefused, type Ask, type AskService } from '../../../platform/wire/index.ts'
import { RegisterRefused, RegisterUnavailable, type EvidenceAnswer, type EvidenceRequest } from './evidence.ts'
import type { KeptAnswers } from './keep-answers.ts'
import type { Mandate } from './require-mandate.ts'
import { canBeKept, whatCanBeKept } from './sound-facts.ts'

/** How registers are asked; another way of exchange stands in by offering the same. */
export interface RegisterClient {
  /**
   * @throws RegisterUnavailable when there is no answer now that can be believed, RegisterRefused when the question is
   *   refused, OutsideTheModel or ConsentMissing when it never left
   */
  query(
    request: Omit<EvidenceRequest, 'requestedBy' | 'ownCase' | 'caseId'> & {
      caseId?: string
      requestedBy?: { body: string; actor?: string }
    },
  ): Promise<Omit<EvidenceAnswer, 'tookMs'>>
  /** Rows of a feed that changed after a mark; for the proactive selection. */
  feed(request: FeedRequest): Promise<FeedPage>
}

export interface FeedRequest {
  register: string
  feed: string
  /** Mark of the last page; 0: from the beginning. */
  after: number
  limit: number
  /** Service whose trigger reads it, and run. */
  purpose: string
  basis: string
  run: string
}

export interface FeedPage {
  rows: { record: string; number: string; facts: Record<string, unknown> }[]
  next: number
  more: boolean
  message: string
}

/**
 * A register whose clock runs ahead tells nothing of days to come: its facts are as fresh as the moment they came. By the
 * machine's time, as signatures are.
 */
const noLaterThanNow = (asOf: string): string => (Date.parse(asOf) > Date.now() ? new Date().toISOString() : asOf)

/** What a register answers on the wire. */
export const Answer = z
  .strictObject({
    subject: z.strictObject({ number: z.string() }),
    status: z.enum(['found', 'missing']),
    data: z.record(z.string(), z.json()).nullable(),
    source: z.string().max(500),
    asOf: KnownInstant.transform(noLaterThanNow),
  })
  .refine((answer) => (answer.status === 'found') === (answer.data !== null))

const Page = z.strictObject({
  feed: z.string(),
  rows: z.array(
    z.strictObject({
      record: z.string().min(1).max(100),
      number: z.string().max(40),
      facts: z.record(z.string(), z.json()),
    }),
  ),
  next: z.int().min(0),
  more: z.boolean(),
})

/** A page of a feed holds thousands of rows. */
const PAGE_BYTES = 20_000_000
const PAGE_TIMEOUT = 30_000

/** Asks registers by their addresses in the exchange. Nothing is tried twice here: the job queue tries again. */
export function registerClient({
  ask,
  country,
  mandate,
  kept,
  timeout,
}: {
  ask: AskService
  country: Pick<Country, 'registers' | 'checkPersonNumber'>
  mandate: Mandate
  /** Absent: every question is asked. */
  kept?: KeptAnswers
  timeout?: number
}): RegisterClient {
  const addressOf = (register: string) => {
    const known = country.registers.find((candidate) => candidate.id === register)
    if (!known) throw new PermanentFailure(`there is no register ${register}`)
    return known.address
  }
  const asked = async (register: string, question: Ask) => {
    try {
      const answer = await ask({ ...(timeout === undefined ? {} : { timeout }), ...question })
      if (isOfSystem(answer.status)) throw new RegisterUnavailable(register, 'failing', String(answer.status))
      if (answer.status !== 200) throw new RegisterRefused(register, String(answer.status))
      return answer
    } catch (error) {
      if (error instanceof WireFailure) throw new RegisterUnavailable(register, error.problem, error.detail)
      if (error instanceof WireRefused) throw new RegisterRefused(register, error.type)
      throw error
    }
  }
  return {
    async query(request) {
      const { register, evidence, attributes, subject, purpose, caseNumber, basis, requestedBy, look } = request
      await mandate(request)
      const before = await kept?.find(request)
      if (before) return before
      const answer = await asked(register, {
        to: { ...addressOf(register), service: 'evidence' },
        body: {
          subject: { number: subject.number },
          ...(evidence === undefined ? {} : { evidence }),
          ...(attributes ? { attributes } : {}),
        },
        issue: caseNumber,
        purpose,
        basis,
        ...(requestedBy ? { represented: requestedBy.body } : {}),
        ...(look === undefined ? {} : { id: look }),
      })
      if (!canBeKept(answer.body)) throw new RegisterUnavailable(register, 'unreadable')
      const parsed = Answer.safeParse(answer.body)
      if (!parsed.success) throw new RegisterUnavailable(register, problemOf(parsed.error))
      const { subject: of, ...said } = parsed.data
      if (of.number !== subject.number || isOfAnother(said.data, subject.number, country))
        throw new RegisterUnavailable(register, 'other-person')
      const told = onlyAsked(said, attributes)
      await kept?.keep(request, told, answer.id)
      return { ...told, message: answer.id }
    },
    async feed({ register, feed, after, limit, purpose, basis, run }) {
      await mandate({ register, feed, purpose, basis, caseNumber: run })
      const answer = await asked(register, {
        to: { ...addressOf(register), service: feed },
        body: { after, limit },
        issue: run,
        purpose,
        basis,
        mostBytes: PAGE_BYTES,
        timeout: PAGE_TIMEOUT,
      })
      const parsed = Page.safeParse(soundPage(answer.body))
      if (!parsed.success) throw new RegisterUnavailable(register, problemOf(parsed.error))
      if (parsed.data.feed !== feed || parsed.data.next < after) throw new RegisterUnavailable(register, 'replayed')
      return { ...parsed.data, message: answer.id }
    },
  }
}

/** Surplus attributes that are counted: what a small number of the database holds. */
const MOST_COUNTED = 32_767

/** As little as was asked for: what a register tells beyond it is cut off before it is kept or seen, and counted. */
function onlyAsked<Said extends Pick<EvidenceAnswer, 'data'>>(
  said: Said,
  attributes: readonly string[] | undefined,
): Said & { surplus?: number } {
  if (!attributes || said.data === null) return said
  const told = Object.entries(said.data)
  const asked = told.filter(([name]) => attributes.includes(name))
  const surplus = Math.min(told.length - asked.length, MOST_COUNTED)
  return surplus === 0 ? said : { ...said, data: Object.fromEntries(asked), surplus }
}

/** Whether facts say by their own number that they are another person's, whoever they were sent for. */
function isOfAnother(
  data: EvidenceAnswer['data'],
  asked: string,
  country: Pick<Country, 'checkPersonNumber'>,
): boolean {
  const { number } = data ?? {}
  if (typeof number !== 'string') return false
  const [told, subject] = [country.checkPersonNumber(number), country.checkPersonNumber(asked)]
  return told.ok && subject.ok && told.number !== subject.number
}

/**
 * A page without what can't be kept: one garbled name among thousands holds up nobody, and whoever bears it is offered what
 * is due to them all the same. A row that can't be told by its record and number is left out.
 */
function soundPage(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('rows' in body) || !Array.isArray(body.rows)) return body
  return {
    ...body,
    rows: body.rows.flatMap((row: unknown) => {
      if (typeof row !== 'object' || row === null || !('facts' in row)) return [row]
      const { facts, ...named } = row
      return canBeKept(named) ? [{ ...named, facts: whatCanBeKept(facts) }] : []
    }),
  }
}

const problemOf = (error: z.ZodError): 'unknown-field' | 'unreadable' =>
  error.issues.every((issue) => issue.code === 'unrecognized_keys') ? 'unknown-field' : 'unreadable'
