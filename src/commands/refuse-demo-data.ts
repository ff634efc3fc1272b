import { EnvironmentFailure, type Config } from '../platform/config/index.ts'
import type { Database } from '../platform/database/index.ts'
import { findDemoTraces } from '../platform/identity/index.ts'

/**
 * An instance without the demonstration never begins over its data: its people are made up, its documents are signed by
 * nobody's authority, and what is sealed can't be taken out.
 * @throws EnvironmentFailure that names what was found
 */
export async function refuseDemoData(database: Database, { demo }: Pick<Config, 'demo'>): Promise<void> {
  if (demo) return
  const found = await findDemoTraces(database)
  if (!found) return
  throw new EnvironmentFailure(
    `this database holds the demonstration: ${found.people} made-up people (${found.names.join(', ')} …), ${found.tokens} tokens and ${found.sessions} sessions of theirs`,
    'give a database of its own (DATABASE_URL, or another DARCHA_HOME), or run it as the demonstration it is (DARCHA_DEMO=1)',
  )
}
