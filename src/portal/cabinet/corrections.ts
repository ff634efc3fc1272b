import type { z } from 'zod'
import { listApplications, namedFacts } from '../../modules/casework/index.ts'
import type { listOwnData } from '../../modules/exchange/index.ts'
import type { PageContext } from '../../platform/http/index.ts'

type Context = PageContext<'country' | 'published'>
export type Told = NonNullable<z.output<typeof listOwnData.output>['items'][number]['told']>
type Application = z.output<typeof listApplications.output>['items'][number]

/** The service by which a wrong datum of a register is said to whoever keeps it; none where nobody is known to. */
export function correctionOf({ world }: Context, register: string): string | undefined {
  const keeper = world.country.registers.find(({ id }) => id === register)?.keeper
  return keeper === undefined ? undefined : world.country.ownLook?.correction
}

/** Facts of an answer as the page shows them, each with what it is called. */
export function factsTold(context: Context, register: string, { data }: Told): ReturnType<typeof namedFacts> {
  const { principal } = context
  const about = principal.actingFor?.number ?? principal.number
  return data ? namedFacts(context, { register, data, about }) : []
}

/** The last application to correct each datum, by `datumOf`, of the person or the organisation they act for. */
export async function correctionsSaid(context: Context): Promise<Map<string, Application>> {
  const service = context.world.country.ownLook?.correction
  if (service === undefined) return new Map()
  const { items } = await context.perform(listApplications, { service, size: 100 })
  // newest first: what was said last counts
  return new Map(items.toReversed().flatMap((item) => (item.datum === null ? [] : [[item.datum, item]])))
}
