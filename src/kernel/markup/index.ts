export { escape, Html, raw, write, type Child } from './html.ts'
