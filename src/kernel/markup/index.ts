export { raw, type Child } from './html.ts'
