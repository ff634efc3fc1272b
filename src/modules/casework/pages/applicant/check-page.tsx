import { textKey } from '../../../../kernel/case/index.ts'
import { KnownInstant } from '../../../../kernel/terms/index.ts'
import { validate } from '../../../../kernel/forms/index.ts'
import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Field,
  Form,
  PageHeading,
  SummarySection,
  uiWords,
} from '../../../../ui/index.ts'
import { refusal } from '../../model/application.ts'
import { differencesIn } from '../../model/differences.ts'
import { askedFor } from '../../model/known-answers.ts'
import { disputedIn } from '../../model/disputed.ts'
import { feeOf } from '../../model/prepare-filing.ts'
import { correctApplication } from '../../use/correct-application.ts'
import { findSent } from '../../use/find-sent.ts'
import { submitApplication } from '../../use/submit-application.ts'
import { answerRows } from '../case/answer-rows.tsx'
import { ProvisionalSlip } from '../counter/provisional-slip.tsx'
import { differenceSaid, errorText, serviceName } from './field-errors.ts'
import { NotAskedAnyMore } from './left-out.tsx'
import { goOnAnew, inWhoseName, openDraft, type OpenDraft } from './open-draft.ts'
import { shownDraft } from './two-windows.ts'

export const checkPages = [
  page('GET /drafts/:draft/check', ['country'], async (context) => {
    const open = await openDraft(context)
    return open.outdated ? goOnAnew(context, open) : checkView(context, open, [])
  }),
  page('POST /drafts/:draft/check', ['country'], send),
]

/** Sends the draft; what was sent already leads to where it went, for its answer may have been lost on the way. */
async function send(context: PageContext<'country'>): Promise<View | Response> {
  const posted = await context.form()
  try {
    return await sendDraft(context, posted)
  } catch (error) {
    const before =
      error instanceof Refusal && error.kind === refusal['draft-gone']
        ? await sentBefore(context, posted.get('key'))
        : undefined
    if (before) return before
    throw error
  }
}

async function sendDraft(context: PageContext<'country'>, posted: URLSearchParams): Promise<View | Response> {
  const { speech } = context
  const open = await openDraft(context)
  const { draft } = open
  if (open.outdated) return goOnAnew(context, open)
  if (posted.get('sure') !== 'true')
    return checkView(
      context,
      open,
      [{ field: 'sure', text: speech.t('form.error.declaration', { label: speech.t('form.check.declaration') }) }],
      posted.get('key') ?? undefined,
    )
  const wrong = faults(context, open)
  if (wrong.length > 0) return checkView(context, open, wrong, posted.get('key') ?? undefined)
  try {
    if (draft.corrects) {
      const corrected = await context.perform(
        correctApplication,
        { task: draft.corrects, answers: askedFor(open.service.form, draft.answers), draft: draft.id },
        posted.get('key') ?? undefined,
        posted.get('shown'),
      )
      return context.redirect(draft.office ? `/counter/applications/${corrected.id}` : `/applications/${corrected.id}`)
    }
    const { walkIn } = draft
    const receivedAt = draft.receivedAt
      ? new Date(draft.receivedAt).toISOString()
      : draft.office
        ? keptAt(posted.get('keptAt'))
        : undefined
    const filed = await context.perform(
      submitApplication,
      {
        service: draft.service,
        answers: askedFor(open.service.form, draft.answers),
        channel: draft.channel,
        draft: draft.id,
        ...(walkIn
          ? {
              applicant: {
                number: walkIn.number,
                ...(walkIn.organisation ? { organisation: walkIn.organisation } : {}),
              },
              office: draft.office!,
            }
          : { applicant: { number: '', ...(draft.organisation ? { organisation: draft.organisation } : {}) } }),
        // the operator was asked when the draft was begun
        ...(receivedAt ? { receivedAt, sure: true } : {}),
      },
      posted.get('key') ?? undefined,
      posted.get('shown'),
    )
    return context.redirect(draft.office ? `/counter/applications/${filed.id}` : `/applications/${filed.id}/receipt`)
  } catch (error) {
    // sent from another window a moment ago: it says so here, instead of that one may not
    if (error instanceof Refusal && error.kind === general['not-allowed']) await openDraft(context)
    // what is confirmed is what was read, not what another window has put there since
    if (error instanceof Refusal && error.kind === general['changed-meanwhile'])
      return checkView(
        context,
        await openDraft(context),
        changedRows(
          context,
          open,
          error.problems.map((problem) => problem.path),
        ),
        undefined,
        412,
      )
    if (!(error instanceof Refusal) || error.kind.status !== 422) throw error
    return checkView(
      context,
      open,
      error.problems.length > 0
        ? error.problems.map(({ path, text, parameters }) => ({
            field: `row-${path.replace(/^answers\./, '')}`,
            text: speech.t(text, parameters),
          }))
        : [{ text: speech.t(error.kind.text, error.parameters) }],
      posted.get('key') ?? undefined,
    )
  }
}

/** The rows that another window changed, for the summary of what to read again. */
function changedRows(
  { speech }: PageContext,
  { service, variables, agreements }: OpenDraft,
  fields: readonly string[],
): { field: string; text: string }[] {
  return fields.map((field) => ({
    field: `row-${field}`,
    text: speech.t(isTakenBack(agreements, field) ? 'form.check.taken-back' : 'form.check.changed', {
      label: service.has(textKey.fieldLabel(field))
        ? service.say(speech.language, textKey.fieldLabel(field), variables)
        : field,
    }),
  }))
}

/** Whether a field shows nothing any more because the person it is about took their agreement back. */
const isTakenBack = (agreements: OpenDraft['agreements'], field: string): boolean =>
  agreements.some(({ state, facts }) => state === 'withdrawn' && facts.some((fact) => fact.field === field))

const faults = (context: PageContext<'country'>, open: OpenDraft): { field?: string; text: string }[] => [
  ...validate(open.service.form!, open.answers, open.variables, { checks: context.world.country.formChecks }).map(
    (error) => ({
      field: `row-${error.field}`,
      text:
        isTakenBack(open.agreements, error.field) && open.answers[error.field] === undefined
          ? context.speech.t('form.check.taken-back', {
              label: open.service.say(context.speech.language, textKey.fieldLabel(error.field), open.variables),
            })
          : errorText(context, open, error),
    }),
  ),
  ...differencesIn({ ...open, country: context.world.country }, open.answers, open.draft.found).map((difference) => ({
    field: `row-${difference.field.id}`,
    text: differenceSaid(context, open, difference),
  })),
]

function checkView(
  context: PageContext<'country'>,
  open: OpenDraft,
  errors: { field?: string; text: string }[],
  key = context.formKey(),
  status = errors.length > 0 ? 422 : 200,
): View {
  const { speech, world } = context
  const { service, draft, variables } = open
  const words = uiWords(speech.t)
  const shown = errors.length > 0 ? errors : faults(context, open)
  const ready = faults(context, open).length === 0
  const fee = ready ? feeOf(service, variables, world.country) : undefined
  const { term } = service.passport
  const dueAt = term && world.country.dueAt(term, world.country.countsFrom(open.filedAt), [])
  const promised =
    term && dueAt
      ? speech.t('form.check.promise', {
          date: speech.date(dueAt),
          term: speech.t(`ui.term.${term.unit}`, { count: term.amount }),
        })
      : undefined
  const last = open.pages.at(-1)!
  return {
    title: speech.t('form.check.title'),
    status,
    body: (
      <>
        <BackLink href={speech.path(`/drafts/${draft.id}/${last.id}`)} text={words.back} />
        <ErrorSummary title={words['error-title']} errors={shown} />
        <PageHeading
          caption={[serviceName(context, open), ...inWhoseName(open)].join(' · ')}
          title={speech.t('form.check.title')}
          lead={speech.t('form.check.lead')}
        />
        <NotAskedAnyMore context={context} open={open} />
        {open.pages.map((page) => (
          <SummarySection
            title={service.say(speech.language, textKey.pageTitle(page.id), variables)}
            change={{ href: speech.path(`/drafts/${draft.id}/${page.id}?back=check`), text: words.change }}
            rows={answerRows(
              context,
              service,
              page.fields,
              open.answers,
              variables,
              disputedIn(draft.found).disputed,
            ).map((row, at) => ({ ...row, id: `row-${page.fields[at]!.id}` }))}
          />
        ))}
        {draft.corrects ? null : (
          <SummarySection
            title={speech.t('form.check.fee-and-time')}
            rows={[
              {
                key: speech.t('form.check.fee'),
                value:
                  fee && fee.amount > 0 ? (
                    <strong class="num">{speech.money(fee.amount)}</strong>
                  ) : fee || service.passport.fee === undefined || 'none' in service.passport.fee ? (
                    speech.t('form.check.fee-none')
                  ) : (
                    ''
                  ),
                ...(fee && fee.lines.length > 0
                  ? {
                      note: fee.lines
                        .map(
                          (line) =>
                            `${service.has(line.text) ? service.say(speech.language, line.text, variables) : line.text}: ${speech.money(line.amount)}`,
                        )
                        .join('; '),
                    }
                  : {}),
              },
              ...(promised ? [{ key: speech.t('casework.due'), value: promised }] : []),
            ]}
          />
        )}
        <Form
          action={speech.path(`/drafts/${draft.id}/check`)}
          keep={
            draft.walkIn
              ? { kind: 'application', title: `${draft.walkIn.name} · ${serviceName(context, open)}` }
              : undefined
          }
        >
          <input type="hidden" name="key" value={key} />
          {draft.office ? <input type="hidden" name="keptAt" value={keptAt(context.query.get('kept')) ?? ''} /> : null}
          <input type="hidden" name="shown" value={shownDraft(open)} />
          <Field
            kind="declaration"
            name="sure"
            label={speech.t('form.check.declaration')}
            words={words}
            error={errors.find((error) => error.field === 'sure')?.text}
          />
          <Buttons>
            <Button>{speech.t('form.check.send')}</Button>
          </Buttons>
        </Form>
        {draft.walkIn ? <ProvisionalSlip context={context} open={open} /> : null}
      </>
    ),
  }
}

/** When the counter's own page took it in; what its clock says of a day that no calendar has says nothing. */
const keptAt = (given: string | null): string | undefined =>
  KnownInstant.safeParse(given).success && given!.endsWith('Z') ? given! : undefined

/** Where an application went whose draft is gone, by the key of the form it was sent with. */
async function sentBefore(context: PageContext, key: string | null): Promise<Response | undefined> {
  const sent = key ? await context.perform(findSent, { key }) : undefined
  return (
    sent && context.redirect(sent.atCounter ? `/counter/applications/${sent.id}` : `/applications/${sent.id}/receipt`)
  )
}
