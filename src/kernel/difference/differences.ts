import { textOf, type Act, type Article } from '../act/index.ts'
import { commonRuns } from './myers.ts'
import { pairArticles } from './pair-articles.ts'
import { newVocabulary, tokensOf } from './tokens.ts'

/** A stretch of words that stands in both texts, only in the one before, or only in the one after. */
export interface Change {
  kind: 'same' | 'removed' | 'added'
  text: string
}

/** Words that differ between two texts; whole words only. */
export function changesOf(before: string, after: string): Change[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: after }]
  const vocabulary = newVocabulary()
  const [old, now] = [tokensOf(before, vocabulary), tokensOf(after, vocabulary)]
  const changes: Change[] = []
  const add = (kind: Change['kind'], text: string) => {
    const last = changes.at(-1)
    if (text === '') return
    if (last?.kind === kind) last.text += text
    else changes.push({ kind, text })
  }
  let [at, to] = [0, 0]
  // a lone space between two changes joins them: "ten units" for "five persons" is one change, not two
  const runs = commonRuns(old.ids, now.ids).filter(
    (run) =>
      run.before === 0 ||
      run.before + run.length === old.ids.length ||
      now.written.slice(run.after, run.after + run.length).some((token) => token.trim() !== ''),
  )
  for (const run of [...runs, { before: old.ids.length, after: now.ids.length, length: 0 }]) {
    add('removed', old.written.slice(at, run.before).join(''))
    add('added', now.written.slice(to, run.after).join(''))
    // as it stands in the text after: another apostrophe is no change
    add('same', now.written.slice(run.after, run.after + run.length).join(''))
    ;[at, to] = [run.before + run.length, run.after + run.length]
  }
  return changes
}

/** An article of either text with what changed in it. */
export interface ArticleChange {
  kind: 'same' | 'changed' | 'removed' | 'added'
  /** The articles it is about: several where one was split or several were joined. */
  before: readonly Article[]
  after: readonly Article[]
  changes: readonly Change[]
}

const whole = (articles: readonly Article[], withHeading: boolean): string =>
  articles
    .map((article, at) =>
      at === 0 && !withHeading ? textOf(article) : [article.heading, textOf(article)].filter(Boolean).join('\n'),
    )
    .join('\n')

/** What changed between two texts, in the order of the text after; what was removed stands where it stood. */
export function differences(before: Act, after: Act): ArticleChange[] {
  const { clusters } = pairArticles(before, after)
  const found = clusters.map((cluster) => {
    const [old, now] = [
      cluster.before.map((at) => before.articles[at]!),
      cluster.after.map((at) => after.articles[at]!),
    ]
    const headed = old.length !== 1 || now.length !== 1 || old[0]!.heading !== now[0]!.heading
    const changes = changesOf(whole(old, headed), whole(now, headed))
    const kind: ArticleChange['kind'] =
      old.length === 0
        ? 'added'
        : now.length === 0
          ? 'removed'
          : changes.every((change) => change.kind === 'same')
            ? 'same'
            : 'changed'
    return { kind, before: old, after: now, changes, at: cluster.after[0], was: cluster.before[0] }
  })
  const kept = found.filter(({ at }) => at !== undefined).sort((a, b) => a.at! - b.at!)
  for (const removed of found.filter(({ at }) => at === undefined).sort((a, b) => a.was! - b.was!)) {
    const behind = kept.findLastIndex(({ was }) => was !== undefined && was < removed.was!)
    kept.splice(behind + 1, 0, removed)
  }
  return kept.map(({ kind, before: old, after: now, changes }) => ({ kind, before: old, after: now, changes }))
}
