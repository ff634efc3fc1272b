import type { Tx } from '../../../platform/database/index.ts'

/** A service of a register, as it was told. */
export interface Offered {
  service: string
  title: string
  openapi: Record<string, unknown>
  /** Whether our subsystem may ask it. */
  allowed: boolean
}

/** A register has told its services: they take the place of those it told before. */
export async function keepServices(tx: Tx, register: string, offered: readonly Offered[], now: string): Promise<void> {
  await tx.query('delete from exchange.offered_service where register = $1', [register])
  for (const { service, title, openapi, allowed } of offered)
    await tx.query(
      'insert into exchange.offered_service (register, service, title, openapi, allowed) values ($1, $2, $3, $4, $5)',
      [register, service, title, JSON.stringify(openapi), allowed],
    )
  await keepReading(tx, register, null, now)
}

/** That a register was asked; what it told before stays when it does not answer. */
export async function keepReading(tx: Tx, register: string, problem: string | null, now: string): Promise<void> {
  await tx.query(
    `insert into exchange.read_register (register, read_at, problem) values ($1, $2, $3)
     on conflict (register) do update set read_at = excluded.read_at, problem = excluded.problem`,
    [register, now, problem],
  )
}

/** All services that are known, in the order of their registers. */
export async function offeredServices(tx: Tx): Promise<({ register: string } & Omit<Offered, 'openapi'>)[]> {
  return (
    await tx.query<{ register: string } & Omit<Offered, 'openapi'>>(
      'select register, service, title, allowed from exchange.offered_service order by register, service',
      [],
    )
  ).rows
}

export async function readRegisters(tx: Tx): Promise<{ register: string; readAt: string; problem: string | null }[]> {
  return (
    await tx.query<{ register: string; readAt: string; problem: string | null }>(
      'select register, read_at as "readAt", problem from exchange.read_register order by register',
      [],
    )
  ).rows
}

export async function openapiOf(
  tx: Tx,
  register: string,
  service: string,
): Promise<Record<string, unknown> | undefined> {
  return (
    await tx.query<{ openapi: Record<string, unknown> }>(
      'select openapi from exchange.offered_service where register = $1 and service = $2',
      [register, service],
    )
  ).rows[0]?.openapi
}
