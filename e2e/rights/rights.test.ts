import { afterAll, beforeAll, expect, it } from 'vitest'
import { allUseCases } from '../../src/commands/all-use-cases.ts'
import { openStage, PRINCIPALS, type PrincipalName, type Stage, type Things } from './open-stage.ts'
import { requests } from './requests.ts'

/**
 * Who may what. Columns: nobody; the applicant; another citizen; a firm's director; the operator of the counter that took the application in and of
 * another one; officer and head of the office that decides, and of another office; an officer of a body that gave its opinion; auditor; administrator.
 * `+` may, `-` is denied (401 for nobody, 403 for others). The applicant's own things are asked for unless the name says whose.
 */
const TABLE = `
                                                  nobody applicant other firm counter counter2 officer officer2 head head2 asked auditor administrator
catalogue.find-services                             +       +       +    +      +       +        +       +      +     +     +      +         +
catalogue.get-service                               +       +       +    +      +       +        +       +      +     +     +      +         +
casework.show-figures                               +       +       +    +      +       +        +       +      +     +     +      +         +
casework.check-receipt                              +       +       +    +      +       +        +       +      +     +     +      +         +
documents.check-result                              +       +       +    +      +       +        +       +      +     +     +      +         +
documents.get-result-file                           -       +       -    -      -       -        +       -      +     -     -      -         -
documents.list-results                              -       +       +    +      +       +        +       +      +     +     +      +         +
exchange.list-accesses                              -       +       +    +      +       +        +       +      +     +     +      +         +
casework.submit-application                         -       +       +    +      +       +        +       +      +     +     +      +         +
casework.submit-application (for a walk-in)         -       -       -    -      +       -        -       -      -     -     -      -         -
casework.submit-application (on paper)              -       -       -    -      +       -        -       -      -     -     -      -         -
casework.submit-application (for a firm)            -       -       -    +      -       -        -       -      -     -     -      -         -
casework.list-applications                          -       +       +    +      +       +        +       +      +     +     +      +         +
casework.get-application                            -       +       -    -      +       -        +       -      +     -     +      -         -
casework.get-application (of a firm)                -       -       -    +      -       -        +       -      +     -     -      -         -
casework.withdraw-application                       -       +       -    -      +       -        -       -      -     -     -      -         -
casework.appeal-decision                            -       +       -    -      +       -        -       -      -     -     -      -         -
casework.start-correction                           -       +       -    -      +       -        -       -      -     -     -      -         -
casework.correct-application                        -       +       -    -      +       -        -       -      -     -     -      -         -
casework.ask-applicant                              -       -       -    -      -       -        +       -      +     -     -      -         -
casework.answer-question                            -       +       -    -      +       -        -       -      -     -     -      -         -
casework.ask-body                                   -       -       -    -      -       -        +       -      +     -     +      -         -
casework.answer-body                                -       -       -    -      -       -        -       -      -     -     +      -         -
casework.start-draft                                -       +       +    +      +       +        +       +      +     +     +      +         +
casework.start-draft (for a walk-in)                -       -       -    -      +       -        -       -      -     -     -      -         -
casework.save-answers                               -       +       -    -      -       -        -       -      -     -     -      -         -
casework.discard-draft                              -       +       -    -      -       -        -       -      -     -     -      -         -
casework.attach-file                                -       +       -    -      -       -        -       -      -     -     -      -         -
casework.detach-file                                -       +       -    -      -       -        -       -      -     -     -      -         -
casework.list-tasks                                 -       -       -    -      -       -        +       -      +     -     -      -         -
casework.claim-task                                 -       -       -    -      -       -        +       -      +     -     -      -         -
casework.release-task                               -       -       -    -      -       -        +       -      +     -     -      -         -
casework.complete-task                              -       -       -    -      -       -        +       -      +     -     -      -         -
casework.complete-task (the applicant's)            -       +       -    -      +       -        -       -      -     -     -      -         -
casework.reassign-task                              -       -       -    -      -       -        -       -      +     -     -      -         -
casework.reassign-all                               -       -       -    -      -       -        -       -      +     -     -      -         +
casework.appoint-substitute                         -       -       -    -      -       -        -       -      +     -     -      -         +
casework.list-slots                                 -       +       -    -      +       -        -       -      -     -     -      -         -
casework.choose-slot                                -       +       -    -      +       -        -       -      -     -     -      -         -
casework.find-person                                -       -       -    -      +       -        -       -      -     -     -      -         -
casework.list-person-cases                          -       -       -    -      +       -        -       -      -     -     -      -         -
casework.show-counter                               -       -       -    -      +       -        -       -      -     -     -      -         -
casework.take-cash                                  -       -       -    -      +       -        -       -      -     -     -      -         -
casework.list-events                                -       -       -    -      -       -        -       -      -     -     -      +         -
casework.show-desk                                  -       -       -    -      -       -        +       -      +     -     -      -         -
casework.show-team                                  -       -       -    -      -       -        -       -      +     -     -      -         +
casework.show-cabinet                               -       +       +    +      +       +        +       +      +     +     +      +         +
casework.list-notices                               -       +       +    +      +       +        +       +      +     +     +      +         +
casework.read-notices                               -       +       +    +      +       +        +       +      +     +     +      +         +
process.list-incidents                              -       -       -    -      -       -        -       -      -     -     -      -         +
process.retry-incident                              -       -       -    -      -       -        -       -      -     -     -      -         +
process.suspend-case                                -       -       -    -      -       -        -       -      -     -     -      -         +
process.resume-case                                 -       -       -    -      -       -        -       -      -     -     -      -         +
process.move-token                                  -       -       -    -      -       -        -       -      -     -     -      -         +
process.suspend-service                             -       -       -    -      -       -        -       -      -     -     -      -         +
process.resume-service                              -       -       -    -      -       -        -       -      -     -     -      -         +
process.plan-migration                              -       -       -    -      -       -        -       -      -     -     -      -         +
process.migrate-cases                               -       -       -    -      -       -        -       -      -     -     -      -         +
process.list-definitions                            -       -       -    -      -       -        -       -      -     -     -      +         +
process.find-cases                                  -       -       -    -      -       -        -       -      -     -     -      +         +
process.show-case                                   -       -       -    -      -       -        -       -      -     -     -      +         +
process.measure-service                             -       -       -    -      -       -        -       -      -     -     -      +         +
process.export-case-history                         -       -       -    -      -       -        -       -      -     -     -      +         +
process.export-service-history                      -       -       -    -      -       -        -       -      -     -     -      +         +
administration.read-overview                        -       -       -    -      -       -        -       -      -     -     -      -         +
administration.find-bodies                          -       -       -    -      -       -        -       -      -     -     -      -         +
administration.show-calendar                        -       -       -    -      -       -        -       -      -     -     -      +         +
audit.list-seals                                    -       -       -    -      -       -        -       -      -     -     -      +         +
identity.list-role-holders                          -       -       -    -      -       -        -       -      -     -     -      -         +
identity.give-role                                  -       -       -    -      -       -        -       -      -     -     -      -         +
identity.end-role                                   -       -       -    -      -       -        -       -      -     -     -      -         +
`

/** Who is expected to see what is the applicant's: everybody else's answers are searched for it. */
const STRANGERS: readonly PrincipalName[] = ['nobody', 'other', 'firm', 'counter2', 'officer2', 'head2']

/** Public by nature: the example of a service, and what a receipt's code proves. */
const PUBLIC = /get-service|check-receipt/
/** Requests whose content the product refuses, after it was settled that they may be made. */
const INCOMPLETE = /submit-application|correct-application|plan-migration|migrate-cases/

const names = Object.keys(PRINCIPALS) as PrincipalName[]
const useCases = new Map(allUseCases(true).map((one) => [one.name as string, one]))
const expected = new Map(TABLE.trim().split('\n').slice(1).map((line) => { const cells = line.trim().split(/\s{2,}/); return [cells[0]!, cells.slice(1)] }))

let stage: Stage
beforeAll(async () => { stage = await openStage() })
afterAll(async () => { await stage?.close() })

/** Sends a use case's request: path fields in the path, the rest in query or body. */
async function ask(row: string, who: PrincipalName, things: Things) {
  const [method, path] = useCases.get(row.replace(/ \(.*/, ''))!.at.split(' ') as [string, string]
  const input = { ...requests[row]!(things) }
  const filled = path.replace(/\{(\w+)\}/g, (_match, field: string) => { const value = String(input[field]); delete input[field]; return encodeURIComponent(value) })
  const query = method === 'GET' && Object.keys(input).length > 0 ? `?${new URLSearchParams(input as Record<string, string>)}` : ''
  return stage.ask(who, method, filled + query, method === 'GET' || method === 'DELETE' ? undefined : input)
}

it('has a row for every use case and none for another', () => {
  expect([...new Set([...expected.keys()].map((row) => row.replace(/ \(.*/, '')))].sort()).toEqual([...useCases.keys()].sort())
  expect(Object.keys(requests).sort()).toEqual([...expected.keys()].sort())
  expect(TABLE.trim().split('\n')[0]!.trim().split(/\s+/)).toEqual(names)
})

it('lets everybody do what the table says, and nothing else', async () => {
  const found = new Map<string, string[]>()
  const odd: string[] = []
  for (const row of expected.keys()) {
    const cells: string[] = []
    for (const who of names) {
      const { status, text } = await ask(row, who, stage.real)
      cells.push(status === 401 || status === 403 ? '-' : '+')
      if (status === 401 || status === 403) {
        const { type } = JSON.parse(text) as { type: string }
        if (type !== `urn:darcha:problem:${who === 'nobody' ? 'errors.sign-in-needed' : 'errors.not-allowed'}`) odd.push(`${row}, ${who}: denied as ${type}`)
      } else if (status >= 500 || ([404, 422, 400].includes(status) && !INCOMPLETE.test(row))) odd.push(`${row}, ${who}: ${status} ${text.slice(0, 200)}`)
      if (STRANGERS.includes(who) && !PUBLIC.test(row)) for (const secret of stage.secrets) if (text.includes(secret)) odd.push(`${row}: ${who} is told ${secret}`)
    }
    found.set(row, cells)
  }
  expect(written(found)).toEqual(written(expected))
  expect(odd).toEqual([])
})

it('tells nobody whether a guessed thing exists', async () => {
  const odd: string[] = []
  for (const [row, cells] of expected) {
    if (JSON.stringify(requests[row]!(stage.real)) === JSON.stringify(requests[row]!(stage.guessed))) continue
    for (const [at, who] of names.entries()) {
      const guessed = await ask(row, who, stage.guessed)
      if (cells[at] === '-') {
        // what is denied looks the same whether it is another's or not there
        const real = await ask(row, who, stage.real)
        if (guessed.status !== real.status || guessed.text !== real.text) odd.push(`${row}, ${who}: ${guessed.status} for a guess, ${real.status} for another's`)
      } else if (guessed.status >= 500 || guessed.status < 400 && !(/check-/.test(row) && guessed.text.includes('unknown'))) odd.push(`${row}, ${who}: ${guessed.status} ${guessed.text.slice(0, 100)}`)
    }
  }
  expect(odd).toEqual([])
})

const written = (table: ReadonlyMap<string, readonly string[]>) => [...table].map(([row, cells]) => `${row.padEnd(50)} ${cells.map((cell, at) => (cell === '+' ? names[at] : '')).filter(Boolean).join(' ')}`)
