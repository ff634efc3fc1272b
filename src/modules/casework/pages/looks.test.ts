import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseBench, type CaseBench } from '../testing.ts'

const SERVICE = 'pension-amount-certificate'

let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench([SERVICE])
})
afterAll(() => bench?.close())

/** All that this room and the exchange hold. */
async function all(): Promise<string> {
  const tables = ['application', 'attachment', 'desk_key', 'draft', 'evidence', 'message', 'notice', 'mismatch'].map(
    (name) => `casework.${name}`,
  )
  const rows = await Promise.all(
    [...tables, 'exchange.access'].map(
      async (table) => (await bench.instance.database.query(`select t::text as row from ${table} t order by 1`)).rows,
    ),
  )
  return JSON.stringify(rows)
}
const post = async (person: string, path: string, fields = {}) => (await bench.as(person)).post(path, fields)

it('writes nothing for a page that is looked at', async () => {
  const { id } = await bench.file(SERVICE, { person: 'dilnoza' })
  await bench.work()
  const before = await all()
  for (const [person, paths] of [
    [
      'dilnoza',
      [`/services/${SERVICE}/start`, '/cabinet', '/cabinet/messages', `/applications/${id}`, '/cabinet/documents'],
    ],
    ['malika', ['/counter', '/counter/line', `/counter?query=${bench.numberOf('dilnoza')}`]],
  ] as const)
    for (const path of paths) expect((await (await bench.as(person)).get(`/en${path}`)).status, path).toBe(200)
  expect(await all()).toBe(before)
})

it('begins, marks as read and makes a key when it is asked to', async () => {
  const start = await (await bench.as('jasur')).get(`/en/services/${SERVICE}/start`)
  expect(start.text).toContain('Population register')
  expect((await post('jasur', `/en/services/${SERVICE}/start`, { for: 'myself' })).location).toMatch(/\/drafts\//)
  const unread = async () =>
    (await bench.api('citizen', 'GET', '/me/notices')).body.items.filter((item: any) => !item.readAt).length
  expect(await unread()).toBeGreaterThan(0)
  expect((await post('dilnoza', '/en/cabinet/messages')).status).toBe(303)
  expect(await unread()).toBe(0)
  const made = JSON.parse((await post('malika', '/en/counter/line')).text)
  expect(JSON.parse((await (await bench.as('malika')).get('/en/counter/line')).text)).toEqual({ owner: made.owner })
  expect(JSON.parse((await post('malika', '/en/counter/line')).text)).toEqual(made)
  expect((await post('dilnoza', '/en/counter/line')).status).toBe(403)
})
