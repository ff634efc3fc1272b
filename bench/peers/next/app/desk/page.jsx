import { person, worklist } from '../../lib/database.js'
import { element, shown } from '../../lib/shown.js'

export const dynamic = 'force-dynamic'
const day = new Intl.DateTimeFormat('uz', { day: 'numeric', month: 'short', timeZone: 'Asia/Tashkent' })
const hour = new Intl.DateTimeFormat('uz', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tashkent' })

/** A row of the page with what the database says in the cells of applicant, number and term. */
function line([name, attributes, cells], row) {
  const said = [, row.name, , row.label, `${day.format(row.due)} ${hour.format(row.due)}`]
  return [name, { ...attributes, 'data-href': `/uz/desk/tasks/${row.id}` }, cells.map((cell, n) => (said[n] === undefined ? cell : [cell[0], cell[1], [[cell[2][0][0], cell[2][0][1], [said[n]]]]]))]
}

export default async function Desk() {
  const { desk: page } = shown()
  const [, rows] = await Promise.all([person(), worklist(page.office)])
  const fill = (node) => (typeof node === 'string' ? node : node[0] === 'tbody' ? [node[0], node[1], rows.map((row) => line(node[2][0], row))] : [node[0], node[1], node[2].map(fill)])
  return page.body.map((node) => element(fill(node)))
}
