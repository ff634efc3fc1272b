import './world.ts'
export { consultationModule } from './module.ts'
export { addComment } from './use/add-comment.ts'
