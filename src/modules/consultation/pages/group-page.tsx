import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { BackLink, Button, ErrorSummary, Notice, PageHeading, Section, Table, Tag } from '../../../ui/index.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { confirmCommentGroup, getCommentGroup, splitCommentGroup } from '../use/groups.ts'
import { answerForm } from './answer-form.tsx'
import { changeOptions } from './owing.tsx'

/** A group as an official sees it: what differs in it first, then confirm, split or answer. */
export const groupPage = page('GET /consultations/:discussion/groups/:group', (context) =>
  showGroup(context, context.parameters['group']!),
)

export const sendGroup = page('POST /consultations/:discussion/groups/:group', (context) =>
  answerPost(context, {
    form: 'group',
    fields: [],
    async does(posted) {
      const { discussion, group } = context.parameters as { discussion: string; group: string }
      const seen = { discussion, group, revision: Number(posted.get('revision')) }
      const word = posted.get('word')
      if (word) await context.perform(splitCommentGroup, { ...seen, word })
      else await context.perform(confirmCommentGroup, seen)
      return word ? `/consultations/${discussion}/answers` : `/consultations/${discussion}/groups/${group}`
    },
    again: (typed) => showGroup(context, context.parameters['group']!, typed),
  }),
)

export async function showGroup(context: PageContext, id: string, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech } = context
  const { discussion } = context.parameters as { discussion: string }
  const group = await context.perform(getCommentGroup, { discussion, group: id })
  const seen = await context.perform(getDiscussion, { discussion })
  const here = speech.path(`/consultations/${discussion}/groups/${id}`)
  const open = seen.state === 'open' && group.waiting > 0
  const title = speech.t('consultation.group.members', { count: group.members })
  return {
    title: `${title} · ${seen.title}`,
    status: typed.status,
    body: (
      <>
        <ErrorSummary
          title={speech.t('ui.error-title')}
          errors={faultsOf(typed).map(({ field, text }) => ({ ...(field ? { field: `${field}-${id}` } : {}), text }))}
        />
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
                  header: speech.t('consultation.group.how-many'),
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
        ) : (
          <p>{speech.t('consultation.group.no-differs')}</p>
        )}
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
              discussion,
              changes: await changeOptions(context, seen),
              to: { group: id, revision: group.revision },
              typed: typed.form === 'answer' ? typed : undefined,
            })}
          </Section>
        ) : null}
      </>
    ),
  }
}
