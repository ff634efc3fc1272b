import { page, type PageContext } from '../../../platform/http/index.ts'
import { Disclosure, FactsBox, LinkButton, LinkList, Notice, PageHeading, Table, Tag } from '../../../ui/index.ts'
import { answerComments } from '../use/answer-comments.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { bodyName, stateWords, unitTitle } from './words.ts'

type Seen = Awaited<ReturnType<typeof read>>
const read = (context: PageContext<'country'>) => {
  const version = context.query.get('version')
  return context.perform(getDiscussion, {
    discussion: context.parameters['discussion'],
    ...(version && /^\d{1,6}$/.test(version) ? { version: Number(version) } : {}),
  })
}

/** The text, with the number of comments in the margin of each article. */
export const discussionPage = page('GET /consultations/:discussion', ['country'], async (context) => {
  const { speech } = context
  const seen = await read(context)
  const here = `/consultations/${seen.id}`
  const mayAnswer = await context.may(answerComments, { discussion: seen.id })
  return {
    title: seen.title,
    description: seen.note.slice(0, 200),
    wide: true,
    body: (
      <>
        <PageHeading title={seen.title} caption={bodyName(context, seen.body)} lead={stateWords(context, seen)}>
          <Tag tone={seen.state === 'closed' ? 'done' : seen.takes ? 'action' : 'waits'}>
            {speech.t(`consultation.kind.${seen.kind}`)}
          </Tag>
          <Tag plain>{speech.t('consultation.version', { number: seen.shown })}</Tag>
        </PageHeading>
        {about(context, seen)}
        <div class="act-page">
          <div class="act" lang={seen.language}>
            {articles(context, seen, here)}
          </div>
          <aside class="stack" aria-label={speech.t('consultation.about')}>
            {aside(context, seen, here, mayAnswer)}
          </aside>
        </div>
      </>
    ),
  }
})

function articles(context: PageContext<'country'>, seen: Seen, here: string) {
  const { speech } = context
  let chapter: string | undefined
  return seen.articles.map((article) => {
    const begins = article.chapter !== chapter
    chapter = article.chapter
    const within = begins ? seen.chapters.find(({ id }) => id === article.chapter) : undefined
    return (
      <>
        {within ? (
          <h2 class="chapter" id={within.id}>
            {speech.t('consultation.act.chapter', { number: within.number })}. {within.heading}
          </h2>
        ) : null}
        <section class="article" id={article.id}>
          <div>
            <h3>{unitTitle(context, article)}</h3>
            {article.paragraphs.map((paragraph) => (
              <p id={paragraph.id} dir="auto">
                {paragraph.text}
              </p>
            ))}
          </div>
          <p class="margin no-print">
            <a href={speech.path(`${here}/units/${article.id}`)}>
              {article.comments > 0 ? (
                <>
                  <span class="count" aria-hidden="true">
                    {speech.number(article.comments)}
                  </span>
                  <span class="hidden-visually">
                    {speech.t('consultation.comments', { count: article.comments })},
                  </span>{' '}
                </>
              ) : null}
              {speech.t(seen.takes ? 'consultation.comment' : 'consultation.open-unit')}
              <span class="hidden-visually">: {unitTitle(context, article)}</span>
            </a>
            {article.waiting > 0 && !seen.takes ? (
              <span class="soon small">{speech.t('consultation.waiting', { count: article.waiting })}</span>
            ) : null}
          </p>
        </section>
      </>
    )
  })
}

/** A note longer than this opens on request. */
const LONG_NOTE = 600

/** Why it is proposed and what it costs stands before the text, on a telephone too. */
function about(context: PageContext<'country'>, seen: Seen) {
  const { speech } = context
  const answered = seen.comments - seen.waiting
  const yearly = seen.costs.reduce((sum, line) => sum + ofYear(line), 0)
  return (
    <div class="stack">
      <FactsBox
        facts={[
          { name: speech.t('consultation.comments-made'), value: speech.number(seen.comments) },
          {
            name: speech.t('consultation.answered'),
            value: `${speech.number(answered)} / ${speech.number(seen.comments)}`,
          },
        ]}
      />
      <Disclosure summary={speech.t('consultation.note')} open={seen.note.length <= LONG_NOTE}>
        <p class="said" dir="auto">
          {seen.note}
        </p>
      </Disclosure>
      {seen.costs.length > 0 ? (
        <Disclosure
          summary={`${speech.t('consultation.costs.title')}. ${speech.t('consultation.costs.all', { amount: speech.money(yearly) })}`}
        >
          {costs(context, seen)}
        </Disclosure>
      ) : null}
    </div>
  )
}

/** What a line of costs makes in a year, in minor units. */
const ofYear = ({ price, frequency, population }: Seen['costs'][number]): number =>
  Math.round(price * frequency * population)

function aside(context: PageContext<'country'>, seen: Seen, here: string, mayAnswer: boolean) {
  const { speech } = context
  return (
    <>
      {seen.takes ? (
        <LinkButton href={speech.path(`${here}/units/whole`)}>{speech.t('consultation.comment-whole')}</LinkButton>
      ) : seen.state === 'open' ? (
        <Notice tone="waits" title={speech.t('consultation.over-title')}>
          <p>{speech.t('consultation.over')}</p>
        </Notice>
      ) : null}
      {mayAnswer ? (
        <LinkButton look="secondary" href={speech.path(`${here}/answers`)}>
          {speech.t('consultation.desk.open')}
        </LinkButton>
      ) : null}
      <LinkList
        links={[
          {
            href: speech.path(`${here}/units/whole`),
            text: speech.t('consultation.on-whole'),
            count: speech.number(seen.general),
          },
          ...(seen.texts.length > 1
            ? [{ href: speech.path(`${here}/changes`), text: speech.t('consultation.changes.title') }]
            : []),
          ...(seen.comments > 1
            ? [{ href: speech.path(`${here}/alike`), text: speech.t('consultation.group.title') }]
            : []),
          ...(seen.amendment === null
            ? []
            : [
                {
                  href: speech.path(`/redesign/amendments/${seen.amendment}`),
                  text: speech.t('consultation.of-amendment'),
                },
              ]),
          { href: speech.path(`${here}/report`), text: speech.t('consultation.report.title') },
          ...(seen.state === 'open'
            ? [{ href: speech.path(`${here}/letters`), text: speech.t('consultation.letters.title') }]
            : []),
          { href: speech.path(`${here}/feed.atom`), text: speech.t('consultation.feed-of-this') },
        ]}
      />
    </>
  )
}

/** Standard Cost Model: price × frequency × population, line by line and in all. */
export function costs({ speech }: PageContext, { costs: lines }: Pick<Seen, 'costs'>) {
  return (
    <>
      <p class="small">{speech.t('consultation.costs.how')}</p>
      <Table
        caption={speech.t('consultation.costs.title')}
        captionHidden
        dense
        stack
        columns={[
          { header: speech.t('consultation.costs.what'), cell: (line) => line.what, main: true },
          { header: speech.t('consultation.costs.price'), cell: (line) => speech.money(line.price), number: true },
          {
            header: speech.t('consultation.costs.frequency'),
            cell: (line) => speech.number(line.frequency),
            number: true,
          },
          {
            header: speech.t('consultation.costs.population'),
            cell: (line) => speech.number(line.population),
            number: true,
          },
          { header: speech.t('consultation.costs.year'), cell: (line) => speech.money(ofYear(line)), number: true },
        ]}
        rows={lines}
      />
      <p>
        <strong>
          {speech.t('consultation.costs.all', {
            amount: speech.money(lines.reduce((sum, line) => sum + ofYear(line), 0)),
          })}
        </strong>
      </p>
    </>
  )
}
