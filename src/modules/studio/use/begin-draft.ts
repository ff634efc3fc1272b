import { z } from 'zod'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { Refusal, useCase, type Call } from '../../../platform/use-case/index.ts'
import { findCurrentVersion, findVersion } from '../../catalogue/index.ts'
import { keepAmendments } from '../../redesign/index.ts'
import type { Files } from '../model/draft.ts'
import { refusal } from '../model/refusals.ts'
import { YamlFile } from '../model/edit-yaml.ts'
import { helpsAll } from '../rights.ts'
import { findKeeper, insertDraft, isDrafted } from '../store/drafts.ts'
import { insertRevision } from '../store/revisions.ts'
import { Standing } from './shapes.ts'

/** What is recorded of a draft that was begun. */
export const BegunFacts = z.object({ draft: z.uuid(), service: z.string(), body: z.string() })
const IS_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

export const beginDraft = useCase({
  name: 'studio.begin-draft',
  title: 'Begin a new service with a template, or the next version of a published one',
  at: 'POST /studio/drafts',
  input: z.object({
    body: z.string().max(100),
    /** Id of the service: a new one, or one that is published. */
    service: z.string().trim().max(100),
    /** What a new service begins with; absent: the published service. */
    template: z.string().max(100).optional(),
    /** What a new service is called, by language; absent: as the template is. */
    name: z.record(z.string().max(20), z.string().trim().min(1).max(300)).optional(),
  }),
  output: Standing,
  needs: ['country', 'serviceTemplates'],
  may: 'designer for of body',
  records: { about: 'system', facts: BegunFacts, readers: 'officials' },
  status: 201,
}).does(async ({ input, principal, now, world }, tx) => {
  const { service, template } = input
  const current = await findCurrentVersion(tx, service)
  let files: Files
  if (template === undefined) {
    const version = current === undefined ? undefined : await findVersion(tx, service, current)
    if (!version) throw new Refusal(refusal['template-unknown'])
    await seeKept(tx, service, { body: input.body, principal, world })
    files = { ...version.files, 'service.yaml': raised(version.files['service.yaml']!, current! + 1) }
  } else {
    await seeFree(tx, service, current)
    const made = world.serviceTemplates.filesOf(template, service)
    if (!made) throw new Refusal(refusal['template-unknown'])
    files = { ...made, 'service.yaml': called(made['service.yaml']!, input.name ?? {}) }
  }
  return begun(tx, { principal, now }, { ...input, files, base: template === undefined ? current! : null })
})

/** @throws Refusal when another body's designers keep the service, and this person does not help all */
export async function seeKept(
  tx: Tx,
  service: string,
  { body, principal, world }: Pick<Call<unknown, 'country'>, 'principal' | 'world'> & { body: string },
): Promise<void> {
  const keeper = await findKeeper(tx, service)
  if (keeper !== undefined && keeper !== body && !helpsAll(principal))
    throw new Refusal(refusal['keeper-other'], {
      parameters: { body: world.country.displayName(keeper, world.country.languages.first) },
    })
}

/** @throws Refusal when the id is none, or another service's */
export async function seeFree(tx: Tx, service: string, current: number | undefined): Promise<void> {
  if (!IS_ID.test(service))
    throw new Refusal(refusal['id-unfit'], { problems: [{ path: 'service', text: refusal['id-unfit'].text }] })
  if (current !== undefined || (await isDrafted(tx, service)))
    throw new Refusal(refusal['id-taken'], { problems: [{ path: 'service', text: refusal['id-taken'].text }] })
}

/** The findings that a fix did away with. */
export type Mends = Parameters<typeof keepAmendments>[1]['done']

/** Stores a new draft with its first revision. */
export async function begun(
  tx: Tx,
  { principal, now }: Pick<Call<unknown>, 'principal' | 'now'>,
  {
    service,
    body,
    base,
    files,
    template,
    done,
  }: {
    service: string
    body: string
    base: number | null
    files: Files
    template?: string | undefined
    /** What was mended, where a fix made it. */
    done?: Mends | undefined
  },
) {
  const id = newId(now)
  const by = principal.personId!
  const draft = { id, service, body, base, template: template ?? null, revision: 1, state: 'editing' as const, files }
  await insertDraft(tx, { ...draft, createdBy: by, createdAt: now })
  await insertRevision(tx, { draft: id, number: 1, by, at: now, part: 'begin', files: files as Record<string, string> })
  if (base !== null)
    await keepAmendments(tx, { draft: id, service, base, body, after: files['process.bpmn'], done, by, now })
  return {
    answer: { id, revision: 1, state: 'editing' as const },
    subject: id,
    facts: { draft: id, service, body },
  }
}

/** The one line of the version, so that the rest stays as it was written. */
export const raised = (passport: string, version: number): string =>
  passport.replace(/^version:\s*\d+/m, `version: ${version}`)

function called(passport: string, name: Readonly<Record<string, string>>): string {
  const file = new YamlFile(passport)
  for (const [language, text] of Object.entries(name)) file.set(['name', language], text)
  return file.toString()
}
