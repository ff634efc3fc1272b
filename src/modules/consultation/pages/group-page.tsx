import { page, type PageContext, type View } from '../../../platform/http/index.ts'
import type { Refusal } from '../../../platform/use-case/index.ts'
import { BackLink, Button, ErrorSummary, Notice, PageHeading, Section, Table, Tag } from '../../../ui/index.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { confirmCommentGroup, getCommentGroup, splitCommentGroup } from '../use/groups.ts'
import { answerForm } from './answer-form.tsx'
import { orTold, problemsOf, statusOf } from './form-told.ts'

/** A group as an official sees it: what differs in it first, then confirm, split or answer. */
export const groupPage = page('GET /consultations/:discussion/groups/:group', (context) => show(context))

export const sendGroup = page('POST /consultations/:discussion/groups/:group', (context) =>
  orTold(
    async () => {
      const form = await context.form()
      const { discussion, group } = context.parameters as { discussion: string; group: string }
      const seen = { discussion, group, revision: Number(form.get('revision')) }
      const word = form.get('word')
      if (word) await context.perform(splitCommentGroup, { ...seen, word })
      else await context.perform(confirmCommentGroup, seen)
      return context.redirect(
        word ? `/consultations/${discussion}/answers` : `/consultations/${discussion}/groups/${group}`,
      )
    },
    (refused) => show(context, refused),
  ),
)

async function show(context: PageContext, refused?: Refusal): Promise<View> {
  const { speech } = context
  const { discussion, group: id } = context.parameters as { discussion: string; group: string }
  const group = await context.perform(getCommentGroup, { discussion, group: id })
  const seen = await context.perform(getDiscussion, { discussion })
  const here = speech.path(`/consultations/${discussion}/groups/${id}`)
  const open = seen.state === 'open' && group.waiting > 0
  const title = speech.t('consultation.group.members', { count: group.members })
  return {
    title: `${title} · ${seen.title}`,
    status: statusOf(refused),
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={problemsOf(context, refused)} />
        <BackLink
          href={speech.path(`/consultations/${discussion}/answers`)}
          text={speech.t('consultation.desk.title')}
        />
        <PageHeading title={title} caption={seen.title} lead={speech.t('consultation.group.lead')}>
          <Tag tone={group.state === 'confirmed' ? 'done' : 'waits'}>
            {speech.t(`consultation.group.${group.state}`)}
          </Tag>
          {group.waiting > 0 ? <Tag plain>{speech.t('consultation.waiting', { count: group.waiting })}</Tag> : null}
        </PageHeading>
        {group.examples.map(({ words }) => (
          <blockquote class="said passage" dir="auto">
            {words}
          </blockquote>
        ))}
        {group.differs.length > 0 ? (
          <Section title={speech.t('consultation.group.differs')}>
            <Notice tone="waits">
              <p>{speech.t('consultation.group.differs-hint')}</p>
            </Notice>
            <Table
              caption={speech.t('consultation.group.differs')}
              captionHidden
              stack
              columns={[
                { header: speech.t('consultation.group.word'), cell: (row) => <bdi>{row.word}</bdi>, main: true },
                {
                  header: speech.t('consultation.report.count'),
                  cell: (row) => speech.t('consultation.group.have-word', { count: row.members }),
                },
                {
                  header: speech.t('consultation.group.sense'),
                  cell: (row) =>
                    row.negates ? <Tag tone="waits">{speech.t('consultation.group.negates')}</Tag> : null,
                },
                {
                  header: speech.t('consultation.group.act'),
                  cell: (row) =>
                    open ? (
                      <form method="post" action={here}>
                        <input type="hidden" name="revision" value={String(group.revision)} />
                        <button class="button-link" type="submit" name="word" value={row.folded}>
                          {speech.t('consultation.group.split-word')}
                          <span class="hidden-visually">: {row.word}</span>
                        </button>
                      </form>
                    ) : null,
                },
              ]}
              rows={group.differs}
            />
          </Section>
        ) : null}
        {open && group.state === 'proposed' ? (
          <form method="post" action={here}>
            <input type="hidden" name="revision" value={String(group.revision)} />
            <Button>{speech.t('consultation.group.confirm')}</Button>
          </form>
        ) : null}
        {open && group.state === 'confirmed' ? (
          <Section title={speech.t('consultation.group.answer-all')}>
            {answerForm({
              context,
              discussion: seen,
              to: { group: id, revision: group.revision },
              typed: undefined,
              problems: [],
            })}
          </Section>
        ) : null}
      </>
    ),
  }
}
