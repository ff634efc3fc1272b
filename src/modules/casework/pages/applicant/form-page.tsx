import { textKey } from '../../../../kernel/case/index.ts'
import { readPosted, validate, type CompiledField, type FieldError } from '../../../../kernel/forms/index.ts'
import { withoutHidden } from '../../../../kernel/text/index.ts'
import { receiveUpload, type FileKind, type ReceivedFile } from '../../../../platform/files/index.ts'
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
  StepHeader,
  TextButton,
  uiWords,
} from '../../../../ui/index.ts'
import { differencesIn } from '../../model/differences.ts'
import { REMARK_AT_MOST } from '../../model/disputed.ts'
import { detachFile } from '../../use/attach-file.ts'
import { prefillDraft } from '../../use/prefill-draft.ts'
import { askForRoom } from '../../use/receive-file.ts'
import { saveAnswers } from '../../use/save-draft.ts'
import { DemoNumbers, exampleNumbers } from '../demo-numbers.tsx'
import { OthersAsked, whomToAsk } from './others-asked.tsx'
import { RegistersAsked } from './registers-asked.tsx'
import { askAgreement } from '../../use/agree.ts'
import { changedText, differenceSaid, errorText, serviceName } from './field-errors.ts'
import { fieldProps, remarkName } from './field-props.ts'
import { attach, dropIfRefused } from './finish-upload.ts'
import { NotAskedAnyMore } from './left-out.tsx'
import { goOnAnew, openDraft, type OpenDraft, inWhoseName } from './open-draft.ts'
import { mergeWindows, shownFields } from './two-windows.ts'

export const formPages = [
  page('GET /drafts/:draft', ['country'], async (context) => {
    const open = await openDraft(context)
    if (open.outdated) return goOnAnew(context, open)
    const first = firstToDo(open, context)
    return context.redirect(`/drafts/${open.draft.id}/${first ?? 'check'}`)
  }),
  page('GET /drafts/:draft/:page', ['country', 'demoNumbers'], async (context) => {
    const open = await openDraft(context)
    if (open.outdated) return goOnAnew(context, open)
    return open.pages.some((page) => page.id === context.parameters['page'])
      ? formView(context, open, [])
      : context.redirect(`/drafts/${open.draft.id}`)
  }),
  page('POST /drafts/:draft/:page', ['country', 'demoNumbers', 'files', 'scan', 'uploadBytes'], answerPage),
]

/** The page where something is still to be answered, or undefined when all is there. */
function firstToDo(open: OpenDraft, { world }: PageContext<'country'>): string | undefined {
  // nobody is asked before the person said whether they may be
  const unsaid = open.pages.find(({ fields }) =>
    fields.some(({ id, registers }) => registers !== undefined && open.answers[id] === undefined),
  )
  if (unsaid) return unsaid.id
  const wrong = [
    ...validate(open.service.form!, open.answers, open.variables, { checks: world.country.formChecks }),
    ...differencesIn({ ...open, country: world.country }, open.answers, open.draft.found),
  ].map((each) => each.page)
  return open.pages.find(({ id }) => wrong.includes(id))?.id
}

async function answerPage(
  context: PageContext<'country' | 'demoNumbers' | 'files' | 'scan' | 'uploadBytes'>,
): Promise<View | Response> {
  const before = await openDraft(context)
  const id = context.parameters['page']!
  const asked = before.pages.find((page) => page.id === id)
  if (!asked) return context.redirect(`/drafts/${before.draft.id}`)
  const here = `/drafts/${before.draft.id}/${id}`
  const upload = asked.fields.filter((field) => field.kind === 'file')
  let posted: URLSearchParams
  let files: ReceivedFile[] = []
  try {
    if (upload.length > 0 && (context.request.headers.get('content-type') ?? '').startsWith('multipart/form-data')) {
      const accept = [...new Set(upload.flatMap((field) => field.accept ?? []))] as FileKind[]
      await context.perform(askForRoom, { bytes: Number(context.request.headers.get('content-length') ?? 0) })
      const received = await receiveUpload(context.request, context.world.files, {
        fileBytes: context.world.uploadBytes,
        accept,
        scan: context.world.scan,
      })
      posted = received.fields
      files = received.files
    } else posted = await context.form()
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind === general['sign-in-needed'] || !upload[0]) throw error
    const text = context.speech.t(error.kind.text, error.parameters)
    return formView(
      context,
      before,
      error.problems.length > 0
        ? error.problems.map((problem) => ({ field: problem.path, text }))
        : [{ field: upload[0].id, text }],
    )
  }
  const remarks = readRemarks(asked.fields, posted)
  const tooLong = Object.keys(remarks).filter((field) => remarks[field]!.length > REMARK_AT_MOST)
  try {
    const clash = await keep(context, before, answeredOf(asked.fields, before, posted), posted, files, remarks)
    if (clash) return clash
    for (const file of files) {
      const field = upload.find((candidate) => candidate.id === file.field)
      if (field) await attach(context, before.draft.id, field, file)
    }
  } finally {
    await dropIfRefused(context, files)
  }
  const removed = posted.get('remove')
  if (removed) {
    await context.perform(detachFile, { draft: before.draft.id, file: removed })
    return context.redirect(here)
  }
  if (posted.get('act') === 'leave') return context.redirect('/cabinet')
  // what was typed is kept by now, and goes along
  if (before.outdated) return goOnAnew(context, before)
  const toAsk = whomToAsk(posted.get('act'))
  if (toAsk) {
    await context.perform(askAgreement, { draft: before.draft.id, field: toAsk })
    return context.redirect(here)
  }
  await askFor(context, before.draft.id, id, asked.fields)
  // with what was given now: a field that one answer hides is neither needed nor wrong any more
  const after = await openDraft(context)
  // what a register has just found for an empty field is shown before it is taken as an answer
  if (asked.fields.some((field) => field.prefill && isNew(field.id, before, after)))
    return context.redirect(`${here}${context.query.get('back') === 'check' ? '?back=check' : ''}`)
  const errors = [
    ...validate(after.service.form!, after.answers, after.variables, {
      page: id,
      checks: context.world.country.formChecks,
    }).map((error: FieldError) => ({ field: error.field, text: errorText(context, after, error) })),
    ...differencesIn({ ...after, country: context.world.country }, after.answers, after.draft.found)
      .filter((difference) => difference.page === id)
      .map((difference) => ({ field: difference.field.id, text: differenceSaid(context, after, difference) })),
    ...tooLong.map((field) => ({
      field: remarkName(field),
      text: context.speech.t('form.error.too-long', {
        label: context.speech.t('form.not-right.label'),
        count: REMARK_AT_MOST,
      }),
    })),
  ]
  if (errors.length > 0) return formView(context, after, errors, remarks)
  if (context.query.get('back') === 'check')
    return context.redirect(`/drafts/${after.draft.id}/${firstToDo(after, context) ?? 'check'}`)
  const next = after.pages[after.pages.findIndex((page) => page.id === id) + 1]
  if (next) await askFor(context, after.draft.id, next.id, next.fields)
  return context.redirect(`/drafts/${after.draft.id}/${next?.id ?? 'check'}`)
}

/**
 * Fields of a page that were answered by sending it. Who leaves for later has not said no by an empty box: whether
 * registers may be asked stays unsaid until they go on.
 */
const answeredOf = (
  fields: readonly CompiledField[],
  { answers }: OpenDraft,
  posted: URLSearchParams,
): readonly CompiledField[] =>
  posted.get('act') === 'leave'
    ? fields.filter(
        ({ id, registers }) => registers === undefined || answers[id] !== undefined || posted.get(id) === 'true',
      )
    : fields

/** Asks registers for a page that is come to by sending another, never for one that is only looked at. */
async function askFor(
  context: PageContext,
  draft: string,
  page: string,
  fields: readonly CompiledField[],
): Promise<void> {
  if (fields.some((field) => field.prefill)) await context.perform(prefillDraft, { draft, page })
}

/**
 * Saves what was typed over what the form was shown with. @returns the page again when another window saved something
 * else into a field that was touched here too
 */
async function keep(
  context: PageContext<'country' | 'demoNumbers'>,
  { draft }: OpenDraft,
  fields: readonly CompiledField[],
  posted: URLSearchParams,
  files: readonly ReceivedFile[],
  remarks: Record<string, string>,
): Promise<View | Response | undefined> {
  const typed = readPosted(fields, posted, context.speech.signs)
  const sent = { fields, typed, shown: posted.get('shown') ?? '', files: files.map((file) => file.field) }
  for (let [answers, shown] = [typed, sent.shown]; ; ) {
    try {
      await context.perform(
        saveAnswers,
        {
          draft: draft.id,
          answers,
          remarks: Object.fromEntries(Object.entries(remarks).filter(([, said]) => said.length <= REMARK_AT_MOST)),
        },
        undefined,
        shown,
      )
      return undefined
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== general['changed-meanwhile']) throw error
      const now = await openDraft(context)
      // another window's answer hides this page: nothing of it is asked any more
      if (!now.pages.some((page) => page.id === context.parameters['page']))
        return context.redirect(`/drafts/${draft.id}`)
      const { mine, clashes } = mergeWindows(
        now,
        error.problems.map((problem) => problem.path),
        sent,
      )
      if (clashes.length > 0)
        return formView(
          context,
          { ...now, answers: { ...now.answers, ...mine } },
          clashes.map((field) => ({ field: field.id, text: changedText(context, now, field) })),
          remarks,
          412,
        )
      ;[answers, shown] = [mine, shownFields(now, fields)]
    }
  }
}

/**
 * What was said against registers here, by field; one that stands as the page was shown with it is left as another
 * window may have put it.
 */
const readRemarks = (fields: readonly CompiledField[], posted: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap(({ id }) => {
      const said = withoutHidden(posted.get(remarkName(id)) ?? '').trim()
      return said === (posted.get(`${remarkName(id)}.shown`) ?? '') ? [] : [[id, said]]
    }),
  )

const isNew = (field: string, before: OpenDraft, after: OpenDraft): boolean =>
  after.draft.found[field]?.status === 'found' &&
  after.draft.found[field]?.value !== before.draft.found[field]?.value &&
  before.answers[field] === undefined &&
  after.answers[field] === after.draft.found[field]?.value

function formView(
  context: PageContext<'country' | 'demoNumbers'>,
  open: OpenDraft,
  errors: { field: string; text: string }[],
  remarks: Record<string, string> = {},
  status = errors.length > 0 ? 422 : 200,
): View {
  const { speech } = context
  const words = uiWords(speech.t)
  const id = context.parameters['page']!
  const at = open.pages.findIndex((page) => page.id === id)
  const { fields } = open.pages[at]!
  const title = open.service.say(speech.language, textKey.pageTitle(id), open.variables)
  const back = context.query.get('back') === 'check' ? 'check' : open.pages[at - 1]?.id
  const here = `/drafts/${open.draft.id}/${id}${context.query.get('back') === 'check' ? '?back=check' : ''}`
  const files = fields.some((field) => field.kind === 'file')
  const lead = open.service.has(textKey.pageLead(id))
    ? open.service.say(speech.language, textKey.pageLead(id), open.variables)
    : undefined
  return {
    title,
    status,
    ...(files ? { scripts: ['send-file.js'] } : {}),
    body: (
      <>
        <BackLink
          href={speech.path(
            back
              ? `/drafts/${open.draft.id}/${back}`
              : open.draft.corrects
                ? `/applications/${open.draft.corrects.split('.')[0]}`
                : open.draft.office
                  ? '/counter'
                  : `/services/${open.service.id}`,
          )}
          text={words.back}
        />
        <StepHeader
          text={speech.t('ui.step-of', { step: at + 1, of: open.pages.length + 1 })}
          step={at + 1}
          of={open.pages.length + 1}
          saved={speech.t('form.saved-at', { time: speech.time(open.draft.updatedAt) })}
        />
        <ErrorSummary title={words['error-title']} errors={errors} />
        <PageHeading
          caption={[serviceName(context, open), ...inWhoseName(open)].join(' · ')}
          title={title}
          {...(lead ? { lead } : {})}
        />
        <NotAskedAnyMore context={context} open={open} />
        <Form
          action={speech.path(here)}
          files={files}
          keep={open.draft.walkIn ? { kind: 'answers', title: `${open.draft.walkIn.name} · ${title}` } : undefined}
        >
          <input type="hidden" name="shown" value={shownFields(open, fields)} />
          <DemoNumbers context={context} numbers={exampleNumbers(context, open.service, fields)} />
          <RegistersAsked context={context} open={open} fields={fields} />
          {fields.map((field) => (
            <Field
              {...fieldProps(context, open, field, errors.find((error) => error.field === field.id)?.text, {
                typed: remarks[field.id],
                error: errors.find((error) => error.field === remarkName(field.id))?.text,
              })}
            />
          ))}
          <Buttons>
            <Button>{speech.t('form.next-page')}</Button>
            <TextButton name="act" value="leave">
              {speech.t('form.save-and-leave')}
            </TextButton>
          </Buttons>
          {/* behind the button that goes on: the return key presses the first one, and must ask nobody */}
          <OthersAsked context={context} open={open} fields={fields} />
        </Form>
      </>
    ),
  }
}
