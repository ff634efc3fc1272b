import pg from 'pg'

/** How long a process lets the database hold one of its connections, in milliseconds. */
export interface Limits {
  /** One statement. */
  statement: number
  /** Waiting for a lock: longer than `idle`, so that one frozen holder is outlived. */
  lock: number
  /** A transaction in which nothing is asked: its process is frozen or gone, and others wait for its locks. */
  idle: number
  /** Everything from taking a connection to giving it back; then the connection is cut, whatever the server does. */
  hold: number
}

/** People wait in front of it. */
export const REQUEST_LIMITS: Limits = { statement: 15_000, lock: 10_000, idle: 5_000, hold: 20_000 }
/** Nobody waits, and much is done together. */
export const WORKER_LIMITS: Limits = { statement: 60_000, lock: 20_000, idle: 10_000, hold: 120_000 }

/**
 * Without limits a connection may be held for as long as it likes, also when the database or its role sets some: those
 * are for people who wait, and would cut a migration or a look through the whole log each time.
 */
const settingsOf = (limits: Limits | undefined): readonly (readonly [name: string, milliseconds: number])[] =>
  limits
    ? [
        ['statement_timeout', limits.statement],
        ['lock_timeout', limits.lock],
        ['idle_in_transaction_session_timeout', limits.idle],
      ]
    : [
        ['statement_timeout', 0],
        ['idle_in_transaction_session_timeout', 0],
      ]

/** As options of a connection, which cost nothing. PgBouncer refuses them. */
export const asOptions = (limits: Limits | undefined): string =>
  [
    ...settingsOf(limits).map(([name, milliseconds]) => `-c ${name}=${milliseconds}`),
    // whatever the role or the database says: who meets another's row (`on conflict do nothing`) goes on to read it
    '-c default_transaction_isolation=read\\ committed',
  ].join(' ')

/** How a transaction begins where options don't come through: a setting inside it would come too late for the first look. */
export const BEGIN_POOLED = 'begin isolation level read committed'

/** As a statement inside a transaction, for a server behind PgBouncer. */
export const asStatement = (limits: Limits | undefined): string =>
  `select ${settingsOf(limits)
    .map(([name, milliseconds]) => `set_config('${name}', '${milliseconds}', true)`)
    .join(', ')}`

/**
 * A connection whose instants are written in UTC and whose dates as ISO 8601 has them, whatever the server was set up
 * for (`German`, `SQL`). Of all settings PgBouncer keeps these for each client by itself.
 */
export class UtcClient extends pg.Client {
  getStartupConf(): Record<string, string> {
    const inherited = (pg.Client.prototype as unknown as { getStartupConf(): Record<string, string> }).getStartupConf
    return { ...inherited.call(this), TimeZone: 'UTC', DateStyle: 'ISO, MDY' }
  }
}

/** Cuts connections that are held for longer than `hold` milliseconds, so that nobody waits for a frozen server. */
export function cutHeldConnections(pool: pg.Pool, hold: number): void {
  const timers = new WeakMap<object, NodeJS.Timeout>()
  pool.on('acquire', (client) => {
    const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection
    timers.set(client, setTimeout(() => stream.destroy(), hold).unref())
  })
  pool.on('release', (_error, client) => clearTimeout(timers.get(client)))
}
