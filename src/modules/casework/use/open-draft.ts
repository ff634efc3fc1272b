import { z } from 'zod'
import { visiblePages, type VisiblePage } from '../../../kernel/forms/index.ts'
import type { Variables } from '../../../kernel/process/index.ts'
import { unfinishedUploads, type Upload } from '../../../platform/files/index.ts'
import { namesByNumber } from '../../../platform/identity/index.ts'
import { pageRead, Refusal } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { applicationOf } from '../model/agreement.ts'
import type { Filer } from '../model/applicant-of.ts'
import { refusal } from '../model/application.ts'
import { filerOfDraft } from '../model/filer-of-draft.ts'
import { leftOut, versionIfThere, type LeftOut } from '../model/known-answers.ts'
import { isOutdated } from '../model/own-draft.ts'
import { filesByField, filingVariables } from '../model/prepare-filing.ts'
import { agreementsAbout, type Agreement } from '../store/agreements.ts'
import { attachmentsOf, type Attachment } from '../store/attachments.ts'
import { findDraft, type Draft } from '../store/drafts.ts'
import { getDraft } from './get-draft.ts'

/** A draft opened by its owner, with all its form needs. */
export interface OpenDraft {
  draft: Draft
  service: RunnableService
  who: Filer
  files: Attachment[]
  unfinished: Upload[]
  /** What others were asked to agree to for this application. */
  agreements: Agreement[]
  answers: Record<string, any>
  variables: Variables
  pages: VisiblePage[]
  filedAt: string
  /** Begun on another version of the service: before it is filled in further or sent, it is begun anew. */
  outdated: boolean
  /** What was answered in an older version of the form and is not asked for any more; it is told, and not filed. */
  leftOut: LeftOut[]
}

/**
 * Opens a draft for the person it belongs to; nothing is changed and nobody is asked by it. One that is another
 * person's looks as if it were gone.
 */
export const readDraft = pageRead(getDraft, {
  input: z.object({ draft: z.string() }),
  needs: ['country', 'people', 'sampleFile', 'services'],
  hides: refusal['draft-gone'],
}).reads(async ({ input, principal, now, world, language }, tx): Promise<OpenDraft> => {
  const draft = await findDraft(tx, input.draft)
  if (!draft) throw new Refusal(refusal['draft-gone'])
  const service = await world.services.get(tx, draft.service, draft.version)
  const [who, files, unfinished] = await Promise.all([
    filerOfDraft(tx, principal, draft, world),
    attachmentsOf(tx, draft.id),
    hasFiles(service) ? unfinishedUploads(tx, principal.personId!, `${draft.id}/`, now) : [],
  ])
  const filedAt = draft.receivedAt ?? now
  const answers = { ...draft.answers, ...filesByField(files) }
  const variables = filingVariables({ service, answers, who, channel: draft.channel, filedAt, world })
  const pages = visiblePages(service.form!, variables)
  const agreements = await agreementsAbout(tx, applicationOf(draft), world.country.localDate(now))
  const published = (await world.services.all(tx, [draft.service])).get(draft.service)
  const outdated = isOutdated(draft, published)
  const left = await leftOut(service, draft.answers, (version) => versionIfThere(tx, world, draft.service, version))
  const called = await namesByNumber(tx, [draft.walkIn?.number], language)
  return {
    draft: draft.walkIn
      ? { ...draft, walkIn: { ...draft.walkIn, name: called.get(draft.walkIn.number) ?? draft.walkIn.name } }
      : draft,
    service,
    who,
    files,
    unfinished,
    agreements,
    answers,
    variables,
    pages,
    filedAt,
    outdated,
    leftOut: left,
  }
})

const hasFiles = (service: RunnableService): boolean =>
  service.form!.pages.some((page) => page.fields.some((field) => field.kind === 'file'))
