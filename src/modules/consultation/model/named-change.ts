import type { Act } from '../../../kernel/act/index.ts'
import { differences, type ArticleChange } from '../../../kernel/difference/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import type { Discussion } from '../store/discussions.ts'
import { findAct, listTexts } from '../store/texts.ts'
import { apart } from './act-apart.ts'
import { sizeOf } from './parse-act.ts'
import { refusal } from './refusals.ts'

// texts never change: what was compared once is kept as long as its texts are
const compared = new WeakMap<Act, WeakMap<Act, Promise<readonly ArticleChange[]>>>()

/** What changes from one text to another, articles that stay as they are left out. */
export function changesBetween(before: Act, after: Act): Promise<readonly ArticleChange[]> {
  const known = compared.get(before) ?? new WeakMap<Act, Promise<readonly ArticleChange[]>>()
  compared.set(before, known)
  const kept = known.get(after)
  if (kept) return kept
  const made = compare(before, after)
  known.set(after, made)
  made.catch(() => known.delete(after))
  return made
}

/** Longer ones, both together, are compared apart, so that others are answered meanwhile. */
const LONG = 300_000

async function compare(before: Act, after: Act): Promise<readonly ArticleChange[]> {
  const long = sizeOf(before)[1] + sizeOf(after)[1] > LONG
  const all = long ? await apart({ task: 'differences', before, after }) : differences(before, after)
  return all.filter(({ kind }) => kind !== 'same')
}

/** By what a change is named and found on its page: the first article as it stands now, or the one that is no more. */
export const changeId = ({ before, after }: { before: readonly { id: string }[]; after: readonly { id: string }[] }) =>
  after[0]?.id ?? `was-${before[0]!.id}`

/** What differs in a text from the one before it, by the name under which its page shows it; undefined when nothing does. */
export async function findChange(
  tx: Tx,
  discussion: string,
  { version, unit }: { version: number; unit: string },
): Promise<string | undefined> {
  const numbers = (await listTexts(tx, discussion)).map(({ number }) => number)
  const earlier = numbers.filter((number) => number < version).at(-1)
  if (earlier === undefined || !numbers.includes(version)) return undefined
  const [before, after] = await Promise.all([findAct(tx, discussion, earlier), findAct(tx, discussion, version)])
  const found =
    before &&
    after &&
    (await changesBetween(before, after)).find(
      (change) => changeId(change) === unit || change.after.some(({ id }) => id === unit),
    )
  return found && changeId(found)
}

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
  const found = version > read ? await findChange(tx, discussion.id, { version, unit }) : undefined
  if (!found) throw new Refusal(refusal['change-unknown'])
  const named = { version, unit: found }
  // what a later text took back already is no change
  if ((await undoneAmong(tx, discussion, [named])).size > 0) throw new Refusal(refusal['change-unknown'])
  return named
}

/**
 * Which of the changes that answers name were taken back by a later text: the article reads again as it did before, or
 * the one that was added is gone.
 * @param discussion its `version` is the text of now
 * @returns the changes as `version unit`
 */
export async function undoneAmong(
  tx: Tx,
  discussion: Pick<Discussion, 'id' | 'version'>,
  named: readonly ({ version: number; unit: string } | null | undefined)[],
): Promise<ReadonlySet<string>> {
  const undone = new Set<string>()
  const seen = new Set<string>()
  for (const change of named) {
    const key = change ? `${change.version} ${change.unit}` : ''
    if (!change || change.version >= discussion.version || seen.has(key)) continue
    seen.add(key)
    const acts = await Promise.all(
      [change.version - 1, change.version, discussion.version].map((number) => findAct(tx, discussion.id, number)),
    )
    const [before, after, now] = acts
    if (before && after && now && (await isUndone(before, after, now, change.unit))) undone.add(key)
  }
  return undone
}

async function isUndone(before: Act, after: Act, now: Act, unit: string): Promise<boolean> {
  const found = (await changesBetween(before, after)).find(
    (change) => changeId(change) === unit || change.after.some(({ id }) => id === unit),
  )
  if (!found) return false
  const touches = (change: ArticleChange, articles: readonly { id: string }[]) =>
    change.before.some(({ id }) => articles.some((article) => article.id === id))
  return found.before.length === 0
    ? (await changesBetween(after, now)).some((change) => change.kind === 'removed' && touches(change, found.after))
    : !(await changesBetween(before, now)).some((change) => touches(change, found.before))
}
