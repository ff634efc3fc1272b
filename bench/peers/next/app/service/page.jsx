import { person, service } from '../../lib/database.js'
import { element, shown } from '../../lib/shown.js'

export const dynamic = 'force-dynamic'

export default async function Service() {
  const { service: page } = shown()
  await Promise.all([person(), service(page.id)])
  return page.body.map(element)
}
