import { afterAll, beforeAll, expect, it } from 'vitest'
import { issueToken } from '../../platform/identity/index.ts'
import { caseBench, type CaseBench } from './testing.ts'
import { composeWeb } from '../../commands/compose-web.ts'

const SERVICE = 'guardianship-incapacitated-adult'

let bench: CaseBench
let id: string
let api: (who: string, method: string, path: string, body?: object) => Promise<{ status: number; body: any }>
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  const app = composeWeb(bench.instance, bench.origin)
  api = async (who, method, path, body) => {
    const { token } = (await bench.instance.database.transaction((tx) => issueToken(tx, who, bench.clock())))!
    const answer = await app.request(`${bench.origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: await answer.json() }
  }
  // the officer who decides such cases applies in the district of his own office
  id = (await bench.file(SERVICE, { person: 'jasur' })).id
  await bench.work()
})
afterAll(() => bench?.close())

it('lets nobody take or decide a case of their own', async () => {
  for (const [who, element] of [
    ['officer-health', 'healthOpinion'],
    ['officer-social', 'socialOpinion'],
  ] as const)
    expect(
      (await api(who, 'POST', `/tasks/${await bench.task(id, element)}/complete`, { outcome: 'agree' })).status,
    ).toBe(200)
  await bench.work()
  const task = await bench.task(id, 'decide')
  for (const [path, body] of [
    ['claim', undefined],
    ['complete', { outcome: 'grant' }],
  ] as const) {
    const refused = await api('officer', 'POST', `/tasks/${task}/${path}`, body ?? {})
    expect([refused.status, refused.body.type]).toEqual([403, 'urn:darcha:problem:casework.own-case'])
  }
})

it('shows an official in private affairs no more than any applicant', async () => {
  const asked = await api('head', 'POST', `/applications/${id}/inquiries`, {
    office: 'interior-1726266',
    question: 'Is the address known to you?',
  })
  expect(asked.status).toBe(201)
  const [own, office] = [
    await api('officer', 'GET', `/applications/${id}`),
    await api('head', 'GET', `/applications/${id}`),
  ]
  expect([own.status, office.status]).toEqual([200, 200])
  expect(office.body.inquiries).toHaveLength(1)
  expect(own.body.inquiries).toEqual([])
  expect(own.body.tasks).toEqual([])
})

it('gives an applicant nothing that registers say of other people', async () => {
  const [own, office] = [
    await api('officer', 'GET', `/applications/${id}`),
    await api('head', 'GET', `/applications/${id}`),
  ]
  const service = await bench.instance.world.published.get(SERVICE)
  const ofOthers = new Set(service.passport.evidence!.flatMap(({ id: evidence, about }) => (about ? [evidence] : [])))
  expect(ofOthers.size).toBeGreaterThan(2)
  const told = (answer: { body: any }) =>
    answer.body.evidence.filter((found: any) => ofOthers.has(found.evidence) && found.data !== null).length
  expect(told(office)).toBeGreaterThan(0)
  expect(told(own)).toBe(0)
})
