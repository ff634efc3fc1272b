import type { Json, Variables } from '../../../kernel/process/index.ts'
import { compileFeel, toJson } from '../../../kernel/rules/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { fetchEvidence, recordAccess, RegisterUnavailable, type EvidenceAnswer, type EvidenceRequest } from '../../exchange/index.ts'
import { findInstance, type ProcessEffect } from '../../process/index.ts'
import { getApplication } from '../store/applications.ts'
import { saveEvidence } from '../store/evidence.ts'
import type { Application } from './application.ts'

interface Looked { evidence: string; request: EvidenceRequest; answer: EvidenceAnswer }

/**
 * `darcha:job="register.fetch"`: asks each register for the evidence named (or all that the state holds), all at once.
 * A register that does not answer keeps the case waiting at this step, says so on the case, and is asked again.
 */
export function fetchCaseEvidence(database: Database, world: World): ProcessEffect {
  return {
    job: 'register.fetch',
    // hours, not minutes: a register may be away over a night
    attempts: 40,
    async effect(job) {
      const { application, wanted, variables } = await whatToFetch(database, world, job.caseId, job.attributes['evidence'])
      const ended = await Promise.allSettled(wanted.map(async (one): Promise<Looked | undefined> => {
        const number = subjectOf(one.about, variables, application)
        if (!number) return undefined
        const request: EvidenceRequest = {
          register: one.register, evidence: one.id, subject: { number }, purpose: application.service, caseId: application.caseId, caseNumber: application.number, basis: one.basis,
          ownCase: number === application.applicant.number, requestedBy: { body: application.owner, actor: 'system' },
        }
        return { evidence: one.id, request, answer: await fetchEvidence(world.registers, request) }
      }))
      const failed = ended.find((one) => one.status === 'rejected')
      if (failed) {
        const now = new Date().toISOString()
        for (const [at, one] of ended.entries()) {
          if (one.status === 'rejected' && one.reason instanceof RegisterUnavailable) await saveEvidence(database, application.caseId, { evidence: wanted[at]!.id, register: wanted[at]!.register, status: 'unavailable', data: null, source: null, asOf: null, fetchedAt: now })
        }
        throw failed.reason
      }
      return ended.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : [])) as unknown as Json
    },
    async finish(tx, job, outcome, now) {
      const looked = outcome as unknown as Looked[]
      for (const { evidence, request, answer } of looked) {
        await saveEvidence(tx, job.caseId, { evidence, register: request.register, status: answer.status, data: answer.data, source: answer.source, asOf: answer.asOf, fetchedAt: now })
        await recordAccess(tx, request, answer, now)
      }
      return { found: looked.filter((one) => one.answer.status === 'found').map((one) => one.evidence), missing: looked.filter((one) => one.answer.status === 'missing').map((one) => one.evidence) }
    },
    /** `evidence.<id>` for the rules: what this look found over what was found before. */
    async variables(tx, job, outcome) {
      const looked = outcome as unknown as Looked[]
      const before = ((await findInstance(tx, job.caseId))?.state.variables['evidence'] ?? {}) as Record<string, Json>
      return { evidence: { ...before, ...Object.fromEntries(looked.map(({ evidence, answer }) => [evidence, { status: answer.status, data: answer.data as Json }])) } }
    },
  }
}

async function whatToFetch(database: Database, world: World, caseId: string, asked: Json | undefined) {
  const application = await getApplication(database, caseId)
  const { passport } = await world.services.get(database, application.service, application.version)
  const names = typeof asked === 'string' && asked !== 'all' ? asked.split(/\s+/) : undefined
  const basis = passport.legalBasis[0]?.id ?? application.service
  const wanted = passport.evidence.flatMap((one) => (one.register && (!names || names.includes(one.id)) ? [{ id: one.id, register: one.register, about: one.about, basis }] : []))
  const variables = (await findInstance(database, caseId))?.state.variables ?? {}
  return { application, wanted, variables }
}

/** Whom the evidence is about: a number by FEEL over the case's variables, else the applicant. */
function subjectOf(about: string | undefined, variables: Variables, application: Application): string | undefined {
  if (about === undefined) return application.applicant.number
  const number = toJson(compileFeel(about).evaluate(variables))
  return typeof number === 'string' && number !== '' ? number : undefined
}
