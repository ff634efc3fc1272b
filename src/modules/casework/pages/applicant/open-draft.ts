import { visiblePages, type VisiblePage } from '../../../../kernel/forms/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import { unfinishedUploads, type Upload } from '../../../../platform/files/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { Filer } from '../../model/applicant-of.ts'
import { refusal } from '../../model/application.ts'
import { filerOfDraft } from '../../model/filer-of-draft.ts'
import { filesByField, filingVariables } from '../../model/prepare-filing.ts'
import { attachmentsOf, type Attachment } from '../../store/attachments.ts'
import { findDraft, type Draft } from '../../store/drafts.ts'

/** A draft opened by its owner, with all its form needs. */
export interface OpenDraft {
  draft: Draft
  service: RunnableService
  who: Filer
  files: Attachment[]
  unfinished: Upload[]
  answers: Record<string, any>
  variables: Variables
  pages: VisiblePage[]
  filedAt: string
}

/**
 * Opens a draft for the person it belongs to; nothing is changed and nobody is asked by it.
 * @throws Refusal sign-in-needed, draft-gone (also for one that is another person's)
 */
export async function openDraft(
  context: PageContext<'country' | 'people' | 'published' | 'sampleFile'>,
): Promise<OpenDraft> {
  const { principal, database, world, now, parameters } = context
  if (!principal.personId) throw new Refusal(general['sign-in-needed'])
  const id = parameters['draft'] ?? ''
  const found = /^[0-9a-f-]{36}$/.test(id) ? await findDraft(database, id) : undefined
  if (!found || found.person !== principal.personId) throw new Refusal(refusal['draft-gone'])
  const service = await world.published.get(found.service, found.version)
  const who = await filerOfDraft(database, principal, found, world)
  const filedAt = found.receivedAt ?? now
  const [files, unfinished] = await Promise.all([
    attachmentsOf(database, found.id),
    hasFiles(service) ? unfinishedUploads(database, principal.personId!, `${found.id}/`, now) : [],
  ])
  const answers = { ...found.answers, ...filesByField(files) }
  const variables = filingVariables({ service, answers, who, channel: found.channel, filedAt, world })
  const pages = visiblePages(service.form!, variables)
  return { draft: found, service, who, files, unfinished, answers, variables, pages, filedAt }
}

const hasFiles = (service: RunnableService): boolean =>
  service.form!.pages.some((page) => page.fields.some((field) => field.kind === 'file'))

/** The name an application is filed in, where it is not the own one: a firm's, and at a counter the person's. */
export const inWhoseName = ({ draft, who }: Pick<OpenDraft, 'draft' | 'who'>): string[] => [
  ...(who.organisation === null ? [] : [who.applicant.name]),
  ...(draft.walkIn ? [draft.walkIn.name] : []),
]
