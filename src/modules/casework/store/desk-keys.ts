import { randomBytes } from 'node:crypto'
import type { Tx } from '../../../platform/database/index.ts'

/** The operator's own key (256 bits, base64) for what the browser keeps while the line is away; undefined before one is made. */
export async function findDeskKey(tx: Tx, person: string): Promise<string | undefined> {
  return (
    await tx.query<{ key: string }>("select encode(key, 'base64') as key from casework.desk_key where person = $1", [
      person,
    ])
  ).rows[0]?.key
}

/** Makes the key, or answers the one that is there. */
export async function makeDeskKeyOf(tx: Tx, person: string): Promise<string> {
  await tx.query('insert into casework.desk_key (person, key) values ($1, $2) on conflict do nothing', [
    person,
    randomBytes(32),
  ])
  return (await findDeskKey(tx, person))!
}
