import { endingsOf, receiveUpload } from '../../../../platform/files/index.ts'
import { page, type PageContext, type Typed } from '../../../../platform/http/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { Button, Buttons, Field, Form, LinkList, Section, uiWords } from '../../../../ui/index.ts'
import { SCAN, SCAN_KINDS } from '../../model/scan.ts'
import { attachReceivedScan } from '../../use/attach-scan.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { askForRoom } from '../../use/receive-file.ts'
import { dropIfRefused } from '../applicant/finish-upload.ts'
import { sizeText } from '../applicant/field-props.ts'
import { ownCounters } from './counter-office.ts'

type Again = (context: PageContext<'country' | 'published'>, typed: Typed) => ReturnType<Parameters<typeof page>[2]>

/** Takes scans of a paper application, as files or straight from the camera. @param again shows the page with the fault */
export const scanPage = (at: `/${string}`, again: Again) =>
  page(`POST ${at}/scan`, ['country', 'files', 'published', 'scan', 'uploadBytes'], async (context) => {
    ownCounters(context)
    const application = context.parameters['application']!
    const { speech, world } = context
    try {
      await context.perform(askForRoom, { bytes: Number(context.request.headers.get('content-length') ?? 0) })
      const { files } = await receiveUpload(context.request, world.files, {
        fileBytes: world.uploadBytes,
        accept: SCAN_KINDS,
        scan: world.scan,
      })
      try {
        for (const { name, sha256, type, size } of files)
          await context.perform(attachReceivedScan, { application, name, sha256, received: { sha256, type, size } })
      } finally {
        await dropIfRefused(context, files)
      }
      if (files.length > 0) return context.redirect(`/counter/applications/${application}#scan-of-paper`)
      return await again(context, faulty(speech.t('counter.scan-none'), 422))
    } catch (error) {
      if (!(error instanceof Refusal) || ![409, 413, 415, 422].includes(error.kind.status)) throw error
      return await again(context, faulty(speech.t(error.kind.text, error.parameters), error.kind.status))
    }
  })

const faulty = (text: string, status: number): Typed => ({ form: 'scan', values: {}, faults: { scan: text }, status })

/** The scans of a paper application, and how another is added; of what came otherwise nothing. */
export function Scans({
  context,
  application,
  action,
  fault,
}: {
  context: PageContext
  application: Pick<ApplicationView, 'id' | 'channel' | 'files' | 'number'>
  action: string
  fault: string | undefined
}) {
  if (application.channel !== 'paper') return null
  const { speech } = context
  const words = uiWords(speech.t)
  const scans = application.files.filter(({ field }) => field === SCAN)
  const field = (name: string, label: string, hint: string, camera: boolean) => (
    <Field
      kind="file"
      name={name}
      label={label}
      hint={hint}
      optional
      multiple
      {...(camera ? { camera: true, accept: ['jpg', 'png'] } : { accept: endingsOf(SCAN_KINDS) })}
      error={camera ? undefined : fault}
      words={words}
    />
  )
  return (
    <Section title={speech.t('counter.scan')} id="scan-of-paper">
      {scans.length > 0 ? (
        <LinkList
          links={scans.map((file) => ({
            href: speech.path(`/cases/${application.id}/files/${file.id}`),
            text: <span dir="auto">{file.name}</span>,
            detail: sizeText(context, file.size),
          }))}
        />
      ) : (
        <p>{speech.t('counter.scan-waits', { number: application.number })}</p>
      )}
      <Form action={action} files>
        {field('scan', speech.t('counter.scan-file'), speech.t('counter.scan-file-hint'), false)}
        {field('picture', speech.t('counter.scan-picture'), speech.t('counter.scan-picture-hint'), true)}
        <Buttons>
          <Button look={scans.length > 0 ? 'secondary' : 'primary'}>{speech.t('counter.scan-add')}</Button>
        </Buttons>
      </Form>
    </Section>
  )
}
