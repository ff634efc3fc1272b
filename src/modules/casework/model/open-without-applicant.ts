import { randomBytes } from 'node:crypto'
import { filingVariables, isDecided } from '../../../kernel/case/index.ts'
import type { Json, Variables } from '../../../kernel/process/index.ts'
import { makeCode } from '../../../kernel/values/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import type { Person } from '../../../platform/identity/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { getApplication, insertApplication, nextNumber } from '../store/applications.ts'
import { refusal } from './application.ts'

/** A case that the state begins: for whom, by which service, and because of what. */
export interface ToOpen {
  service: RunnableService
  person: Person
  /** Variable `event` of the process. */
  event: Json
  now: string
}

/**
 * Opens a case that nobody applied for, in the caller's transaction: it has a number, a process and a place in the
 * person's cabinet as any other, and no answers.
 * @returns id and number of the case
 * @throws Refusal no-office when no body of the owner's kind serves the person's district
 */
export async function openWithoutApplicant(
  tx: Tx,
  { service, person, event, now }: ToOpen,
  world: Pick<World, 'country' | 'engine'>,
): Promise<{ caseId: string; number: string }> {
  const { id, language, ...facts } = person
  const applicant = { kind: 'person' as const, ...facts }
  const filedOn = world.country.localDate(now)
  const variables: Variables = {
    ...filingVariables({
      service,
      answers: {},
      applicant,
      representative: null,
      channel: 'proactive',
      filedOn,
      reference: world.country.reference(filedOn),
    }),
    event,
  }
  const district = String(variables['district'])
  const { kind, level } = service.passport.owner
  const owner = world.country.officeFor(kind, level, district)
  if (!owner) throw new Refusal(refusal['no-office'], { parameters: { district } })
  const countsFrom = world.country.countsFrom(now)
  await world.engine.definitions.get(tx, service.definition)
  const caseId = newId(now)
  const number = await nextNumber(tx, filedOn.slice(0, 7))
  await insertApplication(tx, {
    caseId,
    number,
    service: service.id,
    version: service.version,
    status: 'new',
    channel: 'proactive',
    language,
    person: id,
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
  })
  const stepped = await world.engine.start(
    tx,
    {
      caseId,
      definition: service.definition,
      variables,
      facts: { label: number, service: service.id, district, owner, level },
    },
    { now, actor: 'system' },
  )
  if (stepped.step.incident) throw new Error(`${service.definition}: ${stepped.step.incident.message}`)
  return { caseId, number }
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
