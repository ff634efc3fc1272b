import { discardDraft, getDraft } from '../../modules/casework/index.ts'
import { answerPost, page, type PageContext } from '../../platform/http/index.ts'
import { BackLink, Button, Buttons, Form, LinkButton, PageHeading, uiWords } from '../../ui/index.ts'

const at = '/cabinet/drafts/:draft/delete'

/** Where it was begun and is gone back to. */
const placeOf = ({ query }: PageContext): string => (query.get('at') === 'counter' ? '/counter' : '/cabinet')

/** Throws away what one began and did not send, after asking once. */
export const draftPages = [
  page(`GET ${at}`, ['published'], async (context) => {
    const { speech, parameters, world } = context
    const draft = await context.perform(getDraft, { draft: parameters['draft'] })
    const back = placeOf(context)
    const names = await world.published.names([draft.service], speech.language)
    return {
      title: speech.t('portal.cabinet.draft-question'),
      body: (
        <>
          <BackLink href={speech.path(back)} text={uiWords(speech.t).back} />
          <PageHeading
            caption={names.get(draft.service) ?? draft.service}
            title={speech.t('portal.cabinet.draft-question')}
            lead={speech.t('portal.cabinet.draft-warning')}
          />
          <Form action={speech.path(`/cabinet/drafts/${draft.id}/delete${back === '/cabinet' ? '' : '?at=counter'}`)}>
            <Buttons>
              <Button danger>{speech.t('portal.cabinet.draft-delete')}</Button>
              <LinkButton look="secondary" href={speech.path(back)}>
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
        return placeOf(context) === '/cabinet' ? '/cabinet?done=draft' : '/counter'
      },
      again: () => context.redirect(placeOf(context)),
    }),
  ),
]
