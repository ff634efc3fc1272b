import type { Tx } from '../../../platform/database/index.ts'
import type { ServiceVersion } from '../model/runnable-service.ts'

/** @returns the version that is published now */
export async function findCurrentVersion(tx: Tx, id: string): Promise<number | undefined> {
  const found = await tx.query<{ version: number }>('select version from catalogue.service where id = $1', [id])
  return found.rows[0]?.version
}

/** @returns the versions that are published now, by service; of one that is not there nothing */
export async function findCurrentVersions(tx: Tx, ids: readonly string[]): Promise<{ id: string; version: number }[]> {
  return (
    await tx.query<{ id: string; version: number }>('select id, version from catalogue.service where id = any($1)', [
      ids,
    ])
  ).rows
}

/** A published version with its files. */
export async function findVersion(tx: Tx, id: string, version: number): Promise<ServiceVersion | undefined> {
  const found = await tx.query<ServiceVersion>(
    'select passport, files, published_at as "publishedAt" from catalogue.service_version where id = $1 and version = $2',
    [id, version],
  )
  return found.rows[0]
}

/** @returns the files of every service as they are published now, by its id */
export async function currentFiles(tx: Tx): Promise<Map<string, ServiceVersion['files']>> {
  const found = await tx.query<{ id: string; files: ServiceVersion['files'] }>(
    'select id, files from catalogue.service join catalogue.service_version using (id, version)',
    [],
  )
  return new Map(found.rows.map(({ id, files }) => [id, files]))
}

/** Versions of a service, newest first. */
export async function versionsOf(tx: Tx, id: string): Promise<{ version: number; publishedAt: string }[]> {
  const found = await tx.query<{ version: number; publishedAt: string }>(
    'select version, published_at as "publishedAt" from catalogue.service_version where id = $1 order by version desc',
    [id],
  )
  return found.rows
}

/** @returns false when the version is there already */
export async function insertVersion(
  tx: Tx,
  { passport, files }: Omit<ServiceVersion, 'publishedAt'>,
  now: string,
): Promise<boolean> {
  const put = await tx.query(
    'insert into catalogue.service_version (id, version, files, passport, published_at) values ($1, $2, $3, $4, $5) on conflict do nothing returning id',
    [passport.id, passport.version, JSON.stringify(files), JSON.stringify(passport), now],
  )
  return put.rows.length > 0
}
