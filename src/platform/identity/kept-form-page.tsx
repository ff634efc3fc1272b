import { page } from '../http/page.ts'
import { general, Refusal } from '../use-case/refusal.ts'
import { cookieNames, cookieOf } from './cookies.ts'
import { KEPT_FORM } from './keep-interrupted-forms.ts'
import { readKeptForm } from './use/read-kept-form.ts'

/** The page that gives kept answers back: one button sends them where they were going. Works without script. */
export const keptFormPage = page(`GET ${KEPT_FORM}`, async ({ request, perform, origin, speech }) => {
  const kept = await perform(readKeptForm, { token: cookieOf(request, cookieNames(origin).kept) ?? '' })
  if (!kept) throw new Refusal(general.expired)
  return {
    title: speech.t('identity.kept.title'),
    body: (
      <>
        <h1 class="ds-heading">{speech.t('identity.kept.title')}</h1>
        <p class="ds-paragraph">{speech.t('identity.kept.lead')}</p>
        <form method="post" action={kept.path}>
          {kept.fields.map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button type="submit" class="ds-button">
            {speech.t('identity.kept.go-on')}
          </button>
        </form>
      </>
    ),
  }
})
