import type { Act } from '../../../kernel/act/index.ts'
import { differences, type ArticleChange } from '../../../kernel/difference/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import type { Discussion } from '../store/discussions.ts'
import { findAct, listTexts } from '../store/texts.ts'
import { refusal } from './refusals.ts'

// texts never change: what was compared once is kept as long as its texts are
const compared = new WeakMap<Act, WeakMap<Act, readonly ArticleChange[]>>()

/** What changes from one text to another, articles that stay as they are left out. */
export function changesBetween(before: Act, after: Act): readonly ArticleChange[] {
  let known = compared.get(before)
  if (!known) compared.set(before, (known = new WeakMap()))
  let changes = known.get(after)
  if (!changes) known.set(after, (changes = differences(before, after).filter(({ kind }) => kind !== 'same')))
  return changes
}

/** By what a change is named and found on its page: the first article as it stands now, or the one that is no more. */
export const changeId = ({ before, after }: { before: readonly { id: string }[]; after: readonly { id: string }[] }) =>
  after[0]?.id ?? `was-${before[0]!.id}`

/**
 * The exact change that an answer names: something that really differs between a text and the one before it, and came
 * after the text that was commented on.
 * @param read the oldest text that one of the answered comments was written on
 * @returns it, by the name under which its page shows it
 * @throws Refusal change-unknown
 */
export async function exactChange(
  tx: Tx,
  discussion: Discussion,
  { version, unit }: { version: number; unit: string },
  read: number,
): Promise<{ version: number; unit: string }> {
  const numbers = (await listTexts(tx, discussion.id)).map(({ number }) => number)
  const earlier = numbers.filter((number) => number < version).at(-1)
  const [before, after] =
    version > read && earlier !== undefined && numbers.includes(version)
      ? await Promise.all([findAct(tx, discussion.id, earlier), findAct(tx, discussion.id, version)])
      : []
  const found =
    before &&
    after &&
    changesBetween(before, after).find(
      (change) => changeId(change) === unit || change.after.some(({ id }) => id === unit),
    )
  if (!found) throw new Refusal(refusal['change-unknown'])
  return { version, unit: changeId(found) }
}
