import type { PageContext } from '../../../platform/http/index.ts'
import type { RecordItem } from '../model/record.ts'
import { compareTexts } from '../use/compare-texts.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { changeTitle, unitTitle } from './words.ts'

/** Who said something, for which business, when, and of which article: as every form of the report begins a comment. */
export type Heads = (item: RecordItem) => string

/** Reads the names of the articles that comments are about, in the texts they were written on. */
export async function headsOf(context: PageContext, discussion: string, items: readonly RecordItem[]): Promise<Heads> {
  const { speech } = context
  const names = new Map<string, string>()
  for (const version of new Set(items.map((item) => item.version))) {
    const { articles } = await context.perform(getDiscussion, { discussion, version })
    for (const article of articles) names.set(`${version} ${article.id}`, unitTitle(context, article))
  }
  return ({ content, at, unit, version }) =>
    [
      `${content?.name ?? speech.t('consultation.without-name')}${content?.business ? ` (${content.business})` : ''}`,
      speech.dateTime(at),
      `${speech.t('consultation.version', { number: version })}: ${unit === null ? speech.t('consultation.on-whole') : (names.get(`${version} ${unit}`) ?? unit)}`,
    ].join(', ')
}

/** What of the text was changed because of an answer, in words: removed as [-…-], added as {+…+}. */
export type Changes = (answer: RecordItem['answer']) => { title: string; text: string } | undefined

/** Words around a change that are shown with it. */
const AROUND = 60

/** Reads the changes that the answers of a report name: each text is compared with the one before it, once. */
export async function changesIn(
  context: PageContext,
  discussion: string,
  items: readonly RecordItem[],
): Promise<Changes> {
  const { speech } = context
  const texts = new Map<string, { title: string; text: string }>()
  const versions = new Set(items.flatMap(({ answer }) => answer?.change?.version ?? []))
  for (const to of versions) {
    const { articles, from } = await context.perform(compareTexts, { discussion, to })
    if (from === to) continue
    for (const change of articles) {
      const told = {
        title: speech.t('consultation.report.change', { number: to, unit: changeTitle(context, change) }),
        text: change.changes
          .map(({ kind, text }) =>
            kind === 'same' ? shortened(text) : kind === 'added' ? `{+${text}+}` : `[-${text}-]`,
          )
          .join(''),
      }
      // answers of before may name any article of those that were split
      for (const id of [change.id, ...change.after.map((article) => article.id)]) texts.set(`${to} ${id}`, told)
    }
  }
  return (answer) => {
    if (answer?.change) return texts.get(`${answer.change.version} ${answer.change.unit}`)
    if (answer?.owed === undefined) return undefined
    const by = answer.owedBy && ` ${speech.t('consultation.owed-by', { date: speech.date(answer.owedBy) })}`
    return { title: speech.t('consultation.owed'), text: `${answer.owed}${by ?? ''}` }
  }
}

/** What stays as it was is shown only where it touches a change. */
const shortened = (text: string): string =>
  text.length <= 2 * AROUND + 3
    ? text
    : `${text.slice(0, text.lastIndexOf(' ', AROUND))} … ${text.slice(text.indexOf(' ', text.length - AROUND) + 1)}`
