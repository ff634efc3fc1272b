import { z } from 'zod'
import { general, pageRead, Refusal } from '../../../platform/use-case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { findCurrentVersion, findVersion } from '../../catalogue/index.ts'
import { isClosed, type Files } from '../model/draft.ts'
import { findDraft } from '../store/drafts.ts'
import { authorsOf, filesAt, listReviews, listRevisions } from '../store/revisions.ts'
import { readDraft } from './read-draft.ts'
import { DraftId } from './shapes.ts'

const REVISIONS_SHOWN = 50

/** A draft's way so far: who saved what and who said what of it, by name; and whether this viewer may judge it. */
export const showDraft = pageRead(readDraft, { needs: ['people'] }).reads(async ({ input, principal, world }, tx) => {
  const draft = await findDraft(tx, input.draft)
  if (!draft) throw new Refusal(general['not-found'])
  const [revisions, reviews, authors, current] = [
    await listRevisions(tx, draft.id, REVISIONS_SHOWN),
    await listReviews(tx, draft.id),
    await authorsOf(tx, draft.id),
    await findCurrentVersion(tx, draft.service),
  ]
  const names = new Map<string, string>()
  for (const id of new Set([...revisions, ...reviews].map(({ by }) => by)))
    names.set(id, (await world.people.get(tx, id)).name)
  const named = <Line extends { by: string }>(line: Line) => ({ ...line, by: names.get(line.by) ?? '' })
  return {
    revisions: revisions.map(named),
    reviews: reviews.map(named),
    current: current ?? null,
    moved: !isClosed(draft) && (current ?? null) !== draft.base,
    mayJudge: draft.state === 'review' && !authors.includes(principal.personId!),
  }
})

/** The files a draft is compared with: the published version it was begun from, or what it was after a revision. */
export const comparedFiles = pageRead(readDraft, {
  input: DraftId.extend({ revision: z.int().min(1).optional() }),
}).reads(async ({ input }, tx): Promise<{ now: Files; before: Files; version: number | null }> => {
  const draft = await findDraft(tx, input.draft)
  if (!draft) throw new Refusal(general['not-found'])
  const before =
    input.revision === undefined
      ? await published(tx, draft.service, draft.base)
      : await filesAt(tx, draft.id, input.revision)
  if (!before) throw new Refusal(general['not-found'])
  return { now: draft.files, before, version: draft.base }
})

const published = async (tx: Tx, service: string, version: number | null): Promise<Files> =>
  version === null ? {} : ((await findVersion(tx, service, version))?.files ?? {})
