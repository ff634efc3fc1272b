/** What `darcha:office` names: the office that owns the case, a kind of body for the case's district, or an office. */
export type OfficeNamed = { by: 'owner' } | { by: 'kind'; kind: string; level: string } | { by: 'id'; office: string }

/** The offices of a country, as far as a case must find one. */
export interface Offices {
  /** Id of the office of a kind that serves a place, of the level asked for or the next above it. */
  officeFor(kind: string, level: string, place: string): string | undefined
  findOffice(id: string): { id: string } | undefined
}

/** The level that is meant where none is said. */
export const DEFAULT_LEVEL = 'district'

/**
 * Reads `owner`, `kind:<kind>`, `kind:<kind>/<level>` or the id of an office.
 * @param named absent, empty or nothing that FEEL gave: the owner
 */
export function readOffice(named: unknown): OfficeNamed {
  if (typeof named !== 'string' || named.trim() === '' || named === 'owner') return { by: 'owner' }
  const kind = /^kind:([a-z][a-z0-9-]*)(?:\/([a-z][a-z0-9-]*))?$/.exec(named)
  return kind ? { by: 'kind', kind: kind[1]!, level: kind[2] ?? DEFAULT_LEVEL } : { by: 'id', office: named }
}

/** How a kind of body on a level is named in a model: the level is left out where it is the usual one. */
export const kindText = ({ kind, level }: { kind: string; level: string }): string =>
  `kind:${kind}${level === DEFAULT_LEVEL ? '' : `/${level}`}`

/**
 * The office a task of a case goes to.
 * @returns undefined when the country has no such office for the district
 */
export function findOffice(
  named: unknown,
  { owner, district }: { owner: string; district: string },
  offices: Offices,
): string | undefined {
  const read = readOffice(named)
  if (read.by === 'owner') return owner
  return read.by === 'kind' ? offices.officeFor(read.kind, read.level, district) : offices.findOffice(read.office)?.id
}
