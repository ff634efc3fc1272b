import { Hono } from 'hono'
import { repeatedNames } from '../../../../kernel/data/index.ts'
import type { Database } from '../../../database/index.ts'
import { readBody, utf8 } from '../../../http/limits.ts'
import { handleProviderCall, type ProviderAccess } from './handle-provider-call.ts'
import { PROVIDER_ERRORS, type SaidError } from './provider-errors.ts'

/** Path of the provider's calls: give `<origin>/payments/provider` to the provider. */
export const PROVIDER_CALLS = '/payments/provider'

/** `POST /payments/provider`. The protocol wants HTTP 200 for every answer; each call is one transaction. */
export function merchantRoutes({
  database,
  access,
  say,
  clock,
}: {
  database: Database
  access: ProviderAccess
  say: SaidError
  clock(): string
}): Hono {
  const routes = new Hono()
  routes.post(PROVIDER_CALLS, async (context) => {
    try {
      const body = await parsed(context.req.raw)
      return context.json(
        await database.transaction((tx) =>
          handleProviderCall(tx, body, context.req.header('authorization'), access, say, clock()),
        ),
      )
    } catch {
      // the provider calls again; nothing was committed
      return context.json({ jsonrpc: '2.0', id: null, error: { code: PROVIDER_ERRORS.system, message: say('system') } })
    }
  })
  return routes
}

async function parsed(request: Request): Promise<unknown> {
  try {
    const text = utf8(await readBody(request, 64_000))
    const call: unknown = JSON.parse(text)
    // two amounts in one call are none
    return repeatedNames(text).length > 0 ? undefined : call
  } catch {
    return undefined
  }
}
