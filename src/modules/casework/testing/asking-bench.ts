import { expect, vi } from 'vitest'
import { demoPersonId } from '../../../platform/identity/index.ts'
import { caseBench } from '../testing.ts'
import { agreementBench } from './agreement-bench.ts'

/** A service in which another person can be named and asked to agree, and what tests of that do. */
export const SERVICE = 'guardianship-incapacitated-adult'

/** Something that is waited for, and opened. */
export function gate() {
  let open!: () => void
  const passed = new Promise<void>((done) => (open = done))
  return { open, passed }
}

/** @param model what becomes of the service's process @returns an instance with a clock that can be put forward by milliseconds */
export async function askingBench(model?: (text: string) => string) {
  const begun = Date.parse('2026-03-04T05:00:00.000Z')
  let later = 0
  const bench = await caseBench([SERVICE], { clock: () => new Date(begun + later).toISOString() })
  // as a service would be whose people can be asked
  await agreementBench(bench).publishAnew(SERVICE, (form) => form.replace('        mayBeAsked: false\n', ''), model)

  const rows = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await bench.instance.database.query<Row>(text, values)).rows

  const RUSTAM = () => bench.numberOf('rustam')
  const forgetAgreements = () => rows('delete from casework.agreement')
  /** Asks for agreement about a number from a new draft. */
  async function asking(wardNumber: string, more: object = {}) {
    await rows('delete from casework.draft')
    const draft = (await bench.api('citizen', 'POST', '/drafts', { service: SERVICE })).body.id
    const answers = {
      ...bench.answersOf(SERVICE),
      wardNumber,
      wardName: 'Rustam Alimov',
      district: '1726294',
      ...more,
    }
    const { familyConsent: _file, ...typed } = answers as Record<string, unknown>
    await bench.api('citizen', 'POST', `/drafts/${draft}/answers`, { answers: typed })
    const asked = await bench.api('citizen', 'POST', `/drafts/${draft}/agreements`, { draft, field: 'wardNumber' })
    return { draft, answers, asked }
  }
  const say = (agreement: string, said: string, who = 'business') =>
    bench.api(who, 'POST', `/me/agreements/${agreement}`, { said })

  return {
    bench,
    rows,
    RUSTAM,
    forgetAgreements,
    asking,
    say,
    /** What somebody agreed to, in a draft that is ready to be sent. */
    async agreedDraft() {
      await forgetAgreements()
      const { draft, answers, asked } = await asking(RUSTAM(), { wardName: undefined })
      await say(asked.body.id, 'agreed')
      await bench.api('citizen', 'POST', `/drafts/${draft}/prefill`, { page: 'ward' })
      const { wardName } = (await bench.api('citizen', 'GET', `/drafts/${draft}`)).body.answers
      expect(wardName).toContain('Rustam')
      return { draft, agreement: asked.body.id as string, answers: { ...answers, wardName } }
    },
    /** Until a statement about a table waits for a lock. */
    async waiting(table: string) {
      const seen = () =>
        rows<{ n: number }>(
          "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like $1",
          [`%${table}%`],
        )
      await vi.waitFor(async () => expect((await seen())[0]!.n).toBeGreaterThan(0), { timeout: 30_000 })
    },
    /** As whom a test performs what dilnoza does. */
    dilnoza: () => ({
      principal: { personId: demoPersonId('dilnoza'), roles: [], number: bench.numberOf('dilnoza') },
      language: 'en' as const,
      now: bench.clock(),
    }),
    /** Milliseconds after the beginning. */
    putForward: (by: number) => {
      later = by
    },
    async told(id: string) {
      const view = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
      return Object.fromEntries(view.evidence.map((piece: any) => [piece.evidence, piece]))
    },
  }
}
