import { discardDraft, getDraft } from '../../modules/casework/index.ts'
import { answerPost, page } from '../../platform/http/index.ts'
import { BackLink, Button, Buttons, Form, LinkButton, PageHeading, uiWords } from '../../ui/index.ts'

const at = '/cabinet/drafts/:draft/delete'

/** Throws away what one began and did not send, after asking once. */
export const draftPages = [
  page(`GET ${at}`, ['published'], async (context) => {
    const { speech, parameters, world } = context
    const draft = await context.perform(getDraft, { draft: parameters['draft'] })
    const names = await world.published.names([draft.service], speech.language)
    return {
      title: speech.t('portal.cabinet.draft-question'),
      body: (
        <>
          <BackLink href={speech.path('/cabinet')} text={uiWords(speech.t).back} />
          <PageHeading
            caption={names.get(draft.service) ?? draft.service}
            title={speech.t('portal.cabinet.draft-question')}
            lead={speech.t('portal.cabinet.draft-warning')}
          />
          <Form action={speech.path(`/cabinet/drafts/${draft.id}/delete`)}>
            <Buttons>
              <Button danger>{speech.t('portal.cabinet.draft-delete')}</Button>
              <LinkButton look="secondary" href={speech.path('/cabinet')}>
                {speech.t('portal.cabinet.draft-keep')}
              </LinkButton>
            </Buttons>
          </Form>
        </>
      ),
    }
  }),
  page(`POST ${at}`, (context) =>
    answerPost(context, {
      form: 'delete',
      async does() {
        await context.perform(discardDraft, { draft: context.parameters['draft'] })
        return '/cabinet?done=draft'
      },
      again: () => context.redirect('/cabinet'),
    }),
  ),
]
