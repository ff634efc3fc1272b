import type { Json, Variables } from '../../../kernel/process/index.ts'
import { clockOfFiling } from '../../../kernel/forms/index.ts'
import { compileFeel, toJson } from '../../../kernel/rules/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import { OutsideUnavailable } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import {
  fetchEvidence,
  recordAccess,
  systemOf,
  type EvidenceAnswer,
  type EvidenceRequest,
} from '../../exchange/index.ts'
import { findInstance, type ProcessEffect } from '../../process/index.ts'
import { getApplication } from '../store/applications.ts'
import { saveEvidence } from '../store/evidence.ts'
import type { Application } from './application.ts'

interface Look {
  request: EvidenceRequest
  answer: EvidenceAnswer
}
/** One piece of evidence: a look for each person it is about. */
interface Looked {
  evidence: string
  register: string
  several: boolean
  looks: Look[]
}

/**
 * `darcha:job="register.fetch"`: asks each register for the evidence named (or all that the state holds), all at once.
 * A register that does not answer keeps the case waiting at this step, and says so on the case; it goes on when that
 * register answers anybody.
 */
export function fetchCaseEvidence(
  database: Database,
  world: Pick<World, 'registers' | 'services'>,
  clock: Clock,
): ProcessEffect {
  return {
    job: 'register.fetch',
    // counted is only the first to meet a silence; whoever waits for a register waits as long as it takes
    attempts: 40,
    async effect(job, outside) {
      const { application, wanted, variables } = await whatToFetch(
        database,
        world,
        job.caseId,
        job.attributes['evidence'],
      )
      const ended = await outside.askAll(
        wanted.map((one) => ({
          system: systemOf(one.register),
          ask: async (): Promise<Looked> => {
            const { numbers, several } = subjectsOf(one.about, variables, application)
            const looks = await Promise.all(
              numbers.map(async (number): Promise<Look> => {
                const request: EvidenceRequest = {
                  register: one.register,
                  evidence: one.id,
                  subject: { number },
                  purpose: application.service,
                  caseId: application.caseId,
                  caseNumber: application.number,
                  basis: one.basis,
                  ownCase: number === application.applicant.number,
                  requestedBy: { body: application.owner, actor: 'system' },
                }
                return { request, answer: await fetchEvidence(world.registers, request) }
              }),
            )
            return { evidence: one.id, register: one.register, several, looks }
          },
        })),
      )
      const failed = ended.find((one) => one.status === 'rejected')
      if (!failed) return ended.map((one) => (one as PromiseFulfilledResult<Looked>).value) as unknown as Json
      const now = clock()
      await Promise.all(
        ended.map(async (one, at) => {
          const { id, register } = wanted[at]!
          if (one.status !== 'rejected' || !isSilent(one.reason, register)) return
          await saveEvidence(database, application.caseId, {
            evidence: id,
            register,
            status: 'unavailable',
            data: null,
            source: null,
            asOf: null,
            fetchedAt: now,
          })
        }),
      )
      throw failed.reason
    },
    async finish(tx, job, outcome, now) {
      const looked = outcome as unknown as Looked[]
      for (const one of looked) {
        await saveEvidence(tx, job.caseId, {
          evidence: one.evidence,
          register: one.register,
          ...answerOf(one),
          fetchedAt: now,
        })
        for (const { request, answer } of one.looks) await recordAccess(tx, request, answer, now)
      }
      const of = (status: string) => looked.filter((one) => answerOf(one).status === status).map((one) => one.evidence)
      return { found: of('found'), missing: of('missing') }
    },
    /** `evidence.<id>` for the rules: what this look found over what was found before. */
    async variables(tx, job, outcome) {
      const before = ((await findInstance(tx, job.caseId))?.state.variables['evidence'] ?? {}) as Record<string, Json>
      const found = (outcome as unknown as Looked[]).map((one) => {
        const { status, data } = answerOf(one)
        return [one.evidence, { status, data: data as Json }]
      })
      return { evidence: { ...before, ...Object.fromEntries(found) } }
    },
  }
}

/** Others were perhaps not asked, because one of those that are needed was known to be away. */
const isSilent = (reason: unknown, register: string): boolean =>
  reason instanceof OutsideUnavailable && reason.system === systemOf(register)

/** Evidence about several people is found when each of them is. */
function answerOf({ several, looks }: Looked): {
  status: 'found' | 'missing'
  data: Record<string, any> | null
  source: string | null
  asOf: string | null
} {
  const [first] = looks
  if (!several)
    return {
      status: first?.answer.status ?? 'missing',
      data: first?.answer.data ?? null,
      source: first?.answer.source ?? null,
      asOf: first?.answer.asOf ?? null,
    }
  const found = looks.length > 0 && looks.every((look) => look.answer.status === 'found')
  return {
    status: found ? 'found' : 'missing',
    data: {
      each: looks.map(({ request, answer }) => ({
        number: request.subject.number,
        status: answer.status,
        data: answer.data,
      })),
    },
    source: first?.answer.source ?? null,
    asOf: first?.answer.asOf ?? null,
  }
}

async function whatToFetch(
  database: Database,
  world: Pick<World, 'services'>,
  caseId: string,
  asked: Json | undefined,
) {
  const application = await getApplication(database, caseId)
  const { passport } = await world.services.get(database, application.service, application.version)
  const names = typeof asked === 'string' && asked !== 'all' ? asked.split(/\s+/) : undefined
  const basis = passport.legalBasis[0]?.id ?? application.service
  const wanted = passport.evidence.flatMap((one) =>
    one.register && one.heldByState && (!names || names.includes(one.id))
      ? [{ id: one.id, register: one.register, about: one.about, basis: one.basis ?? basis }]
      : [],
  )
  const variables = (await findInstance(database, caseId))?.state.variables ?? {}
  return { application, wanted, variables }
}

/** Whom the evidence is about: a number or numbers by FEEL over the case's variables, else the applicant. */
function subjectsOf(
  about: string | undefined,
  variables: Variables,
  application: Application,
): { numbers: string[]; several: boolean } {
  if (about === undefined) return { numbers: [application.applicant.number], several: false }
  const value = toJson(compileFeel(about).evaluate(variables, clockOfFiling(variables)))
  const numbers = (Array.isArray(value) ? value : [value]).filter(
    (one): one is string => typeof one === 'string' && one !== '',
  )
  return { numbers: [...new Set(numbers)], several: Array.isArray(value) }
}
