/** What `darcha:office` names: the office that owns the case, a kind of body for the case's district, or an office. */
export type OfficeNamed =
  | { by: 'owner' }
  | { by: 'kind'; kind: string; level: string | undefined }
  | { by: 'id'; office: string }

/** The offices of a country, as far as a case must find one. */
export interface Offices {
  /** Id of the office of a kind that serves a place, of the level asked for (the nearest unless said) or the next above it. */
  officeFor(kind: string, level: string | undefined, place: string): string | undefined
  findOffice(id: string): { id: string } | undefined
}

/**
 * Reads `owner`, `kind:<kind>`, `kind:<kind>/<level>` or the id of an office.
 * @param named absent, empty or nothing that FEEL gave: the owner
 */
export function readOffice(named: unknown): OfficeNamed {
  if (typeof named !== 'string' || named.trim() === '' || named === 'owner') return { by: 'owner' }
  const kind = /^kind:([a-z][a-z0-9-]*)(?:\/([a-z][a-z0-9-]*))?$/.exec(named)
  return kind ? { by: 'kind', kind: kind[1]!, level: kind[2] } : { by: 'id', office: named }
}

/**
 * How a kind of body on a level is named in a model: the level is left out where it is the nearest.
 * @param levels of the country, from the nearest upwards
 */
export const kindText = ({ kind, level }: { kind: string; level: string }, levels: readonly string[]): string =>
  `kind:${kind}${level === levels[0] ? '' : `/${level}`}`

/** Registers as far as it matters who keeps them: a kind of body or an office. */
export type KeptRegisters = readonly { id: string; keeper?: string | undefined }[]

/**
 * The office that keeps a register: of the kind that keeps it the one for the district, else the office itself.
 * @returns undefined when nobody is known to keep it, or there is no such office
 */
export function keeperOf(
  register: unknown,
  district: string,
  country: Offices & { registers: KeptRegisters },
): string | undefined {
  const keeper = country.registers.find(({ id }) => id === register)?.keeper
  if (keeper === undefined) return undefined
  return country.findOffice(keeper)?.id ?? country.officeFor(keeper, undefined, district)
}

/**
 * The office that a case belongs to: the one of the passport's kind for the district, or where an answer names a register
 * (`owner.keeperOf`), whoever keeps that.
 * @returns undefined when the country has no such office
 */
export function ownerOf(
  owner: { kind: string; level: string; keeperOf?: string | undefined },
  answers: Readonly<Record<string, unknown>>,
  district: string,
  country: Offices & { registers: KeptRegisters },
): string | undefined {
  const keeper = owner.keeperOf === undefined ? undefined : keeperOf(answers[owner.keeperOf], district, country)
  return keeper ?? country.officeFor(owner.kind, owner.level, district)
}

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
