import type { Tx } from '../database/index.ts'
import type { ChannelName } from '../notify/index.ts'

/** What a person said of how to be told. */
export interface Ways {
  /** The channel that they chose. */
  first: ChannelName | null
  /** Their chat with the bot. */
  chat: string | null
  chatSince: string | null
  /** Until when the code that they were given begins a chat; null: none waits. */
  codeEndsAt: string | null
}

const NOTHING_SAID: Ways = { first: null, chat: null, chatSince: null, codeEndsAt: null }

export async function waysOf(tx: Tx, person: string): Promise<Ways> {
  const found = await tx.query<Ways>(
    'select first, chat, chat_since as "chatSince", code_ends_at as "codeEndsAt" from contact.way where person = $1',
    [person],
  )
  return found.rows[0] ?? NOTHING_SAID
}

export async function keepFirst(tx: Tx, person: string, first: ChannelName | null): Promise<void> {
  await tx.query(
    'insert into contact.way (person, first) values ($1, $2) on conflict (person) do update set first = excluded.first',
    [person, first],
  )
}

/** Keeps what a new code is known by; one that was given before begins nothing any more. */
export async function keepCode(tx: Tx, person: string, code: Buffer, endsAt: string): Promise<void> {
  await tx.query(
    `insert into contact.way (person, code, code_ends_at) values ($1, $2, $3)
     on conflict (person) do update set code = excluded.code, code_ends_at = excluded.code_ends_at`,
    [person, code, endsAt],
  )
}

/**
 * Takes the chat that brought a code for its person's; the code is used up.
 * @returns the person; undefined for a code that nobody was given, or that is over
 */
export async function takeChat(tx: Tx, code: Buffer, chat: string, now: string): Promise<string | undefined> {
  const taken = await tx.query<{ person: string }>(
    `update contact.way set chat = $2, chat_since = $3, code = null, code_ends_at = null
     where code = $1 and code_ends_at > $3 returning person`,
    [code, chat, now],
  )
  return taken.rows[0]?.person
}

/** Forgets a person's chat, the code that waits, and the choice to be told there. @returns whether there was a chat */
export async function dropChat(tx: Tx, person: string): Promise<boolean> {
  const dropped = await tx.query<{ had: boolean }>(
    `update contact.way w set chat = null, chat_since = null, code = null, code_ends_at = null,
       first = nullif(w.first, 'telegram')
     from (select person, chat is not null as had from contact.way where person = $1 for update) before
     where w.person = before.person returning had`,
    [person],
  )
  return dropped.rows[0]?.had ?? false
}

/** Forgets a chat that takes nothing any more. @returns whose it was */
export async function forgetChat(tx: Tx, chat: string): Promise<string[]> {
  const forgotten = await tx.query<{ person: string }>(
    `update contact.way set chat = null, chat_since = null, first = nullif(first, 'telegram')
     where chat = $1 returning person`,
    [chat],
  )
  return forgotten.rows.map(({ person }) => person)
}

/** Whether somebody may begin a chat just now. */
export async function isChatAwaited(tx: Pick<Tx, 'query'>, now: string): Promise<boolean> {
  const found = await tx.query<{ awaited: boolean }>(
    'select exists (select from contact.way where code is not null and code_ends_at > $1) as awaited',
    [now],
  )
  return found.rows[0]!.awaited
}

/** Codes are being given out: whoever ends the reading waits for that. Held to the end of the transaction. */
export async function holdReading(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock_shared(hashtextextended('contact.reading', 0))", [])
}

/** @returns false while somebody is given a code */
export async function mayEndReading(tx: Tx): Promise<boolean> {
  const tried = await tx.query<{ alone: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended('contact.reading', 0)) as alone",
    [],
  )
  return tried.rows[0]!.alone
}
