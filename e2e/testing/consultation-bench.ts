import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { issueToken } from '../../src/platform/identity/index.ts'
import { composeWeb } from '../../src/commands/compose-web.ts'
import { performer } from '../../src/platform/use-case/index.ts'
import { addComment } from '../../src/modules/consultation/index.ts'
import type { Database } from '../../src/platform/database/index.ts'
import type { Clock } from '../../src/platform/clock/index.ts'

/** A draft of four articles, made up for tests. */
export const DRAFT = `On street trade
Chapter 1. General
Article 1. Aim
This law regulates street trade. It applies to persons and firms.
Article 2. Permit
A trader pays a fee of ten units a month. The permit is given within five days.
1) the place is named in it;
2) the hours are named in it.
Chapter 2. Control
Article 3. Visits
An inspector visits a trader once a year.
Article 4. Entry into force
This law enters into force on the day of its publication.`

/** Lets the term for comments end at an instant, also an earlier one, which the tables refuse to everybody else. */
export async function setTerm(database: Database, discussion: string, until: string): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('alter table consultation.discussion disable trigger close_shards', [])
    await tx.query(
      "update consultation.discussion set opened_at = least(opened_at, $2::timestamptz - interval '1 day'), until = $2 where id = $1",
      [discussion, until],
    )
    await tx.query('alter table consultation.discussion enable trigger close_shards', [])
  })
}

export interface Answered {
  status: number
  body: any
}

export interface ConsultationBench extends CaseBench {
  /** Asks the HTTP interface as a persona of the demonstration, or as nobody. */
  ask(persona: string | undefined, method: string, path: string, body?: unknown): Promise<Answered>
  /** A file that anybody may take from the site. */
  paper(path: string): Promise<Uint8Array>
  /** Publishes a draft of the ministry of justice. @returns its id */
  publish(more?: object): Promise<string>
  /** Ends the term for comments: from now on a discussion whose comments are answered can be closed. */
  over(discussion: string): Promise<void>
  /** A citizen's comment. @returns its id */
  comment(discussion: string, more?: object, persona?: string): Promise<string>
  /** Comments of many people, each performed as that person would. */
  commentAs(discussion: string, comments: readonly { person: string; name: string; words: string }[]): Promise<void>
  /** The lawyer's answer to a comment. */
  answer(discussion: string, comment: string, more?: object): Promise<Answered>
}

/** The whole product with nothing but discussions in it. */
export async function consultationBench(options: { clock?: Clock } = {}): Promise<ConsultationBench> {
  const bench = await caseBench([], options)
  const { database, config } = bench.instance
  const patient = {
    ...bench.instance,
    config: { ...config, limits: { ...config.limits, requestsPerMinute: 1_000_000 } },
  }
  const app = composeWeb(patient, bench.origin)
  const tokens = new Map<string, string>()
  const tokenOf = async (persona: string): Promise<string> => {
    const known = tokens.get(persona)
    if (known) return known
    const { token } = (await database.transaction((tx) => issueToken(tx, persona, bench.clock())))!
    tokens.set(persona, token)
    return token
  }
  const ask: ConsultationBench['ask'] = async (persona, method, path, body) => {
    const response = await app.request(`${bench.origin}/api/v1${path}`, {
      method,
      headers: {
        'accept-language': 'en',
        'x-darcha-peer': persona ?? 'nobody',
        ...(persona ? { authorization: `Bearer ${await tokenOf(persona)}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text }
  }
  const done = async (persona: string, path: string, body: object): Promise<any> => {
    const answer = await ask(persona, 'POST', path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  return {
    ...bench,
    ask,
    paper: async (path) =>
      new Uint8Array(
        await (await app.request(`${bench.origin}${path}`, { headers: { 'x-darcha-peer': 'nobody' } })).arrayBuffer(),
      ),
    publish: async (more = {}) =>
      (
        await done('lawyer', '/consultations', {
          body: 'ministry-justice',
          title: 'On street trade',
          language: 'en',
          note: 'Street trade is regulated anew.',
          text: DRAFT,
          ...more,
        })
      ).id,
    over: (discussion) => setTerm(database, discussion, bench.clock()),
    comment: async (discussion, more = {}, persona = 'citizen') =>
      (
        await done(persona, `/consultations/${discussion}/comments`, {
          words: 'The fee is too high',
          unit: 'art_2',
          ...more,
        })
      ).id,
    async commentAs(discussion, comments) {
      const { perform } = performer(database, bench.instance.rights, bench.instance.world)
      const waiting = [...comments]
      // as many at once as the pool has connections: a campaign does not wait in a line
      await Promise.all(
        Array.from({ length: 10 }, async () => {
          for (let next = waiting.shift(); next; next = waiting.shift())
            await perform(
              addComment,
              { discussion, unit: 'art_2', words: next.words },
              { principal: { personId: next.person, name: next.name, roles: [] }, language: 'uz', now: bench.clock() },
            )
        }),
      )
    },
    answer: (discussion, comment, more = {}) =>
      ask('lawyer', 'POST', `/consultations/${discussion}/answers`, {
        comment,
        outcome: 'not-accepted',
        reason: 'The fee covers what a permit costs the state.',
        ...more,
      }),
  }
}
