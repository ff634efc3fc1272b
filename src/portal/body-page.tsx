import { ContactRows, showBody } from './administration/index.ts'
import { page } from '../platform/http/index.ts'
import { PageHeading } from '../ui/index.ts'

/** A body as people look for it: where it is, when it is open, whom to call, what it does. */
export const bodyPage = page('GET /bodies/:body', ['country'], async (context) => {
  const { speech, parameters } = context
  const body = await context.perform(showBody, { body: (parameters['body'] ?? '').slice(0, 200) })
  return {
    title: body.name,
    body: (
      <>
        <PageHeading title={body.name} {...(body.kindName === body.name ? {} : { caption: body.kindName })} />
        <ContactRows context={context} contact={body.contact} />
        <p>
          <a href={speech.path(`/services?body=${body.kind}`)}>
            {speech.t('portal.service.same-body', { body: body.kindName })}
          </a>
        </p>
      </>
    ),
  }
})
