import type { Database } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { fetchEvidence, IMPARTIALITY, isSilence, recordAccess } from '../../exchange/index.ts'
import { findTask, parseTaskId } from '../../process/index.ts'
import { findApplication } from '../store/applications.ts'
import { isKinKnown, keepKin } from '../store/kin.ts'
import { numbersOfRelatives } from './relatives.ts'

/**
 * Before an official works on a task, registers are asked who the applicant's relatives are, once a case: the system
 * asks, in its own name, and the official learns nothing but whether they may go on. It is a look at the applicant and
 * stands among theirs. A register that is silent or refuses holds nobody up; the next act asks again.
 */
export async function askKin(
  database: Database,
  world: Pick<World, 'country' | 'registers'>,
  task: string,
  now: string,
): Promise<void> {
  const asked = parseTaskId(task)
  const open = asked && (await database.read((tx) => findTask(tx, asked.caseId, asked.wait)))
  if (open?.performer === 'office') await askKinOf(database, world, open.caseId, now)
}

/** The same before an official acts on a case beside its tasks. */
export async function askKinOf(
  database: Database,
  world: Pick<World, 'country' | 'registers'>,
  caseId: string,
  now: string,
): Promise<void> {
  const application = await database.read(async (tx) =>
    (await isKinKnown(tx, caseId)) ? undefined : findApplication(tx, caseId),
  )
  const number = application && (application.representative?.number ?? application.applicant.number)
  if (!application || !number) return
  const registers = world.country.registers.filter(({ relatives }) => relatives.length > 0)
  try {
    const looks = await Promise.all(
      registers.map(async ({ id, relatives }) => {
        const request = {
          register: id,
          attributes: relatives,
          subject: { number },
          purpose: application.service,
          version: application.version,
          caseId: application.caseId,
          caseNumber: application.number,
          basis: IMPARTIALITY,
          ownCase: true,
          requestedBy: { body: application.owner, actor: 'system' },
        }
        return { request, relatives, answer: await fetchEvidence(world.registers, request) }
      }),
    )
    const today = world.country.localDate(now)
    const numbers = looks.flatMap(({ relatives, answer }) => numbersOfRelatives(answer.data, relatives, today))
    await database.transaction(async (tx) => {
      for (const { request, answer } of looks) await recordAccess(tx, request, answer, now)
      await keepKin(tx, application.caseId, numbers)
    })
  } catch (error) {
    if (!isSilence(error)) throw error
  }
}
