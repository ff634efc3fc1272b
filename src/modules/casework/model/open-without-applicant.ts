import { randomBytes } from 'node:crypto'
import { filingVariables, isDecided } from '../../../kernel/case/index.ts'
import type { Json, Variables } from '../../../kernel/process/index.ts'
import { makeCode } from '../../../kernel/values/index.ts'
import { vouchTogether } from '../../../platform/audit/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import type { Person } from '../../../platform/identity/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import type { Stepped } from '../../process/index.ts'
import { getApplication, insertApplications, nextNumbers } from '../store/applications.ts'
import { refusal, type Application } from './application.ts'
import { keepFiled } from './filed.ts'
import { statusNow } from './follow-case.ts'

/** A case that the state begins: for whom, by which service, and because of what. */
export interface ToOpen {
  service: RunnableService
  person: Person
  /** Variable `event` of the process. */
  event: Json
}

/**
 * Opens cases that nobody applied for, in the caller's transaction: each has a number, a process and a place in the
 * person's cabinet as any other, and no answers. Each is written once, as it is after its first step, and what is written
 * of all is one statement: its history begins with one event.
 * @returns ids and numbers of the cases, in the order of those given
 * @throws Refusal no-office when no body of the owner's kind serves a person's district
 */
export async function openWithoutApplicant(
  tx: Tx,
  { cases, now }: { cases: readonly ToOpen[]; now: string },
  world: Pick<World, 'country' | 'engine'>,
): Promise<{ caseId: string; number: string }[]> {
  if (cases.length === 0) return []
  const filedOn = world.country.localDate(now)
  const countsFrom = world.country.countsFrom(now)
  const prepared = cases.map((each) => prepare(each, filedOn, world))
  for (const id of new Set(cases.map(({ service }) => service.definition))) await world.engine.definitions.get(tx, id)
  const numbers = await nextNumbers(tx, filedOn.slice(0, 7), cases.length)
  const opened = cases.map(({ service, person: { language, id: person } }, at) => {
    const { applicant, variables, district, owner } = prepared[at]!
    const application: Application = {
      caseId: newId(now),
      number: numbers[at]!,
      service: service.id,
      version: service.version,
      status: 'new',
      channel: 'proactive',
      language,
      person,
      organisation: null,
      applicant,
      representative: null,
      district,
      owner,
      takenByOffice: null,
      takenBy: null,
      answers: {},
      filedAt: now,
      countsFrom,
      dueAt: service.passport.term ? world.country.dueAt(service.passport.term, countsFrom, []) : null,
      decidedAt: null,
      outcome: null,
      closedAt: null,
      silentAt: null,
      fee: null,
      receipt: makeCode(randomBytes(8)),
      revision: 1,
    }
    return { application, service, variables }
  })
  const file = async (begun: readonly Stepped[]) => {
    const filed: Application[] = []
    for (const [at, { application }] of opened.entries())
      filed.push({ ...application, status: await statusNow(tx, application, begun[at]!) })
    await insertApplications(tx, filed, now)
    for (const application of filed) keepFiled(tx, application)
  }
  const begun = await vouchTogether(tx, { now }, () =>
    world.engine.startMany(
      tx,
      opened.map(({ application: { caseId, number: label, district, owner }, service, variables }) => ({
        caseId,
        definition: service.definition,
        variables,
        facts: { label, service: service.id, district, owner, level: service.passport.owner.level },
      })),
      { now, actor: 'system' },
      file,
    ),
  )
  for (const [at, { step }] of begun.entries())
    if (step.incident) throw new Error(`${cases[at]!.service.definition}: ${step.incident.message}`)
  return opened.map(({ application: { caseId, number } }) => ({ caseId, number }))
}

/** What is known of a case before it has a number. */
function prepare({ service, person, event }: ToOpen, filedOn: string, { country }: Pick<World, 'country'>) {
  const { id: _id, language: _language, ...facts } = person
  const applicant = { kind: 'person' as const, ...facts }
  const variables: Variables = {
    ...filingVariables({
      service,
      answers: {},
      applicant,
      representative: null,
      channel: 'proactive',
      filedOn,
      reference: country.reference(filedOn),
    }),
    event,
  }
  const district = String(variables['district'])
  const { kind, level } = service.passport.owner
  const owner = country.officeFor(kind, level, district)
  if (!owner) throw new Refusal(refusal['no-office'], { parameters: { district } })
  return { applicant, variables, district, owner }
}

/**
 * Ends a case that the state began and whose ground has gone: the person died, or the fact it rested on was corrected.
 * @returns `ended`; `decided` when it was decided already: then a person has to look at it; `over` when it had ended before
 */
export async function endWithoutApplicant(
  tx: Tx,
  { caseId, now }: { caseId: string; now: string },
  world: Pick<World, 'engine'>,
): Promise<'ended' | 'decided' | 'over'> {
  const application = await getApplication(tx, caseId)
  if (isDecided(application.status)) return 'decided'
  if (application.closedAt) return 'over'
  await world.engine.send(tx, caseId, { type: 'cancel', reason: 'terminated' }, { now, actor: 'system' })
  return 'ended'
}
