export { administrationModule } from './module.ts'
export { ContactRows, type ContactShown } from './pages/contact-rows.tsx'
export { showBody } from './use/show-body.ts'
