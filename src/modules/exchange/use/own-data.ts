import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Tx } from '../../../platform/database/index.ts'
import { actorOf, type Principal } from '../../../platform/rights/index.ts'
import { Refusal, useCase, type World } from '../../../platform/use-case/index.ts'
import { isSilence, type EvidenceRequest } from '../model/evidence.ts'
import { withoutOthers } from '../model/own-data.ts'
import { refusal } from '../model/refusals.ts'
import { Answer } from '../model/register-client.ts'
import { OWN_LOOK } from '../model/asked.ts'
import { ownBasis } from '../model/require-mandate.ts'
import { askedFor, lookOf, recordAccess } from '../store/accesses.ts'
import { lastAsks, takePlaces } from '../store/own-asks.ts'
import { answersTo } from '../store/messages.ts'

/** So often a day one register is asked for what it holds of one person: whoever had something corrected looks again. */
export const LOOKS_A_DAY = 10
const DAY = 86_400_000
/** Milliseconds that whoever asked waits at most: what has not answered by then is told of as asked, and its answer comes after. */
const PATIENCE = 1000
/** Milliseconds after which a question that nothing came of is told of as unanswered: longer than any register is waited for. */
const GIVEN_UP = 30_000

/**
 * Whom it is about, and which registers know of such: a person is asked for everywhere, an organisation that somebody acts for
 * in registers of organisations. The number is always the account's own.
 */
function selfOf(principal: Principal, { registers }: Pick<World['country'], 'registers'>) {
  const number = principal.actingFor?.number ?? principal.number
  const known = principal.actingFor ? registers.filter(({ about }) => about === 'organisation') : registers
  return { number, registers: known.map(({ id }) => id) }
}

const dayBefore = (now: string): string => new Date(Date.parse(now) - DAY).toISOString()

export const askOwnData = useCase({
  name: 'exchange.ask-own-data',
  title: 'Ask registers what they hold of me; acting for an organisation, of it',
  at: 'POST /me/data',
  input: z.object({
    /** Which register; absent: all that know of such as I am. */
    register: z.string().max(100).optional(),
  }),
  output: z.object({
    asked: z.array(
      z.object({
        register: z.string(),
        /**
         * `asking`: it has not answered yet, what came of it stands in `GET /me/data`; `unavailable`: it does not answer now;
         * `too-often`: it was asked often enough today.
         */
        status: z.enum(['found', 'missing', 'asking', 'unavailable', 'too-often']),
      }),
    ),
  }),
  needs: ['country', 'registers'],
  may: 'signed in',
  refuses: [429],
  records: { about: 'person', facts: z.object({ asked: z.int(), silent: z.int() }), readers: 'subject' },
})
  .asking(async ({ input, principal, now, world }, database) => {
    const { number, registers } = selfOf(principal, world.country)
    if (number === undefined) throw new Refusal(refusal['no-number'])
    const wanted = registers.filter((id) => input.register === undefined || id === input.register)
    if (wanted.length === 0) throw new Refusal(refusal['unknown-register'])
    const asking = { person: principal.personId!, subject: number, registers: wanted }
    const measure = { most: LOOKS_A_DAY, since: dayBefore(now), now }
    const { full } = await database.transaction((tx) => takePlaces(tx, asking, measure))
    if (full.size === wanted.length) {
      const first = Math.min(...[...full.values()].map((at) => Date.parse(at)))
      const retryAfter = Math.max(1, Math.ceil((first + DAY - Date.parse(now)) / 1000))
      throw new Refusal(refusal['asked-too-often'], { retryAfter })
    }
    const askOne = async (register: string) => {
      if (full.has(register)) return { register, status: 'too-often' as const }
      const request = ownRequest(register, number, principal, world)
      const begun = performance.now()
      try {
        // for no draft and no case: nothing of it is kept for another look
        const { caseId: _person, ...question } = request
        const answer = await world.registers.query(question)
        const tookMs = Math.round(performance.now() - begun)
        await database.transaction((tx) => recordAccess(tx, request, { ...answer, tookMs }, now))
        return { register, status: answer.status }
      } catch (error) {
        if (!isSilence(error)) throw error
        const silence = { status: 'unavailable' as const, source: null, asOf: null, message: null }
        const tookMs = Math.round(performance.now() - begun)
        await database.transaction((tx) => recordAccess(tx, request, { ...silence, tookMs }, now))
        return { register, status: 'unavailable' as const }
      }
    }
    // one that is slow holds up nobody: its answer is written down when it comes; should this process end before, the place
    // that was taken says that it was asked and nothing came
    const answers = wanted.map(askOne)
    for (const answer of answers) answer.catch(() => undefined)
    const patience = wait(PATIENCE, undefined, { ref: false })
    return Promise.all(
      answers.map((answer, nth) =>
        Promise.race([answer, patience.then(() => ({ register: wanted[nth]!, status: 'asking' as const }))]),
      ),
    )
  })
  .does(async ({ asked }) => ({
    answer: { asked },
    facts: { asked: asked.length, silent: asked.filter(({ status }) => status === 'unavailable').length },
  }))

const ownRequest = (
  register: string,
  number: string,
  principal: Principal,
  { country }: Pick<World, 'country'>,
): EvidenceRequest => ({
  register,
  subject: { number },
  purpose: OWN_LOOK,
  basis: ownBasis(country),
  // the person's own history vouches for it
  caseId: principal.personId!,
  caseNumber: OWN_LOOK,
  ownCase: true,
  requestedBy: { body: 'portal', actor: actorOf(principal) },
})

export const listOwnData = useCase({
  name: 'exchange.list-own-data',
  title: 'What registers told of me when I asked, within a day; acting for an organisation, of it',
  at: 'GET /me/data',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        register: z.string(),
        /** When it was asked last by whoever looks, within a day. */
        asked: z.string().nullable(),
        /** What came of that, where it was no answer: `asking`: none yet; `silent`: none. */
        trouble: z.enum(['asking', 'silent']).nullable(),
        /** The last answer; null: none within a day. */
        told: z
          .object({
            at: z.string(),
            status: z.enum(['found', 'missing']),
            /** How fresh it is, and the register's own reference. */
            asOf: z.string().nullable(),
            source: z.string().nullable(),
            /** Numbers of other people are left out; null: nothing is held, or the words are kept no more. */
            data: z.record(z.string(), z.json()).nullable(),
            /** By it question and answer are proved. */
            message: z.string().nullable(),
          })
          .nullable(),
      }),
    ),
  }),
  needs: ['country'],
  may: 'signed in',
}).reads(async ({ principal, now, world }, tx) => {
  const { number, registers } = selfOf(principal, world.country)
  const since = dayBefore(now)
  const [looks, asks] =
    number === undefined
      ? [[], new Map<string, string>()]
      : await Promise.all([
          askedFor(tx, number, OWN_LOOK, since),
          lastAsks(tx, { person: principal.personId!, subject: number }, since),
        ])
  const answered = looks.filter(({ status }) => status !== 'unavailable')
  const last = new Map(registers.map((id) => [id, answered.find(({ register }) => register === id)]))
  const answers = await answersTo(
    tx,
    [...last.values()].flatMap((item) => item?.message ?? []),
  )
  return {
    items: registers.map((register) => {
      const asked = asks.get(register) ?? null
      const look = looks.find((item) => item.register === register)
      const state = { register, asked, trouble: troubleOf(asked, look, now) }
      const item = last.get(register)
      if (!item) return { ...state, told: null }
      const { register: _register, status, ...told } = item
      const body = told.message === null ? undefined : answers.get(told.message)
      const data = body === undefined ? null : dataIn(body, number!, world.country)
      return {
        ...state,
        told: { ...told, status: status === 'found' ? ('found' as const) : ('missing' as const), data },
      }
    }),
  }
})

/** What is the matter with a register that was asked. @param look the last one at it that anything came of */
function troubleOf(
  asked: string | null,
  look: { at: string; status: string } | undefined,
  now: string,
): 'asking' | 'silent' | null {
  const came = look && (asked === null || Date.parse(look.at) >= Date.parse(asked))
  if (came) return look.status === 'unavailable' ? 'silent' : null
  if (asked === null) return null
  return Date.parse(now) - Date.parse(asked) < GIVEN_UP ? 'asking' : 'silent'
}

const dataIn = (body: string, number: string, country: World['country']) => {
  const data = Answer.safeParse(JSON.parse(body)).data?.data
  return data ? withoutOthers(data, number, country) : null
}

/**
 * What a register answered to somebody's own look, by the message of it, without the numbers of others.
 * @returns undefined when they got no such answer, or its words are kept no more
 */
export async function ownAnswer(tx: Tx, country: World['country'], number: string, message: string) {
  const look = await lookOf(tx, number, OWN_LOOK, message)
  const body = look && (await answersTo(tx, [message])).get(message)
  const data = body === undefined ? null : dataIn(body, number, country)
  return look && data ? { ...look, data } : undefined
}
