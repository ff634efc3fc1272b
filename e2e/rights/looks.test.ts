import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, PRINCIPALS, type PrincipalName, type Stage } from './open-stage.ts'
import { ask, isLook, requests } from './requests.ts'
import { expected } from './table.ts'

/** What tells officials something of a person, and what of it the person is told they saw. */
const SEEN: Record<string, string> = {
  'casework.get-application': 'case',
  'casework.explain-rules': 'case',
  'casework.get-application (of a firm)': 'case',
  'documents.get-result-file': 'document',
  'casework.find-person': 'person',
  'casework.list-person-cases': 'person',
  'casework.list-tasks': 'list',
  'casework.get-task': 'list',
  'casework.show-desk (of the asked body)': 'list',
  'casework.check-receipt': 'list',
  'documents.check-result': 'list',
  'process.find-cases': 'list',
  'process.list-incidents': 'list',
  'casework.show-counter': 'list',
  'process.show-case': 'history',
  'process.export-case-history': 'history',
  'process.export-service-history': 'history',
  'exchange.find-looks': 'looks',
  'exchange.find-accesses': 'looks',
  'exchange.export-message': 'message',
}
/** Looks that tell officials of no person, with the reason. */
const NOBODY: Record<string, string> = {
  'catalogue.find-services': 'services',
  'catalogue.get-service': 'services',
  'catalogue.export-catalogue': 'services',
  'casework.show-figures': 'numbers',
  'casework.read-offer-link': 'of nobody, until a code is given',
  'documents.list-results': 'their own',
  'exchange.list-accesses': 'their own',
  'exchange.list-own-data': 'their own',
  'exchange.list-services': 'registers',
  'exchange.list-systems': 'systems',
  'exchange.show-system': 'systems',
  'webhooks.list-webhooks': 'systems',
  'webhooks.list-deliveries': 'numbers of applications',
  'exchange.get-openapi': 'registers',
  'exchange.list-looks': 'their own',
  'casework.list-applications': 'their own',
  'casework.show-cabinet': 'their own',
  'casework.count-unread': 'their own',
  'casework.list-notices': 'their own',
  'casework.list-agreements': 'their own',
  'identity.list-organisations': 'their own',
  'identity.list-sessions': 'their own',
  'contact.list-ways': 'their own',
  'casework.list-agreement-letters': 'of nobody, until one is printed',
  'casework.list-letters': 'nobody waits for a letter on this stage',
  'casework.show-desk': 'work that waits: counts; nobody asked this body',
  'casework.show-team': 'officials',
  'identity.get-official': 'officials',
  'identity.list-role-holders': 'officials',
  'casework.list-slots': 'free times',
  'casework.list-hours': 'free times',
  'casework.find-unusual-looks': 'officials',
  'casework.list-events': 'the whole log: recorded with the auditor',
  'process.list-definitions': 'services',
  'process.plan-migration': 'services',
  'process.measure-service': 'numbers',
  'administration.read-overview': 'numbers',
  'administration.find-bodies': 'bodies',
  'administration.show-body': 'bodies',
  'administration.show-calendar': 'days',
  'audit.list-seals': 'seals',
  'redesign.list-services': 'services',
  'redesign.diagnose-service': 'services',
  'redesign.list-amendments': 'services',
  'redesign.read-amendment': 'services',
  'redesign.read-columns': 'headings of files',
  'redesign.read-promise': 'numbers',
  'redesign.find-my-simulation': 'own',
  'redesign.read-simulation': 'numbers',
  'proactive.list-runs': 'numbers',
  'proactive.measure-trigger': 'numbers',
  'consultation.list-discussions': 'public',
  'consultation.get-discussion': 'public',
  'consultation.list-comments': 'public: what people publish under the name they chose',
  'consultation.list-answers': 'public',
  'consultation.get-report': 'public',
  'consultation.get-puzzle': 'of nobody',
  'consultation.read-subscription': 'which letters the holder of a letter asked for',
  'consultation.read-pending': 'what the holder of a letter wrote',
  'consultation.read-held-comment': 'what the holder of a letter wrote',
  'consultation.get-receipt': 'their own',
  'consultation.get-open-data': 'public',
  'consultation.get-text': 'public',
  'consultation.show-bodies': 'public',
  'consultation.get-proof': 'public',
  'consultation.get-record': 'public',
  'consultation.compare-texts': 'public',
  'consultation.list-groups': 'comments, which are public',
  'consultation.list-my-comments': 'their own',
  'consultation.list-owed': 'public',
  'consultation.list-appeals-to-me': 'what a hidden comment says, without whose it is',
}
const OFFICIALS = ['counter', 'officer', 'head', 'asked', 'auditor', 'administrator'] as const satisfies PrincipalName[]
const names = Object.keys(PRINCIPALS) as PrincipalName[]

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const mayAsk = (row: string) => OFFICIALS.filter((who) => expected.get(row)![names.indexOf(who)] === '+')

it('knows of every look of an official whether it tells of a person', () => {
  const looks = [...expected.keys()].filter((row) => isLook(row) && mayAsk(row).length > 0)
  expect(looks.filter((row) => !(row in SEEN) && !(row in NOBODY))).toEqual([])
})

it('tells officials of the applicant nothing that they did not name themselves without recording it', async () => {
  const { database } = stage.bench.instance
  const silent: string[] = []
  // of the whole log the look is an event of the auditor's own
  const recorded = async () =>
    (
      await database.query<{ n: number }>(
        "select count(*)::int as n from audit.event where kind = 'exchange.looked'",
        [],
      )
    ).rows[0]!.n
  for (const row of expected.keys()) {
    const named = JSON.stringify(requests[row]!(stage.real))
    // what anybody reads, such as a service's example, is no secret there
    const open =
      expected.get(row)![names.indexOf('nobody')] === '+' ? await ask(stage, row, 'nobody', stage.real) : null
    for (const who of mayAsk(row)) {
      stage.later(600)
      // the same look again within some minutes is no other
      await database.query('delete from exchange.look', [])
      const before = await recorded()
      const { text } = await ask(stage, row, who, stage.real)
      const told = stage.secrets.filter(
        (secret) => text.includes(secret) && !named.includes(secret) && !open?.text.includes(secret),
      )
      if (told.length > 0 && (await recorded()) === before) silent.push(`${row}, ${who}: ${told.join(' ')}`)
    }
  }
  expect(silent).toEqual([])
}, 120_000)

it('records every look of an official at a person, and shows it to the person and the auditor', async () => {
  const { database } = stage.bench.instance
  const missing: string[] = []
  for (const [row, what] of Object.entries(SEEN))
    for (const who of mayAsk(row)) {
      // the same look again within some minutes is no other
      stage.later(600)
      await database.query('delete from exchange.look', [])
      const { status } = await ask(stage, row, who, stage.real)
      const { rows } = await database.query<{ what: string; role: string }>(
        'select what, role from exchange.look where own_case order by subject',
        [],
      )
      if (status !== 200 || !rows.some((look) => look.what === what)) missing.push(`${row}, ${who}: ${status}`)
    }
  expect(missing).toEqual([])
})
