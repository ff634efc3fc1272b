import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeWeb } from '../../commands/compose-web.ts'
import { issueToken } from '../../platform/identity/index.ts'
import { caseBench, type CaseBench, type Visitor } from './testing.ts'

const [BOTH, PEOPLE] = ['outdoor-advertising-permit', 'housing-availability-certificate']
const FIRM = '309990017'
const NAME = 'Bahor Savdo'

let bench: CaseBench
let rustam: Visitor
beforeAll(async () => {
  bench = await caseBench([BOTH!, PEOPLE!])
  rustam = await bench.as('rustam')
})
afterAll(() => bench?.close())

const actFor = (organisation: string) => rustam.post('/en/act-for', { organisation, returnTo: '/en/cabinet' })
const drafts = async () =>
  (
    await bench.instance.database.query<{ id: string; organisation: string | null }>(
      'select id, organisation from casework.draft order by updated_at',
      [],
    )
  ).rows

it('chooses nobody by itself while one acts for a firm, and begins in the name that was chosen', async () => {
  expect((await actFor(FIRM)).status).toBe(303)
  const asked = await rustam.get(`/en/services/${BOTH}/start`)
  expect(asked.text).not.toMatch(/value="myself"[^>]*checked|checked[^>]*value="myself"/)
  const own = await rustam.post(`/en/services/${BOTH}/start`, { for: 'myself' })
  expect(own.location).toMatch(/\/drafts\//)
  const firms = await rustam.post(`/en/services/${BOTH}/start`, { for: FIRM })
  expect(firms.location).not.toBe(own.location)
  expect((await drafts()).map((draft) => draft.organisation)).toEqual([null, FIRM])
  // a service for people only is nothing a firm's representative begins unasked
  const people = await rustam.get(`/en/services/${PEOPLE}/start`)
  expect(people.status).toBe(200)
  expect(people.text).not.toMatch(/value="myself"[^>]*checked|checked[^>]*value="myself"/)
})

it('names the firm on the form and on the check page, and not on one’s own', async () => {
  const [own, firms] = await drafts()
  // the header says for whom one acts: the heading is what counts
  const heading = async (path: string) => /<main[\s\S]*<\/h1>/.exec((await rustam.get(path)).text)![0]
  await actFor('')
  const { location } = await rustam.get(`/en/drafts/${firms!.id}`)
  const page = location ?? `/en/drafts/${firms!.id}`
  expect(await heading(page)).toContain(NAME)
  const ownPage = (await rustam.get(`/en/drafts/${own!.id}`)).location ?? `/en/drafts/${own!.id}`
  expect(await heading(ownPage)).not.toContain(NAME)
})

it('keeps the answers of a repeated request apart by the name they were asked in', async () => {
  const app = composeWeb(bench.instance, bench.origin)
  const { token } = (await bench.instance.database.transaction((tx) => issueToken(tx, 'business', bench.clock())))!
  const begin = async (headers: Record<string, string>) => {
    const answer = await app.request(`${bench.origin}/api/v1/drafts`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': 'the-same-key',
        ...headers,
      },
      body: JSON.stringify({ service: BOTH }),
    })
    return ((await answer.json()) as { id: string }).id
  }
  const own = await begin({})
  const firms = await begin({ 'darcha-acting-for': FIRM })
  expect(firms).not.toBe(own)
  expect([await begin({}), await begin({ 'darcha-acting-for': FIRM })]).toEqual([own, firms])
})
