import { page } from '../../../platform/http/index.ts'
import { BackLink, LinkList, Notice, PageHeading, Pagination, Section, Table, uiWords } from '../../../ui/index.ts'
import { CAMPAIGN } from '../model/campaign.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { getReport } from '../use/get-report.ts'
import { listCommentGroups } from '../use/groups.ts'
import { listAllComments } from '../use/list-comments.ts'
import { commentCard } from './comment-card.tsx'
import { bodyName, groupDetail, stateWords, shareWords } from './words.ts'

/** What became of every comment, and how anybody checks it. */
export const reportPage = page('GET /consultations/:discussion/report', ['country'], async (context) => {
  const { speech, query, now } = context
  const { discussion } = context.parameters as { discussion: string }
  const report = await context.perform(getReport, { discussion })
  const after = query.get('after')
  // members of large campaigns would bury the others: they stand once, and one by one for who asks
  const each = query.get('all') === 'true'
  const campaigns = (await context.perform(listCommentGroups, { discussion })).items.filter(
    ({ members }) => members >= CAMPAIGN,
  )
  const { items, next } = await context.perform(listAllComments, {
    discussion,
    alone: !each && campaigns.length > 0,
    ...(after ? { after } : {}),
  })
  const { articles } = await context.perform(getDiscussion, { discussion })
  const here = `/consultations/${discussion}`
  const takes = report.state === 'open' && Date.parse(now) < Date.parse(report.until)
  const files = ['pdf', 'docx', 'csv', 'json', 'akn', ...(report.root ? ['record'] : [])]
  return {
    title: `${speech.t('consultation.report.title')} · ${report.title}`,
    body: (
      <>
        <BackLink href={speech.path(here)} text={report.title} />
        <PageHeading
          title={speech.t('consultation.report.title')}
          caption={bodyName(context, report.body)}
          lead={`${report.title}. ${stateWords(context, { ...report, takes })}`}
        />
        {report.root ? (
          <Notice tone="done" title={speech.t('consultation.report.sealed')}>
            <p>{speech.t('consultation.report.sealed-text')}</p>
            <p class="small">
              {speech.t('consultation.report.root')}: <code class="root">{report.root}</code>
            </p>
          </Notice>
        ) : (
          <Notice tone="waits">
            <p>{speech.t('consultation.report.open')}</p>
          </Notice>
        )}
        <Section title={speech.t('consultation.report.by-outcome')}>
          <Table
            caption={speech.t('consultation.report.by-outcome')}
            captionHidden
            stack
            columns={[
              { header: speech.t('consultation.report.outcome'), cell: (row) => row.name, main: true },
              {
                header: speech.t('consultation.report.count'),
                cell: (row) => speech.number(row.comments),
                number: true,
              },
              {
                header: speech.t('consultation.report.share'),
                cell: (row) => shareWords(context, row.comments, report.comments),
                number: true,
              },
            ]}
            rows={[
              ...report.outcomes.map(({ outcome, comments }) => ({
                name: speech.t(`consultation.outcome.${outcome}`),
                comments,
              })),
              ...(report.waiting > 0 ? [{ name: speech.t('consultation.waits'), comments: report.waiting }] : []),
            ]}
          />
          {report.forBusiness > 0 ? (
            <p class="soft small">{speech.t('consultation.report.business', { count: report.forBusiness })}</p>
          ) : null}
          {report.owing > 0 ? (
            <>
              <p class="small soon">{speech.t('consultation.report.owing', { count: report.owing })}</p>
              <p>
                <a href={speech.path(`/consultations/owed?discussion=${discussion}`)}>
                  {speech.t('consultation.owed-list.title')}
                </a>
              </p>
            </>
          ) : null}
        </Section>
        <Section title={speech.t('consultation.report.download')}>
          <LinkList
            links={files.flatMap((file) =>
              file === 'pdf' && report.parts.length > 1
                ? report.parts.map((_first, at) => ({
                    href: speech.path(`${here}/report/pdf?part=${at + 1}`),
                    text: speech.t('consultation.report.pdf-part', { number: at + 1, count: report.parts.length }),
                  }))
                : [
                    {
                      href: speech.path(`${here}/report/${file}`),
                      text: speech.t(`consultation.report.${file}`),
                    },
                  ],
            )}
          />
        </Section>
        <Section title={speech.t('consultation.report.all')}>
          {campaigns.length > 0 ? (
            <LinkList
              links={[
                ...(each
                  ? []
                  : campaigns.map((group) => ({
                      href: speech.path(`${here}/alike`),
                      text: speech.t('consultation.group.members', { count: group.members }),
                      detail: groupDetail(context, group),
                    }))),
                {
                  href: speech.path(`${here}/report${each ? '' : '?all=true'}`),
                  text: speech.t(each ? 'consultation.report.campaigns-once' : 'consultation.report.one-by-one'),
                },
              ]}
            />
          ) : null}
          <div class="stack">
            {items.map((comment) =>
              commentCard(
                context,
                discussion,
                comment,
                report.root ? (
                  <a href={speech.path(`${here}/comments/${comment.id}/proof`)}>
                    {speech.t('consultation.report.proof')}
                  </a>
                ) : null,
                articles,
              ),
            )}
          </div>
          <Pagination
            words={uiWords(speech.t)}
            {...(next ? { next: speech.path(`${here}/report?${each ? 'all=true&' : ''}after=${next}`) } : {})}
          />
        </Section>
      </>
    ),
  }
})
