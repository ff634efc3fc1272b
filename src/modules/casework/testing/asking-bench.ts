import { caseBench } from '../testing.ts'
import { agreementBench } from './agreement-bench.ts'

/** A service in which another person can be named and asked to agree, and what tests of that do. */
export const SERVICE = 'guardianship-incapacitated-adult'

/** @returns an instance with a clock that can be put forward by milliseconds */
export async function askingBench() {
  const begun = Date.parse('2026-03-04T05:00:00.000Z')
  let later = 0
  const bench = await caseBench([SERVICE], { clock: () => new Date(begun + later).toISOString() })
  // as a service would be whose people can be asked
  await agreementBench(bench).publishAnew(SERVICE, (form) => form.replace('        mayBeAsked: false\n', ''))

  const rows = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await bench.instance.database.query<Row>(text, values)).rows

  return {
    bench,
    rows,
    RUSTAM: () => bench.numberOf('rustam'),
    forgetAgreements: () => rows('delete from casework.agreement'),
    /** Milliseconds after the beginning. */
    putForward: (by: number) => {
      later = by
    },
    /** Asks for agreement about a number from a new draft. */
    async asking(wardNumber: string, more: object = {}) {
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
    },
    say: (agreement: string, said: string, who = 'business') =>
      bench.api(who, 'POST', `/me/agreements/${agreement}`, { said }),
    async told(id: string) {
      const view = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
      return Object.fromEntries(view.evidence.map((piece: any) => [piece.evidence, piece]))
    },
  }
}
