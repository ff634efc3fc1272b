import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { composeInstance, type Instance } from '../src/commands/compose.ts'
import { loadPeople } from '../src/commands/load-data.ts'
import { loadServices } from '../src/commands/load-services.ts'
import { projectRoot } from '../src/commands/project-root.ts'
import { submitApplication } from '../src/modules/casework/index.ts'
import { readServiceFolder } from '../src/modules/catalogue/index.ts'
import { readConfig } from '../src/platform/config/index.ts'
import type { Database } from '../src/platform/database/index.ts'
import { demoPersonId, openSession, readPeople } from '../src/platform/identity/index.ts'
import { performer } from '../src/platform/use-case/index.ts'

export const SERVICE = 'guardianship-incapacitated-adult'
export const OFFICE = 'khokimiyat-1726266'

export interface Seeded {
  instance: Instance
  /** A case of the applicant. */
  application: string
  /** Tokens of sessions: of an officer of the office, and of the applicant. */
  session: string
  applicant: string
}

/** Services, people, an officer's session, and fifty-odd applications that wait at the desk. */
export async function seed(database: Database, home: string): Promise<Seeded> {
  mkdirSync(home, { recursive: true })
  const now = new Date().toISOString()
  const config = { ...readConfig(projectRoot, {}), home }
  const instance = await composeInstance({ config, database, origin: 'http://localhost' })
  await loadServices(database, instance.country, now)
  await loadPeople(database, true, instance.country, now)
  const { service } = readServiceFolder(join(projectRoot, 'services', SERVICE), instance.country)
  const person = readPeople(join(instance.country.folder, 'people.yaml')).find(
    (candidate) => candidate.id === 'dilnoza',
  )!
  const { answers } = service!.examples[0] as unknown as { answers: Record<string, never> }
  const filed = await performer(database, instance.rights, instance.world).perform(
    submitApplication,
    { service: SERVICE, answers, channel: 'web' },
    {
      principal: { personId: demoPersonId(person.id), number: person.number, roles: person.roles },
      language: 'uz',
      now,
    },
  )
  const columns = (
    await database.query<{ name: string }>(
      "select column_name as name from information_schema.columns where table_schema = 'casework' and table_name = 'application' and column_name not in ('case_id', 'number', 'receipt') order by ordinal_position",
      [],
    )
  ).rows
    .map((row) => row.name)
    .join(', ')
  const id = "('00000000-0000-7000-8000-' || (100000000000 + n))::uuid"
  await database.query(
    `insert into casework.application (case_id, number, receipt, ${columns}) select ${id}, '2026-03-' || lpad(n::text, 6, '0'), 'bench-' || n, ${columns} from casework.application, generate_series(1, 60) n where case_id = '${filed.id}'`,
  )
  await database.query(
    `insert into process.task (case_id, wait, element, act, performer, office, role, service, label, assignee, opened_at, due_at, attributes)
    select ${id}, 1, 'examine', (array['opinion', 'inspect', 'decide', 'examine'])[1 + n % 4], 'office', $1, 'officer', (array[$2, 'tree-felling-permit', 'individual-housing-construction-permit'])[1 + n % 3], '2026-03-' || lpad(n::text, 6, '0'),
      case when n % 3 = 0 then $3::uuid end, $4, $4::timestamptz + make_interval(hours => n * 5 - 40), '{}' from generate_series(1, 60) n`,
    [OFFICE, SERVICE, demoPersonId('jasur'), now],
  )
  const session = (person: string) =>
    database.transaction((tx) => openSession(tx, demoPersonId(person), undefined, now))
  return { instance, application: filed.id, session: await session('jasur'), applicant: await session('dilnoza') }
}
