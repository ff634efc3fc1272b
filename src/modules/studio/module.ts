import { describeModule, holding } from '../../platform/module/index.ts'
import type { RightsRow } from '../../platform/rights/index.ts'
import { checkServiceFiles, demoParts, type CheckParts, type ExampleRan } from '../catalogue/index.ts'
import { templatesOf } from './model/templates.ts'
import { studioPages } from './pages/index.ts'
import { studioRights } from './rights.ts'
import { beginDraft } from './use/begin-draft.ts'
import { beginFixed, beginMined, beginRound } from './use/begin-round.ts'
import { bringDraft, bringFolder, readPublished } from './use/bring-folder.ts'
import { changeDraft, undoRevision } from './use/change-draft.ts'
import { checkDraft } from './use/check-draft.ts'
import { commentOnElement, listDraftComments, settleThread } from './use/comment-draft.ts'
import { listAllDrafts } from './use/list-drafts.ts'
import { publishDraft } from './use/publish-draft.ts'
import { readDraft } from './use/read-draft.ts'
import { decideReview, discardDraft, sendToReview } from './use/review-draft.ts'

const ANY = '00000000-0000-7000-8000-000000000001'

/** Nobody of the stage designs services; who does is tried in `e2e/studio`. */
const designers = (useCase: { name: string }, more: Record<string, unknown> = {}): RightsRow => ({
  useCase: useCase.name,
  may: [],
  asks: () => ({ draft: ANY, ...more }),
})

/** The studio: a service is made and edited in the browser, looked at by a second person, and published. */
export const studioModule = describeModule({
  name: 'studio',
  about: 'Making and editing services: drafts, checks, review, publishing.',
  uses: ['catalogue', 'process', 'redesign'],
  needs: ['country', 'drawSample', 'engine', 'people'],
  gives: ['serviceChecks', 'serviceTemplates'],
  furnishes({ country, root }) {
    let parts: Promise<CheckParts> | undefined
    return {
      serviceTemplates: templatesOf(country.folder),
      serviceChecks: {
        async check(files, service) {
          const runs: ExampleRan[] = []
          const ran = (run: ExampleRan) => void runs.push(run)
          const found = await checkServiceFiles(files, service, {
            ...(await (parts ??= demoParts(root, country))),
            ran,
          })
          return { ...found, runs }
        },
      },
    }
  },
  useCases: [
    listAllDrafts,
    beginDraft,
    readDraft,
    changeDraft,
    undoRevision,
    checkDraft,
    sendToReview,
    decideReview,
    discardDraft,
    publishDraft,
    listDraftComments,
    commentOnElement,
    settleThread,
    beginRound,
    beginFixed,
    beginMined,
    bringDraft,
    bringFolder,
    readPublished,
  ],
  rights: studioRights,
  matrix: [
    { useCase: listAllDrafts.name, may: [], asks: () => ({}) },
    { useCase: beginDraft.name, may: [], asks: () => ({ body: 'none', service: 'none' }) },
    designers(readDraft),
    designers(changeDraft, { changes: [{ kind: 'file', file: 'service.yaml', text: '' }] }),
    designers(undoRevision, { revision: 1 }),
    designers(checkDraft),
    designers(sendToReview),
    designers(decideReview, { decision: 'approved' }),
    designers(discardDraft),
    designers(publishDraft),
    designers(listDraftComments),
    designers(commentOnElement, { element: 'prepare', text: 'Why?' }),
    designers(settleThread, { comment: ANY }),
    designers(bringFolder, { archive: '' }),
    { useCase: beginRound.name, may: [], asks: () => ({ body: 'none', service: 'none' }) },
    { useCase: beginMined.name, may: [], asks: () => ({ body: 'none', service: 'none' }) },
    { useCase: beginFixed.name, may: [], asks: () => ({ body: 'none', service: 'none', fix: 'all' }) },
    { useCase: bringDraft.name, may: [], asks: () => ({ body: 'none', archive: '' }) },
    { useCase: readPublished.name, may: [], asks: ({ service }) => ({ service }) },
  ],
  pages: studioPages,
  navigation: [{ path: '/studio', text: 'studio.title', order: 44, shown: holding('designer', 'methodologist') }],
})
