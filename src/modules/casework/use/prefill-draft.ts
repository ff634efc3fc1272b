import { z } from 'zod'
import { validate, visiblePages, type CompiledField } from '../../../kernel/forms/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import { Refusal, useCase, type World } from '../../../platform/use-case/index.ts'
import { forgetKept, openRegisters } from '../../exchange/index.ts'
import { refusal } from '../model/application.ts'
import { applicationOf, hasAgreed } from '../model/agreement.ts'
import { askRegisters, isOf, keyOf, type ToldFact } from '../model/ask-registers.ts'
import { filerOfDraft } from '../model/filer-of-draft.ts'
import { refuseOutdated } from '../model/own-draft.ts'
import { filesByField, filingVariables } from '../model/prepare-filing.ts'
import { attachmentsOf } from '../store/attachments.ts'
import { agreementsAbout } from '../store/agreements.ts'
import { findDraft, keepAnswers, keepFound, type FoundFact } from '../store/drafts.ts'
import { theDraft } from './get-draft.ts'

/**
 * Asks registers for what a page of a form need not ask. It is a deed of the person, never a consequence of looking:
 * registers write down that they were asked.
 */
export const prefillDraft = useCase({
  name: 'casework.prefill-draft',
  title: 'Ask registers what a page of a draft asks for; of other people only whether it is so',
  at: 'POST /drafts/{draft}/prefill',
  input: z.object({
    draft: z.uuid(),
    /** Page of the form; absent: the first on which something is to be answered. */
    page: z.string().max(100).optional(),
  }),
  output: z.object({
    id: z.uuid(),
    found: z.array(
      z.object({ field: z.string(), status: z.enum(['found', 'missing', 'unavailable', 'matches', 'differs']) }),
    ),
  }),
  needs: ['country', 'mismatchesADay', 'people', 'registers', 'sampleFile', 'services'],
  may: 'owner of the draft of draft',
  records: { about: 'person', facts: z.object({ draft: z.uuid(), fields: z.int() }), readers: 'subject' },
  edits: theDraft,
})
  .asking(async ({ input, principal, now, world }, database) => {
    const { draft, service, who, fields } = await database.read((tx) => pageOf(tx, input, principal, now, world))
    const { id: about, answers, found, office } = draft
    const application = applicationOf(draft)
    return askRegisters(
      { database, world, service, who, principal, answers, found, about, application, office, now },
      fields,
    )
  })
  .does(async ({ input, now, world, asked }, tx) => {
    const draft = await findDraft(tx, input.draft)
    if (!draft) throw new Refusal(refusal['draft-gone'])
    const { form } = await world.services.get(tx, draft.service, draft.version)
    const fields = new Map(form!.pages.flatMap((page) => page.fields.map((field) => [field.id, field] as const)))
    // agreement that was taken back while it was asked takes with it what was told
    const mayAsk = await openRegisters(tx, form, draft.id)
    const told = Object.entries(asked ?? {})
    const withheld = new Set(told.flatMap(([, { register }]) => (mayAsk(register) ? [] : [register])))
    for (const register of withheld) await forgetKept(tx, draft.id, register)
    // so does agreement of the person themselves: the draft is held, so who takes it back from now on finds what is kept
    const agreements = told.some(([, { agreed }]) => agreed !== undefined)
      ? await agreementsAbout(tx, applicationOf(draft), world.country.localDate(now))
      : []
    const isOpen = (name: string, { agreed: number }: ToldFact) =>
      number === undefined || hasAgreed(agreements, { ...fields.get(name)!.prefill!, number, field: name })
    const facts = told.flatMap(([name, given]): [string, FoundFact][] => {
      const { agreed: _agreed, ...fact } = given
      // what was changed in another window meanwhile has another number: the answer belongs to the one that was asked for
      const isSame = fact.of === undefined || isOf(fact, keyOf(fields.get(name)!, draft.answers))
      return !withheld.has(fact.register) && isSame && isOpen(name, given) ? [[name, fact]] : []
    })
    const answers = Object.fromEntries(
      facts.flatMap(([name, { status, value }]) =>
        status === 'found' && value !== undefined && value !== null && draft.answers[name] === undefined
          ? [[name, value]]
          : [],
      ),
    )
    if (facts.length > 0) await keepFound(tx, draft.id, Object.fromEntries(facts))
    if (Object.keys(answers).length > 0) await keepAnswers(tx, draft.id, answers, now)
    return {
      answer: { id: draft.id, found: facts.map(([field, { status }]) => ({ field, status })) },
      facts: { draft: draft.id, fields: facts.length },
    }
  })

type Looking = Pick<World, 'country' | 'people' | 'sampleFile' | 'services'>

async function pageOf(
  tx: Tx,
  input: { draft: string; page?: string | undefined },
  principal: Principal,
  now: string,
  world: Looking,
) {
  const draft = await findDraft(tx, input.draft)
  if (!draft) throw new Refusal(refusal['draft-gone'])
  // its old form may ask registers without the agreement that is wanted now
  refuseOutdated(draft, await world.services.get(tx, draft.service))
  const service = await world.services.get(tx, draft.service, draft.version)
  const [who, files] = await Promise.all([filerOfDraft(tx, principal, draft, world), attachmentsOf(tx, draft.id)])
  const answers = { ...draft.answers, ...filesByField(files) }
  const filedAt = draft.receivedAt ?? now
  const variables = filingVariables({ service, answers, who, channel: draft.channel, filedAt, world })
  const asked = input.page ?? validate(service.form!, answers, variables, { checks: world.country.formChecks })[0]?.page
  const fields: readonly CompiledField[] =
    visiblePages(service.form!, variables).find(({ id }) => id === asked)?.fields ?? []
  return { draft, service, who, fields }
}
