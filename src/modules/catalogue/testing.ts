import { readdirSync } from 'node:fs'
import { readCountry } from '../../platform/country/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { publishService } from './store/publish-service.ts'
import { readServiceFolder } from './model/read-service-folder.ts'
import type { ServiceFolder } from './model/service-folder.ts'

const country = readCountry('country/uz')

/** Service folders of the project that can be read; for tests. */
export const readableServices = (): ServiceFolder[] =>
  readdirSync('services').flatMap((name) => readServiceFolder(`services/${name}`, country).service ?? [])

/** Publishes services without making their processes ready to run; for tests of what only reads them. */
export async function publishForTest(
  database: Database,
  services: readonly ServiceFolder[],
  now = '2026-03-02T10:00:00.000Z',
): Promise<void> {
  for (const service of services)
    await database.transaction((tx) =>
      publishService(tx, service, { now, conventions: country.conventions, deploy: async () => undefined }),
    )
}
