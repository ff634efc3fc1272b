import type { PageContext } from '../../../platform/http/index.ts'
import type { RecordItem } from '../model/record.ts'
import { compareTexts } from '../use/compare-texts.ts'
import { unitTitle } from './words.ts'

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
    for (const { after, changes } of articles)
      for (const article of after)
        texts.set(`${to} ${article.id}`, {
          title: speech.t('consultation.report.change', { number: to, unit: unitTitle(context, article) }),
          text: changes
            .map(({ kind, text }) =>
              kind === 'same' ? shortened(text) : kind === 'added' ? `{+${text}+}` : `[-${text}-]`,
            )
            .join(''),
        })
  }
  return (answer) => (answer?.change ? texts.get(`${answer.change.version} ${answer.change.unit}`) : undefined)
}

/** What stays as it was is shown only where it touches a change. */
const shortened = (text: string): string =>
  text.length <= 2 * AROUND + 3
    ? text
    : `${text.slice(0, text.lastIndexOf(' ', AROUND))} … ${text.slice(text.indexOf(' ', text.length - AROUND) + 1)}`
