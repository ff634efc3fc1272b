import { vouchTogether } from '../../../platform/audit/index.ts'
import { evidenceAnswer, subjectsOf, wantedEvidence, withEvidence } from '../../../kernel/case/index.ts'
import type { Texts } from '../../../platform/i18n/index.ts'
import type { Json, Variables } from '../../../kernel/process/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import type { Database, Tx } from '../../../platform/database/index.ts'
import { keepNames } from '../../../platform/identity/index.ts'
import { OutsideUnavailable } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import {
  ConsentMissing,
  fetchEvidence,
  openRegisters,
  recordAccess,
  RegisterRefused,
  systemOf,
  type EvidenceAnswer,
  type EvidenceRequest,
} from '../../exchange/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { variablesOf, type ProcessEffect } from '../../process/index.ts'
import { getApplication } from '../store/applications.ts'
import { saveEvidence } from '../store/evidence.ts'
import { officialAnswers, settleOfficialRequest, type OfficialAnswer } from '../store/official-requests.ts'
import { askInWriting } from './ask-keepers.ts'
import { isNotShown } from './official-facts.ts'
import { readInstead, type Withheld } from './read-instead.ts'

/** What was found about a person: by asking a register, or by an official who answered in its place. */
type Look =
  | { number: string; answer: EvidenceAnswer; request: EvidenceRequest }
  | { number: string; answer: Pick<EvidenceAnswer, 'status' | 'data' | 'source' | 'asOf'> }
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
 * register answers anybody. What the applicant has not agreed to have asked is not asked: the office that has the case is
 * told to read what they brought, and its answer stands for the register's. The keeper of a register that refuses the
 * question itself is asked in writing at once: no further try helps.
 */
export function fetchCaseEvidence(
  database: Database,
  world: Pick<World, 'country' | 'events' | 'registers' | 'services'>,
  clock: Clock,
  texts: Texts,
): ProcessEffect {
  return {
    job: 'register.fetch',
    // counted is only the first to meet a silence; whoever waits for a register waits as long as it takes
    attempts: 40,
    async effect(job, outside) {
      const { application, wanted, variables, answered, mayAsk } = await whatToFetch(
        database,
        world,
        job.caseId,
        job.attributes['evidence'],
      )
      // its keeper has answered in writing what the register could not say
      const official = wanted.flatMap(
        (item) => officialLook(item, application.applicant.number, variables, answered.get(item.id)) ?? [],
      )
      const asked = wanted.filter((item) => !official.some(({ evidence }) => evidence === item.id))
      const withheld = asked.filter((item) => !mayAsk(item.register))
      if (withheld.length > 0)
        return { withheld: withheld.map(({ id: evidence, register }) => ({ evidence, register })) }
      const ended = await outside.askAll(
        asked.map((item) => ({
          system: systemOf(item.register),
          ask: async (): Promise<Looked> => {
            const { numbers, several } = subjectsOf(item.about, variables, application.applicant.number)
            const looks = await Promise.all(
              numbers.map(async (number): Promise<Look> => {
                const request: EvidenceRequest = {
                  register: item.register,
                  evidence: item.id,
                  subject: { number },
                  purpose: application.service,
                  version: application.version,
                  caseId: application.caseId,
                  caseNumber: application.number,
                  basis: item.basis,
                  ownCase: number === application.applicant.number,
                  requestedBy: { body: application.owner, actor: 'system' },
                }
                return { number, request, answer: await fetchEvidence(world.registers, request) }
              }),
            )
            return { evidence: item.id, register: item.register, several, looks }
          },
        })),
      )
      // silence before refusal: what waits for a register is asked whole once more when that is back
      const lost = ended.filter((settled) => settled.status === 'rejected')
      const failed = lost.find(({ reason }) => !(reason instanceof RegisterRefused)) ?? lost[0]
      if (!failed)
        return [
          ...ended.map((settled) => (settled as PromiseFulfilledResult<Looked>).value),
          ...official,
        ] as unknown as Json
      const now = clock()
      await Promise.all(
        ended.map(async (settled, at) => {
          const { id, register } = asked[at]!
          if (settled.status !== 'rejected' || !isSilent(settled.reason, register)) return
          await database.transaction((tx) =>
            saveEvidence(tx, application.caseId, {
              evidence: id,
              register,
              status: 'unavailable',
              data: null,
              source: null,
              asOf: null,
              fetchedAt: now,
            }),
          )
        }),
      )
      if (failed.reason instanceof RegisterRefused)
        return {
          refused: ended.flatMap((settled, at) => {
            const { id: evidence, register } = asked[at]!
            return settled.status === 'rejected' ? [{ evidence, register, since: now }] : []
          }),
        }
      // agreement was taken back while it was asked: another try finds out what is to be read instead
      if (failed.reason instanceof ConsentMissing) throw new Error(failed.reason.message)
      throw failed.reason
    },
    async waits(tx, job, outcome, now) {
      const { withheld, refused } = outcome as { withheld?: Withheld[]; refused?: (Withheld & { since: string })[] }
      if (refused) {
        const { answered } = await whatStands(tx, world, job.caseId)
        if (refused.some(({ evidence }) => answered.get(evidence)?.data))
          throw new Error('what this waits for has come: another try')
        await askInWriting(tx, world, texts, job.caseId, refused, 'refused', now)
        return true
      }
      if (!withheld) return false
      // what it would wait for may have come since it was looked for: under the lock of the case it is seen
      const { answered, mayAsk } = await whatStands(tx, world, job.caseId)
      if (withheld.some(({ evidence, register }) => answered.get(evidence)?.data || mayAsk(register)))
        throw new Error('what this waits for has come: another try')
      await readInstead(tx, world, texts, job.caseId, withheld, now)
      return true
    },
    async finish(tx, job, outcome, now) {
      const looked = outcome as unknown as Looked[]
      const nobodyHasTo = texts.in(world.country.languages.first).t('casework.official-request-settled')
      await vouchTogether(tx, { now }, async () => {
        for (const item of looked) {
          await saveEvidence(tx, job.caseId, {
            evidence: item.evidence,
            register: item.register,
            ...answerOf(item),
            fetchedAt: now,
          })
          // where an official read what was brought no register was asked
          for (const look of item.looks) {
            if (!('request' in look)) continue
            await recordAccess(tx, look.request, look.answer, now)
            await keepNames(tx, look.number, look.answer.data)
          }
          if (item.looks.some((look) => 'request' in look))
            await settleOfficialRequest(tx, job.caseId, { evidence: item.evidence, said: nobodyHasTo, now })
        }
      })
      const of = (status: string) =>
        looked.filter((candidate) => answerOf(candidate).status === status).map((item) => item.evidence)
      return { found: of('found'), missing: of('missing') }
    },
    /** `evidence.<id>` for the rules: what this look found over what was found before. */
    async variables(tx, job, outcome) {
      const found = (outcome as unknown as Looked[]).map((looked) => [looked.evidence, inRules(looked)])
      return {
        evidence: withEvidence(await variablesOf(tx, job.caseId), Object.fromEntries(found)),
      }
    },
  }
}

/**
 * What an official wrote in a register's place, as its answer: the facts, or that they are not shown; it names the office
 * as its source. Words without facts, as older releases took them, are no answer: rules would read them as "no".
 */
function officialLook(
  item: { id: string; register: string; about?: string | undefined },
  applicant: string,
  variables: Variables,
  answer: OfficialAnswer | undefined,
): Looked | undefined {
  if (!answer?.data) return undefined
  const { data } = answer
  const { numbers, several } = subjectsOf(item.about, variables, applicant)
  // of several people each may have been told apart, as the register does
  const told = several && Array.isArray(data['each']) ? (data['each'] as Record<string, any>[]) : undefined
  return {
    evidence: item.id,
    register: item.register,
    several,
    looks: numbers.map((number): Look => {
      const of = told ? (told.find((person) => person['number'] === number) ?? {}) : data
      const found = !isNotShown(of)
      return {
        number,
        answer: {
          status: found ? 'found' : 'missing',
          data: found ? of : null,
          source: answer.office,
          asOf: answer.answeredAt,
        },
      }
    }),
  }
}

/** Others were perhaps not asked, because one of those that are needed was known to be away. */
const isSilent = (reason: unknown, register: string): boolean =>
  reason instanceof OutsideUnavailable && reason.system === systemOf(register)

/** The evidence as rules see it. */
const inRules = ({ several, looks }: Looked) =>
  evidenceAnswer(
    several,
    looks.map(({ number, answer }) => ({
      number,
      status: answer.status,
      data: answer.data as Json,
    })),
  )

/** The evidence as the case keeps it, with where and from when it is. */
function answerOf(looked: Looked) {
  const [first] = looked.looks
  const { status, data } = inRules(looked)
  return {
    status,
    data: data as Record<string, any> | null,
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
  const { passport, form } = await world.services.get(database, application.service, application.version)
  const basis = passport.legalBasis[0]?.id ?? application.service
  const wanted = wantedEvidence(passport.evidence, asked).map((wantedPiece) => ({
    ...wantedPiece,
    basis: wantedPiece.basis ?? basis,
  }))
  const variables = await variablesOf(database, caseId)
  return { application, wanted, variables, ...(await standing(database, form, caseId)) }
}

/** What officials answered in registers' places, and which registers may be asked, as it stands now. */
async function standing(tx: Tx, form: RunnableService['form'], caseId: string) {
  const answered = new Map((await officialAnswers(tx, caseId)).map((answer) => [answer.evidence, answer]))
  return { answered, mayAsk: await openRegisters(tx, form, caseId) }
}

async function whatStands(tx: Tx, world: Pick<World, 'services'>, caseId: string) {
  const { service, version } = await getApplication(tx, caseId)
  return standing(tx, (await world.services.get(tx, service, version)).form, caseId)
}
