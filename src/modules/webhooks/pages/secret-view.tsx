import type { PageContext, View } from '../../../platform/http/index.ts'
import { Alert, LinkButton, Notice, SummaryList } from '../../../ui/index.ts'
import { administrationFrame } from '../../process/index.ts'

/** The only page on which a secret stands; asked for once more, it says that it was shown. */
export function secretView(context: PageContext, webhook: string, secret: string | null): View {
  const { speech } = context
  const here = `/administration/webhooks/${webhook}`
  return {
    ...administrationFrame(context, {
      title: speech.t('webhooks.secret'),
      back: { href: here, text: speech.t('webhooks.back') },
      body: (
        <>
          {secret === null ? (
            <Notice>{speech.t('webhooks.secret-shown')}</Notice>
          ) : (
            <>
              <Alert>{speech.t('webhooks.secret-once')}</Alert>
              <SummaryList
                rows={[
                  {
                    key: speech.t('webhooks.secret'),
                    value: <code>{secret}</code>,
                  },
                ]}
              />
              <p>{speech.t('webhooks.secret-how')}</p>
            </>
          )}
          <LinkButton href={speech.path(here)}>{speech.t('webhooks.go-on')}</LinkButton>
        </>
      ),
    }),
    secret: true,
    headers: { 'cache-control': 'no-store' },
  }
}
