import { page } from '../../../platform/http/index.ts'
import { BackLink, EmptyState, PageHeading, Pagination, Tag, uiWords } from '../../../ui/index.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { listCommentGroups } from '../use/groups.ts'

/** Campaigns, shown to everybody as what they are: how many sent the same, and whether they were answered. */
export const alikePage = page('GET /consultations/:discussion/alike', async (context) => {
  const { speech, query } = context
  const { discussion } = context.parameters as { discussion: string }
  const seen = await context.perform(getDiscussion, { discussion })
  const after = query.get('after')
  const { items, next } = await context.perform(listCommentGroups, { discussion, ...(after ? { after } : {}) })
  const here = `/consultations/${discussion}`
  const title = speech.t('consultation.group.title')
  return {
    title: `${title} · ${seen.title}`,
    body: (
      <>
        <BackLink href={speech.path(here)} text={seen.title} />
        <PageHeading title={title} caption={seen.title} lead={speech.t('consultation.group.lead')} />
        {items.length === 0 ? (
          <EmptyState title={speech.t('consultation.group.none')}>
            {speech.t('consultation.group.none-text')}
          </EmptyState>
        ) : (
          <div class="stack">
            {items.map((group) => (
              <article class="card comment">
                <h2>{speech.t('consultation.group.members', { count: group.members })}</h2>
                <p class="said" dir="auto">
                  {group.words ?? speech.t('consultation.group.all-hidden')}
                </p>
                <footer class="row">
                  {group.people !== null && group.people < group.members ? (
                    <Tag plain>{speech.t('consultation.group.people', { count: group.people })}</Tag>
                  ) : null}
                  <Tag plain>{speech.t(`consultation.group.${group.state}`)}</Tag>
                  {group.waiting > 0 ? (
                    <Tag tone="waits" plain>
                      {speech.t('consultation.waiting', { count: group.waiting })}
                    </Tag>
                  ) : (
                    <Tag tone="done" plain>
                      {speech.t('consultation.answered')}
                    </Tag>
                  )}
                </footer>
              </article>
            ))}
          </div>
        )}
        <Pagination
          words={uiWords(speech.t)}
          {...(next ? { next: speech.path(`${here}/alike?after=${encodeURIComponent(next)}`) } : {})}
        />
      </>
    ),
  }
})
