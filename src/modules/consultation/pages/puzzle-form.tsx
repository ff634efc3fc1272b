import type { PageContext } from '../../../platform/http/index.ts'
import { Notice } from '../../../ui/index.ts'

/** What a form needs that is sent without an account: the puzzle's address and what is said meanwhile. */
export const puzzleOf = ({ speech }: PageContext) => ({
  at: '/api/v1/consultation-puzzle',
  working: speech.t('consultation.by-email.working'),
  failed: speech.t('consultation.by-email.failed'),
})

/** Says, where there is no JavaScript, how it goes without. */
export const needsScript = ({ speech }: PageContext, here: string) => (
  <noscript>
    <Notice tone="waits">
      <p>
        {speech.t('consultation.by-email.needs-script')}{' '}
        <a href={`/login?returnTo=${encodeURIComponent(speech.path(here))}`}>{speech.t('ui.sign-in')}</a>
      </p>
    </Notice>
  </noscript>
)
