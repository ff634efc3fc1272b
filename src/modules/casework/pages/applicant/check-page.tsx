import { validate } from '../../../../kernel/forms/index.ts'
import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { BackLink, Button, Buttons, ErrorSummary, Field, Form, PageHeading, SummarySection, uiWords } from '../../../../ui/index.ts'
import { feeOf, formChecks } from '../../model/prepare-filing.ts'
import { correctApplication } from '../../use/correct-application.ts'
import { submitApplication } from '../../use/submit-application.ts'
import { answerRows } from '../case/answer-rows.tsx'
import { errorText, serviceName } from './field-errors.ts'
import { openDraft, type OpenDraft } from './open-draft.ts'

export const checkPages = [
  page('GET /drafts/:draft/check', async (context) => checkView(context, await openDraft(context), [])),
  page('POST /drafts/:draft/check', send),
]

async function send(context: PageContext): Promise<View | Response> {
  const { speech } = context
  const posted = await context.form()
  const open = await openDraft(context)
  const { draft } = open
  if (posted.get('sure') !== 'true') return checkView(context, open, [{ field: 'sure', text: speech.t('form.error.declaration', { label: speech.t('form.check.declaration') }) }], posted.get('key') ?? undefined)
  const wrong = faults(context, open)
  if (wrong.length > 0) return checkView(context, open, wrong, posted.get('key') ?? undefined)
  try {
    if (draft.corrects) {
      const corrected = await context.perform(correctApplication, { task: draft.corrects, answers: draft.answers, draft: draft.id }, posted.get('key') ?? undefined)
      return context.redirect(draft.office ? `/counter/applications/${corrected.id}` : `/applications/${corrected.id}`)
    }
    const { walkIn } = draft
    const filed = await context.perform(submitApplication, {
      service: draft.service, answers: draft.answers, channel: draft.channel, draft: draft.id,
      ...(walkIn ? { applicant: { number: walkIn.number, ...(walkIn.organisation ? { organisation: walkIn.organisation } : {}) }, office: draft.office! } : draft.organisation ? { applicant: { number: '', organisation: draft.organisation } } : {}),
      ...(draft.receivedAt ? { receivedAt: new Date(draft.receivedAt).toISOString() } : {}),
    }, posted.get('key') ?? undefined)
    return context.redirect(draft.office ? `/counter/applications/${filed.id}` : `/applications/${filed.id}/receipt`)
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind.status !== 422) throw error
    return checkView(context, open, [{ text: speech.t(error.kind.text, error.parameters) }], posted.get('key') ?? undefined)
  }
}

const faults = (context: PageContext, open: OpenDraft): { field?: string; text: string }[] =>
  validate(open.service.form!, open.answers, open.variables, { checks: formChecks(context.world) }).map((error) => ({ field: `row-${error.field}`, text: errorText(context, open, error) }))

function checkView(context: PageContext, open: OpenDraft, errors: { field?: string; text: string }[], key = context.formKey()): View {
  const { speech, world } = context
  const { service, draft, variables } = open
  const words = uiWords(speech.t)
  const shown = errors.length > 0 ? errors : faults(context, open)
  const ready = faults(context, open).length === 0
  const fee = ready ? feeOf(service, variables) : undefined
  const { term } = service.passport
  const dueAt = term && world.country.dueAt(term, world.country.countsFrom(open.filedAt), [])
  const promised = term && dueAt ? speech.t('form.check.promise', { date: speech.date(dueAt), term: speech.t(`ui.term.${term.unit}`, { count: term.amount }) }) : undefined
  const last = open.pages.at(-1)!
  return {
    title: speech.t('form.check.title'), status: errors.length > 0 ? 422 : 200,
    body: <>
      <BackLink href={speech.path(`/drafts/${draft.id}/${last.id}`)} text={words.back} />
      <ErrorSummary title={words['error-title']} errors={shown} />
      <PageHeading caption={draft.walkIn ? `${serviceName(context, open)} · ${draft.walkIn.name}` : serviceName(context, open)} title={speech.t('form.check.title')} lead={speech.t('form.check.lead')} />
      {open.pages.map((one) => (
        <SummarySection
          title={service.say(speech.language, `form.${one.id}.title`, variables)} change={{ href: speech.path(`/drafts/${draft.id}/${one.id}?back=check`), text: words.change }}
          rows={answerRows(context, service, one.fields, open.answers, variables)}
        />
      ))}
      {draft.corrects ? null : <SummarySection title={speech.t('form.check.fee-and-time')} rows={[
        { key: speech.t('form.check.fee'), value: fee && fee.amount > 0 ? <strong class="num">{speech.money(fee.amount)}</strong> : fee || service.passport.fee === undefined || 'none' in service.passport.fee ? speech.t('form.check.fee-none') : '', ...(fee && fee.lines.length > 0 ? { note: fee.lines.map((line) => `${service.has(line.text) ? service.say(speech.language, line.text, variables) : line.text}: ${speech.money(line.amount)}`).join('; ') } : {}) },
        ...(promised ? [{ key: speech.t('casework.due'), value: promised }] : []),
      ]} />}
      <Form action={speech.path(`/drafts/${draft.id}/check`)}>
        <input type="hidden" name="key" value={key} />
        <Field kind="declaration" name="sure" label={speech.t('form.check.declaration')} words={words} error={errors.find((error) => error.field === 'sure')?.text} />
        <Buttons><Button>{speech.t('form.check.send')}</Button></Buttons>
      </Form>
    </>,
  }
}
