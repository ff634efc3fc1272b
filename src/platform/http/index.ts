export { page, type Page, type PageContext, type View } from './page.ts'
export { createApp, type AppParts } from './app.ts'
export { fromForm } from './form.ts'
export { readBody, utf8 } from './limits.ts'
