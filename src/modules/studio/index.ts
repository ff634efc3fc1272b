import './world.ts'

export { studioModule } from './module.ts'
export { beginDraft } from './use/begin-draft.ts'
export { changeDraft } from './use/change-draft.ts'
