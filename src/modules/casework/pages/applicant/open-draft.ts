import { visiblePages, type VisiblePage } from '../../../../kernel/forms/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import { unfinishedUploads, type Upload } from '../../../../platform/files/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { applicantAgain, applicantOf, type Filer } from '../../model/applicant-of.ts'
import { refusal } from '../../model/application.ts'
import { filesByField, filingVariables } from '../../model/prepare-filing.ts'
import { prefill } from '../../model/prefill.ts'
import { getApplication } from '../../store/applications.ts'
import { attachmentsOf, type Attachment } from '../../store/attachments.ts'
import { findDraft, type Draft } from '../../store/drafts.ts'
import { parseTaskId } from '../../../process/index.ts'

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
 * Opens a draft for the person it belongs to.
 * @param page id of the page whose fields registers are asked for
 * @throws Refusal sign-in-needed, draft-gone (also for one that is another person's)
 */
export async function openDraft(
  context: PageContext<'country' | 'people' | 'published' | 'registers' | 'sampleFile'>,
  page?: string,
): Promise<OpenDraft> {
  const { principal, database, world, now, parameters } = context
  if (!principal.personId) throw new Refusal(general['sign-in-needed'])
  const id = parameters['draft'] ?? ''
  const found = /^[0-9a-f-]{36}$/.test(id) ? await findDraft(database, id) : undefined
  if (!found || found.person !== principal.personId) throw new Refusal(refusal['draft-gone'])
  const service = await world.published.get(found.service, found.version)
  const who = await filerOf(context, found)
  const filedAt = found.receivedAt ?? now
  const opened = async (draft: Draft): Promise<OpenDraft> => {
    const [files, unfinished] = await Promise.all([
      attachmentsOf(database, draft.id),
      hasFiles(service) ? unfinishedUploads(database, principal.personId!, `${draft.id}/`, now) : [],
    ])
    const answers = { ...draft.answers, ...filesByField(files) }
    const variables = filingVariables({ service, answers, who, channel: draft.channel, filedAt, world })
    return {
      draft,
      service,
      who,
      files,
      unfinished,
      answers,
      variables,
      pages: visiblePages(service.form!, variables),
      filedAt,
    }
  }
  const before = await opened(found)
  const asked = page === undefined ? undefined : before.pages.find((visiblePage) => visiblePage.id === page)
  if (!asked) return before
  const draft = await prefill({
    database,
    world,
    draft: found,
    service,
    fields: asked.fields,
    now,
    principal,
    number: who.representative?.number ?? who.applicant.number,
    organisation: who.organisation ?? undefined,
  })
  return draft === found ? before : opened(draft)
}

const hasFiles = (service: RunnableService): boolean =>
  service.form!.pages.some((page) => page.fields.some((field) => field.kind === 'file'))

async function filerOf({ principal, database, world }: PageContext<'people'>, draft: Draft): Promise<Filer> {
  if (draft.corrects) return applicantAgain(await getApplication(database, parseTaskId(draft.corrects)!.caseId))
  if (draft.walkIn) {
    const { number, organisation } = draft.walkIn
    return applicantOf(
      database,
      principal,
      {
        channel: draft.channel,
        applicant: { number, ...(organisation ? { organisation } : {}) },
        office: draft.office!,
      },
      world,
    )
  }
  // the draft keeps for whom it was begun; acting for another now changes nothing in it
  return applicantOf(
    database,
    { ...principal, ...(draft.organisation ? { actingFor: { number: draft.organisation, name: '' } } : {}) },
    { channel: 'web', ...(draft.organisation ? { applicant: { number: '', organisation: draft.organisation } } : {}) },
    world,
  )
}
