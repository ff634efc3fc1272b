import './world.ts'
export { consultationModule } from './module.ts'
export { closed as discussionClosed, opened as discussionOpened } from './model/events.ts'
export { addComment } from './use/add-comment.ts'
