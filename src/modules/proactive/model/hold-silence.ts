import type { Tx } from '../../../platform/database/index.ts'
import { OutsideBusy } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { systemOf } from '../../exchange/index.ts'
import { feedReadSince } from '../store/known.ts'
import { serviceOfCase } from '../store/occasions.ts'
import { feedName } from './read-feed.ts'

type Stepped = Parameters<Parameters<World['engine']['listen']>[0]>[1]

/** A feed read so long ago still says how things are: a run comes every hour. */
const FRESH_HOURS = 24

/**
 * Nobody's silence counts while the register that tells of deaths and corrections is not heard: what would be assigned
 * could be a dead person's. The term of an offer that is over waits then, and is looked at again every minute; the person
 * may answer meanwhile, for their own answer needs no register.
 * @throws OutsideBusy when the feed has not been read for a day
 */
export async function holdSilence(
  tx: Tx,
  { caseId, event, step, now }: Stepped,
  { services }: Pick<World, 'services'>,
): Promise<Record<string, never>> {
  // in a case that began by itself a term ends no other task
  const isSilence = event.type === 'timer' && step.closed.some(({ kind }) => kind === 'task')
  if (!isSilence) return {}
  const service = await serviceOfCase(tx, caseId)
  if (!service) return {}
  const { trigger } = (await services.get(tx, service)).passport
  if (!trigger) return {}
  const since = new Date(Date.parse(now) - FRESH_HOURS * 3_600_000).toISOString()
  if (await feedReadSince(tx, feedName(trigger.register, trigger.feed), since)) return {}
  throw new OutsideBusy(systemOf(trigger.register))
}
