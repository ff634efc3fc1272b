import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { AnswerStore, LogBatch, LogStore } from '../../src/platform/wire/index.ts'

/** A row of what a register sends by the thousand. */
export interface FeedRow {
  /** The register's own key: stays when number, name or dates are corrected. */
  record: string
  number: string
  facts: Record<string, unknown>
}

/** A register's own database: a file that nobody else opens. */
export interface RegisterDatabase {
  log: LogStore
  answers: AnswerStore
  /** What is held of somebody instead of what was generated; undefined: nothing was changed. */
  held(number: string): Record<string, unknown> | null | undefined
  hold(number: string, data: Record<string, unknown> | null): void
  forget(): void
  /** Adds or changes rows of a feed; each change has a number of its own. */
  write(feed: string, rows: readonly FeedRow[]): void
  /** Rows changed after a number, in the order of their changes. */
  read(feed: string, after: number, limit: number): (FeedRow & { change: number })[]
  count(feed: string): number
  close(): void
}

/** @param folder absent: kept in memory */
export function openRegisterDatabase(folder: string | undefined): RegisterDatabase {
  if (folder) mkdirSync(folder, { recursive: true })
  const db = new DatabaseSync(folder ? join(folder, 'register.sqlite') : ':memory:')
  db.exec(`
    pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000; pragma cache_size = -1000;
    create table if not exists held (number text primary key, data text) without rowid;
    create table if not exists feed (feed text, record text, number text not null, facts text not null, change integer not null,
      primary key (feed, record)) without rowid;
    create unique index if not exists feed_change on feed (feed, change);
    create table if not exists answer (client text, id text, digest text not null, status integer not null, body blob not null,
      at text not null, primary key (client, id)) without rowid;
    create table if not exists log_batch (writer text, number integer, previous blob not null, root blob not null, hash blob not null,
      at text not null, size integer not null, primary key (writer, number)) without rowid;
    create table if not exists log_entry (writer text, number integer, place integer, part text not null, direction text not null,
      id text not null, at text not null, client text not null, service text not null, issue text not null, head text not null,
      seal text not null, body blob not null, problem text not null, primary key (writer, number, place)) without rowid;
  `)
  const statement = (text: string) => db.prepare(text)
  const insertBatch = statement('insert into log_batch values (?, ?, ?, ?, ?, ?, ?)')
  const insertEntry = statement('insert into log_entry values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const findAnswer = statement('select digest, status, body from answer where client = ? and id = ?')
  const keepAnswer = statement('insert or ignore into answer values (?, ?, ?, ?, ?, ?)')
  const findHeld = statement('select data from held where number = ?')
  const together = (work: () => void): void => {
    db.exec('begin immediate')
    try {
      work()
      db.exec('commit')
    } catch (error) {
      db.exec('rollback')
      throw error
    }
  }
  return {
    log: {
      async keep(batch: LogBatch) {
        const { writer, number } = batch
        together(() => {
          insertBatch.run(writer, number, batch.previous, batch.root, batch.hash, batch.at, batch.entries.length)
          batch.entries.forEach((entry, place) =>
            insertEntry.run(
              ...[writer, number, place, entry.part, entry.direction, entry.id, entry.at, entry.client, entry.service],
              ...[entry.issue, entry.head, entry.seal, entry.body, entry.problem],
            ),
          )
        })
      },
    },
    answers: {
      async find(client, id) {
        return findAnswer.get(client, id) as { digest: string; status: number; body: Uint8Array } | undefined
      },
      async keep(client, id, { digest, status, body }) {
        keepAnswer.run(client, id, digest, status, body, new Date().toISOString())
      },
    },
    held(number) {
      const row = findHeld.get(number) as { data: string | null } | undefined
      return row && (row.data === null ? null : (JSON.parse(row.data) as Record<string, unknown>))
    },
    hold(number, data) {
      statement('insert or replace into held values (?, ?)').run(number, data === null ? null : JSON.stringify(data))
    },
    forget() {
      db.exec('delete from held')
    },
    write(feed, rows) {
      const put = statement(
        `insert into feed values (?, ?, ?, ?, (select coalesce(max(change), 0) + 1 from feed where feed = ?))
         on conflict (feed, record) do update set number = excluded.number, facts = excluded.facts, change = excluded.change`,
      )
      together(() => {
        for (const row of rows) put.run(feed, row.record, row.number, JSON.stringify(row.facts), feed)
      })
    },
    read(feed, after, limit) {
      return (
        statement(
          'select record, number, facts, change from feed where feed = ? and change > ? order by change limit ?',
        ).all(feed, after, limit) as unknown as { record: string; number: string; facts: string; change: number }[]
      ).map((row) => ({ ...row, facts: JSON.parse(row.facts) as Record<string, unknown> }))
    },
    count(feed) {
      return (statement('select count(*) as count from feed where feed = ?').get(feed) as { count: number }).count
    },
    close: () => db.close(),
  }
}
