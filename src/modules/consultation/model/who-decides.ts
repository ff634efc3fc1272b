import type { Tx } from '../../../platform/database/index.ts'
import { roleHolders } from '../../../platform/identity/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { speaks } from '../rights.ts'
import { findBodyOf } from '../store/discussions.ts'
import { findHiding } from '../store/hidings.ts'
import type { HidingShown } from '../use/shapes.ts'

/** Whom an appeal against hiding is not decided by: who hid the comment, and whose it is. */
export interface Parties {
  hiddenBy: string
  author: string | null
}

/** Who may decide in a body, as far as it was asked already. */
export type Deciders = Map<string, readonly string[]>

/**
 * Which body decides an appeal: that of the discussion while somebody in it may, who neither hid the comment nor wrote
 * it; else the first that may of the offices above it and the bodies that the country names.
 * @param known bodies that were asked about before: many appeals are of few bodies
 * @returns the discussion's own body where nobody may anywhere: its appeal waits until somebody is given a role
 */
export async function deciderOf(
  tx: Tx,
  acts: World['acts'],
  body: string,
  { hiddenBy, author }: Parties,
  now: string,
  known: Deciders = new Map(),
): Promise<string> {
  for (const other of [body, ...acts.appealsTo(body)]) {
    let people = known.get(other)
    if (!people) {
      people = (await roleHolders(tx, other, now)).filter(({ role }) => speaks(role)).map(({ person }) => person)
      known.set(other, people)
    }
    if (people.some((person) => person !== hiddenBy && person !== author)) return other
  }
  return body
}

/** How a comment was hidden, as its author is told, with who decides the appeal. @returns null when it never was */
export async function hidingOf(
  tx: Tx,
  acts: World['acts'],
  discussion: string,
  { id, author }: { id: string; author: string | null },
  now: string,
): Promise<HidingShown | null> {
  const found = await findHiding(tx, discussion, id)
  if (!found) return null
  const { hiddenBy, ...told } = found
  const waits = told.appeal !== null && told.decision === null
  const body = waits ? await findBodyOf(tx, discussion) : undefined
  return {
    ...told,
    decides: body === undefined ? null : await deciderOf(tx, acts, body, { hiddenBy, author }, now),
  }
}
