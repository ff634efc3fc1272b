import { openStage, PRINCIPALS, type PrincipalName, type Stage } from '../rights/open-stage.ts'
import { requests, send } from '../rights/requests.ts'
import { expected, useCaseOf } from '../rights/table.ts'
import { doForGood } from './acts.ts'
import { recordStatements, type Sent } from './record-statements.ts'

export interface Scenario {
  stage: Stage
  /** Everything that was sent, in turn. */
  sent: Sent[]
  /** What each use case sent when somebody who may asked for it, by the rows of the matrix of rights. */
  byRow: Map<string, Sent[]>
  /** What the pages sent that are opened most, each with everything it shows. */
  byPage: Map<string, Sent[]>
}

/** Pages that are opened all day, as they are told of. */
const OFTEN = [
  '',
  '/services?query=uy',
  '/cabinet',
  '/applications/{application}',
  '/drafts/{draft}/ward',
  '/drafts/{draft}/check',
  '/counter',
  '/desk',
  '/desk/tasks/{task}',
  '/administration',
]

/** Pages as the people of the demonstration open them: what a page reads by itself is heard too. */
const pagesOf = ({
  application,
  correction,
  slot,
  confirmation,
  draft,
  task,
  definition,
  code,
  receipt,
  counter,
  applicant,
  number,
}: Stage['real']): Record<string, string[]> => ({
  dilnoza: [
    '',
    '/services?query=uy',
    '/services/guardianship-incapacitated-adult',
    '/cabinet',
    '/cabinet/documents',
    '/cabinet/messages',
    '/cabinet/data',
    '/cabinet/people',
    `/applications/${application}`,
    `/applications/${application}/receipt`,
    `/applications/${application}/withdraw`,
    `/tasks/${correction}`,
    `/tasks/${slot}`,
    `/tasks/${confirmation}`,
    '/services/housing-availability-certificate/start',
    ...['consent', 'ward', 'home', 'property', 'family', 'agree', 'check'].map((page) => `/drafts/${draft}/${page}`),
    `/verify?code=${code}`,
    `/results/${code}`,
    `/verify?code=${receipt}`,
  ],
  malika: [
    '/counter',
    `/counter?query=${number}`,
    `/counter/applications/${application}`,
    `/counter/people/${applicant}?office=${counter}`,
  ],
  jasur: [
    '/desk',
    '/desk?due=week',
    '/desk?whose=mine',
    '/desk?whose=unclaimed',
    `/desk/tasks/${task}`,
    `/desk/cases/${application}`,
    `/desk/cases/${application}/draft`,
    '/desk?q=2026',
  ],
  nargiza: ['/desk?whose=sign', '/desk/team'],
  aziza: [
    '/administration',
    '/administration/incidents',
    '/administration/services',
    '/administration/cases',
    `/administration/cases/${application}`,
    `/administration/services/${encodeURIComponent(definition)}`,
    `/administration/services/${encodeURIComponent(definition)}/migrate`,
    '/administration/bodies/khokimiyat-1726266',
    '/administration/audit',
  ],
})

/**
 * Goes once through the product, the same steps in the same order each time: cases are filed and worked on, every use
 * case is asked
 * for by somebody who may, pages are opened, and what changes things for good is done at the end.
 */
export async function runScenario(): Promise<Scenario> {
  const { sent, stop } = recordStatements()
  try {
    const stage = await openStage()
    const [byRow, byPage] = [new Map<string, Sent[]>(), new Map<string, Sent[]>()]
    for (const row of expected.keys()) {
      const from = sent.length
      await send(stage, useCaseOf(row), whoMay(row), requests[row]!(stage.real))
      byRow.set(row, sent.slice(from))
    }
    const names = new Map(Object.entries(stage.real).map(([name, value]) => [value, `{${name}}`] as const))
    for (const [person, paths] of Object.entries(pagesOf(stage.real))) {
      const visitor = await stage.bench.as(person)
      for (const path of paths) {
        const from = sent.length
        await visitor.get(`/en${path}`)
        const told = path.replace(/[^/?=&]+/g, (part) => names.get(part) ?? part)
        if (OFTEN.includes(told)) byPage.set(`page ${told || '/'} (${person})`, sent.slice(from))
      }
    }
    for (const path of ['/login?returnTo=/en', '/readyz']) await stage.bench.nobody.get(path)
    stage.bench.instance.config.metricsToken = 'golden'
    await fetch(`${stage.bench.origin}/metrics`, { headers: { authorization: 'Bearer golden' } })
    await doForGood(stage)
    return { stage, sent, byRow, byPage }
  } finally {
    stop()
  }
}

/** The first in the matrix who may, rather somebody signed in. */
function whoMay(row: string): PrincipalName {
  const may = (Object.keys(PRINCIPALS) as PrincipalName[]).filter((_name, at) => expected.get(row)![at] === '+')
  return may.find((name) => name !== 'nobody') ?? 'nobody'
}
