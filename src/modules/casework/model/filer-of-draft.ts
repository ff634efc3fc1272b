import type { Tx } from '../../../platform/database/index.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { parseTaskId } from '../../process/index.ts'
import { getApplication } from '../store/applications.ts'
import type { Draft } from '../store/drafts.ts'
import { applicantAgain, applicantOf, type Filer } from './applicant-of.ts'

/** For whom a draft is: as it was begun; acting for another now changes nothing in it. */
export async function filerOfDraft(
  tx: Tx,
  principal: Principal,
  draft: Draft,
  world: Pick<World, 'people'>,
): Promise<Filer> {
  if (draft.corrects) return applicantAgain(await getApplication(tx, parseTaskId(draft.corrects)!.caseId))
  if (draft.walkIn) {
    const { number, organisation } = draft.walkIn
    const applicant = { number, ...(organisation ? { organisation } : {}) }
    return applicantOf(tx, principal, { channel: draft.channel, applicant, office: draft.office! }, world)
  }
  return applicantOf(
    tx,
    { ...principal, ...(draft.organisation ? { actingFor: { number: draft.organisation, name: '' } } : {}) },
    { channel: 'web', ...(draft.organisation ? { applicant: { number: '', organisation: draft.organisation } } : {}) },
    world,
  )
}
