import { answerFilePost, sendBytes, type FilesInMemory } from '../../../platform/files/index.ts'
import { faultsOf, NOTHING_TYPED, page, type PageContext, type Typed, type View } from '../../../platform/http/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Field,
  Form,
  LinkButton,
  PageHeading,
  Section,
  uiWords,
} from '../../../ui/index.ts'
import { isClosed } from '../model/draft.ts'
import { refusal } from '../model/refusals.ts'
import { packFolder } from '../model/zip-folder.ts'
import { bringDraft, bringFolder, readPublished } from '../use/bring-folder.ts'
import { listAllDrafts } from '../use/list-drafts.ts'
import { Carried, draftOf } from './edit-part.tsx'
import { frame, partPath } from './frame.tsx'

/** Where published services are taken along, and new drafts begun, as archives. */
export const ARCHIVES = '/studio/services/zip'
/** A folder of a service is packed to some 30 kB. */
const LIMITS = { fileBytes: 1_000_000 }

const sent = (service: string, version: string, files: Record<string, string>): Response =>
  sendBytes(packFolder(service, files), { name: `${service}-${version}.zip`, type: 'application/zip' })

/** A service's folder as a zip: taken along, brought back. */
export const archivePages = [
  page('GET /studio/services/zip/export', async (context) => {
    const service = (context.query.get('service') ?? '').slice(0, 100)
    const { version, files } = await context.perform(readPublished, { service })
    return sent(service, `v${version}`, files)
  }),
  page(`GET ${ARCHIVES}`, ['country'], (context) => showAll(context, NOTHING_TYPED)),
  page(`POST ${ARCHIVES}`, ['country'], async (context) => {
    // files are taken only of those who design services
    await context.perform(listAllDrafts, {})
    return answerFilePost(
      context,
      {
        form: 'archive',
        fields: ['archive', 'body'],
        async does(posted, files, { key }) {
          const made = await context.perform(
            bringDraft,
            { body: posted.get('body') ?? '', archive: archiveIn(files) },
            key,
          )
          return partPath(made.id, 'overview')
        },
        again: (typed) => showAll(context, typed),
      },
      LIMITS,
    )
  }),
  page('GET /studio/:draft/archive/export', async (context) => {
    const { service, revision, files } = await draftOf(context)
    return sent(service, `draft-${revision}`, files)
  }),
  page('GET /studio/:draft/archive', (context) => showOne(context, NOTHING_TYPED)),
  page('POST /studio/:draft/archive', async (context) => {
    await draftOf(context)
    return answerFilePost(
      context,
      {
        form: 'archive',
        fields: ['archive'],
        async does(_posted, files, { key, shown }) {
          const draft = context.parameters['draft']!
          await context.perform(bringFolder, { draft, archive: archiveIn(files) }, key, shown)
          return partPath(draft, 'overview')
        },
        again: (typed) => showOne(context, typed),
      },
      LIMITS,
    )
  }),
]

/** The sent archive in base64. @throws Refusal when none was chosen */
function archiveIn(files: FilesInMemory): string {
  const file = files.get('archive')
  if (!file) throw new Refusal(refusal['zip-none'], { problems: [{ path: 'archive', text: refusal['zip-none'].text }] })
  return Buffer.from(file.bytes).toString('base64')
}

const archiveField = ({ speech }: PageContext<any>, { faults }: Typed) => (
  <Field
    kind="file"
    name="archive"
    accept={['zip']}
    label={speech.t('studio.archive.file')}
    hint={speech.t('studio.archive.file-hint')}
    error={faults['archive']}
    words={uiWords(speech.t)}
  />
)

async function showOne(context: PageContext, typed: Typed): Promise<View> {
  const { speech } = context
  const draft = await draftOf(context)
  const here = partPath(draft.id, 'archive')
  return {
    ...frame(
      context,
      draft,
      'archive',
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf(typed)} />
        <Section title={speech.t('studio.archive.take')}>
          <p>{speech.t('studio.archive.take-lead')}</p>
          <LinkButton look="secondary" href={speech.path(`${here}/export`)}>
            {speech.t('studio.archive.download')}
          </LinkButton>
        </Section>
        {isClosed(draft) ? null : (
          <Section title={speech.t('studio.archive.bring')}>
            <p>{speech.t('studio.archive.bring-lead')}</p>
            <Form action={speech.path(here)} files>
              <Carried context={context} draft={draft} files={Object.keys(draft.files)} />
              {archiveField(context, typed)}
              <Buttons>
                <Button>{speech.t('studio.archive.bring-here')}</Button>
              </Buttons>
            </Form>
          </Section>
        )}
      </>,
    ),
    status: typed.status,
  }
}

async function showAll(context: PageContext<'country'>, typed: Typed): Promise<View> {
  const { speech, world } = context
  const { bodies, services } = await context.perform(listAllDrafts, {})
  const words = uiWords(speech.t)
  return {
    title: speech.t('studio.archive.all'),
    status: typed.status,
    wide: true,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf(typed)} />
        <BackLink href={speech.path('/studio')} text={speech.t('studio.title')} />
        <PageHeading title={speech.t('studio.archive.all')} lead={speech.t('studio.archive.lead')} />
        <Section title={speech.t('studio.archive.new')}>
          <p>{speech.t('studio.archive.new-lead')}</p>
          <Form action={speech.path(ARCHIVES)} files>
            <input type="hidden" name="key" value={context.formKey()} />
            {bodies.length === 1 ? (
              <input type="hidden" name="body" value={bodies[0]!} />
            ) : (
              <Field
                kind="choice"
                name="body"
                label={speech.t('studio.begin.body')}
                options={bodies.map((body) => ({
                  value: body,
                  text: world.country.displayName(body, speech.language),
                }))}
                value={typed.values['body'] ?? ''}
                error={typed.faults['body']}
                words={words}
              />
            )}
            {archiveField(context, typed)}
            <Buttons>
              <Button>{speech.t('studio.archive.begin')}</Button>
            </Buttons>
          </Form>
        </Section>
        {services.length === 0 ? null : (
          <Section title={speech.t('studio.archive.published')}>
            <Form action={speech.path(`${ARCHIVES}/export`)} method="get">
              <Field
                kind="choice"
                name="service"
                asList
                label={speech.t('studio.begin.published')}
                options={services.map(({ id, name, version }) => ({ value: id, text: `${name} (${version})` }))}
                value={services[0]!.id}
                words={words}
              />
              <Buttons>
                <Button look="secondary">{speech.t('studio.archive.download')}</Button>
              </Buttons>
            </Form>
          </Section>
        )}
      </>
    ),
  }
}
