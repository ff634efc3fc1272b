import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'tree-felling-permit'

let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench([SERVICE])
})
afterAll(() => bench?.close())

const file = (persona: string, answers: Record<string, unknown>, more = {}) =>
  bench.api(persona, 'POST', '/applications', {
    service: SERVICE,
    answers: { ...bench.answersOf(SERVICE), ...answers },
    ...more,
  })
const problems = ({ body }: { body: any }) => body.errors?.map(({ path, message }: any) => [path, message])

it('refuses at the field what the decision could not be printed with', async () => {
  for (const [address, said] of [
    ['Navoiy 😀 5', /😀/],
    ['Navoiy\n\n2. Granted for ever', /one line|bir qatorda|одну строку/],
  ] as const) {
    const refused = await file('citizen', { address })
    expect([refused.status, problems(refused)?.[0]?.[0]]).toEqual([422, 'answers.address'])
    expect(problems(refused)[0][1]).toMatch(said)
    const atCounter = await file(
      'counter',
      { address },
      { channel: 'counter', applicant: { number: bench.numberOf('dilnoza') } },
    )
    expect(atCounter.status).toBe(422)
  }
  for (const address of ['Navoiy\u20285', 'Navoiy\u20295', 'Navoiy\u00855', 'Navoiy\v5', 'Navoiy \u202e5'])
    expect((await file('citizen', { address })).status, JSON.stringify(address)).toBe(422)
  for (const address of ['李小龙 5 ≥ ①', 'გიორგი', 'Ўктам Ғофуров'])
    expect((await file('citizen', { address })).status).toBe(201)
})

it('says so on the page of the form, with what was typed', async () => {
  const visitor = await bench.as('dilnoza')
  const start = await visitor.post(`/en/services/${SERVICE}/start`, { for: 'myself' })
  const page = `${start.location}/place`
  await visitor.get(page)
  const { address: _address, ...place } = bench.answersOf(SERVICE)
  const answered = await visitor.post(page, {
    district: String(place['district']),
    land: 'own',
    address: 'Navoiy 👍 5',
  })
  expect(answered.status).toBe(422)
  expect(answered.text).toContain('cannot be printed with 👍')
  expect(answered.text).toContain('value="Navoiy 👍 5"')
})

it("refuses it in an officer's note, a reason, a question and an appeal", async () => {
  const { id } = (await file('citizen', {})).body
  await bench.work()
  const note = 'Xulosa 😀'
  for (const [persona, path, body] of [
    ['officer', `/tasks/${id}.1/complete`, { outcome: 'ok', note }],
    ['officer', `/applications/${id}/questions`, { text: note }],
    ['officer', `/tasks/${id}.1/hearing`, { reason: 'trees-sound', note }],
    ['citizen', `/applications/${id}/hearing/answer`, { text: note }],
    ['citizen', `/applications/${id}/withdraw`, { reason: note }],
    ['citizen', `/applications/${id}/appeal`, { grounds: note }],
  ] as const) {
    const refused = await bench.api(persona, 'POST', path, body)
    expect([path, refused.status, refused.body.type]).toEqual([path, 422, 'urn:darcha:problem:errors.invalid-input'])
    expect(problems(refused)[0][1]).toContain('😀')
  }
})
