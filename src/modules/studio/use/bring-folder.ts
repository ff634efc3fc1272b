import { z } from 'zod'
import { readYaml } from '../../../kernel/data/index.ts'
import { general, Refusal, useCase, type World } from '../../../platform/use-case/index.ts'
import { findCurrentVersion, findVersion, serviceFiles } from '../../catalogue/index.ts'
import { isClosed, type Files } from '../model/draft.ts'
import { refusal } from '../model/refusals.ts'
import { unpackFolder } from '../model/zip-folder.ts'
import { findDraft } from '../store/drafts.ts'
import { begun, BegunFacts, seeFree, seeKept } from './begin-draft.ts'
import { ChangedFacts, saved } from './change-draft.ts'
import { theDraft } from './read-draft.ts'
import { DraftId, Standing } from './shapes.ts'

/** A folder as a zip, in base64; of what it unpacks to, `model/zip-folder` has the limits. */
const Archive = z.object({ archive: z.base64().max(1_400_000) })

/** The service that a folder says it is. @throws Refusal when its passport can't be read or names none */
function serviceOf(files: Files): string {
  const read = readYaml(files['service.yaml'] ?? '', z.looseObject({ id: z.string().max(100) }))
  if (!('value' in read)) throw new Refusal(refusal['zip-passport'], { parameters: { file: 'service.yaml' } })
  return read.value.id
}

const folderIn = ({ input, world }: { input: { archive: string }; world: Pick<World, 'country'> }) =>
  unpackFolder(Buffer.from(input.archive, 'base64'), serviceFiles(world.country.languages))

export const bringDraft = useCase({
  name: 'studio.bring-draft',
  title: 'Begin a draft with a folder that was packed as a zip: a new service, or the next version of a published one',
  at: 'POST /studio/archives',
  input: Archive.extend({ body: z.string().max(100) }),
  output: Standing,
  needs: ['country'],
  may: 'designer for of body',
  records: { about: 'system', facts: BegunFacts, readers: 'officials' },
  status: 201,
})
  .asking(folderIn)
  .does(async ({ input: { body }, asked: files, principal, now, world }, tx) => {
    const service = serviceOf(files)
    const current = await findCurrentVersion(tx, service)
    if (current === undefined) await seeFree(tx, service, current)
    else await seeKept(tx, service, { body, principal, world })
    return begun(tx, { principal, now }, { service, body, files, base: current ?? null })
  })

export const bringFolder = useCase({
  name: 'studio.bring-folder',
  title:
    'Put the files of a folder that was packed as a zip in the place of a draft’s; what they were stays in its history',
  at: 'POST /studio/drafts/{draft}/archive',
  input: DraftId.extend(Archive.shape),
  output: Standing.extend({ files: z.array(z.string()) }),
  needs: ['country'],
  may: 'editor of draft',
  edits: theDraft,
  records: { about: 'system', facts: ChangedFacts, readers: 'officials' },
})
  .asking(folderIn)
  .does(async ({ input, asked: files, principal, now }, tx) => {
    const draft = (await findDraft(tx, input.draft))!
    if (isClosed(draft)) throw new Refusal(refusal.closed)
    const service = serviceOf(files)
    if (service !== draft.service)
      throw new Refusal(refusal['zip-other-service'], { parameters: { service, draft: draft.service } })
    return saved(tx, draft, { files, part: 'archive', by: principal.personId!, now })
  })

export const readPublished = useCase({
  name: 'studio.read-published',
  title: 'Every file of a published service, as its folder holds them',
  at: 'GET /studio/services/{service}/files',
  input: z.object({ service: z.string().max(100) }),
  output: z.object({ service: z.string(), version: z.int(), files: z.record(z.string(), z.string()) }),
  may: ['role designer', 'role methodologist'],
}).reads(async ({ input: { service } }, tx) => {
  const version = await findCurrentVersion(tx, service)
  const found = version === undefined ? undefined : await findVersion(tx, service, version)
  if (version === undefined || !found) throw new Refusal(general['not-found'])
  return { service, version, files: found.files as Record<string, string> }
})
