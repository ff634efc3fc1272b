import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeWeb } from '../../commands/compose-web.ts'
import { newId } from '../../platform/database/index.ts'
import { issueToken } from '../../platform/identity/index.ts'
import { faultsOf, openBrowser } from '../../ui/testing.ts'
import { browse } from './pages/testing.ts'
import { caseBench, samplePdf, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const SECRET = ['psychiatric', 'dermatology', 'tuberculosis', 'narcology']

let bench: CaseBench
let id: string
let file: string
let api: (who: string, method: string, path: string, body?: object) => Promise<{ status: number; body: any }>
const seen = (answer: { body: any }) => answer.body.evidence.map((found: any) => found.evidence).sort()
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  const app = composeWeb(bench.instance, bench.origin)
  const { database } = bench.instance
  api = async (who, method, path, body) => {
    const { token } = (await database.transaction((tx) => issueToken(tx, who, bench.clock())))!
    const answer = await app.request(`${bench.origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: await answer.json() }
  }
  id = (await bench.file(SERVICE, { operator: 'malika' })).id
  await bench.work()
  const kept = await bench.instance.world.files.put(samplePdf())
  file = newId(bench.clock())
  await database.query(
    "insert into casework.attachment (owner, id, field, name, type, size, sha256, added_at) values ($1, $2, 'familyConsent', 'consent.pdf', 'application/pdf', $3, $4, $5)",
    [id, file, kept.size, kept.sha256, bench.clock()],
  )
  // an office that is only asked
  expect(
    (
      await api('officer', 'POST', `/applications/${id}/inquiries`, {
        office: 'interior-1726266',
        question: 'Who lives there?',
      })
    ).status,
  ).toBe(201)
})
afterAll(() => bench?.close())

it('shows each body the evidence its own task names, and those who decide all of it', async () => {
  const [health, social, decides] = await Promise.all(
    ['officer-health', 'officer-social', 'officer'].map((who) => api(who, 'GET', `/applications/${id}`)),
  )
  expect(SECRET.filter((evidence) => seen(decides!).includes(evidence))).toEqual(SECRET)
  expect(SECRET.filter((evidence) => seen(health!).includes(evidence))).toEqual(SECRET)
  expect(seen(health!)).not.toContain('social')
  expect(seen(social!)).toEqual(['family-members', 'passports', 'residence', 'social'])
  expect([health!.body.partial, social!.body.partial, decides!.body.partial]).toEqual([true, true, false])
  // answers of the form, and nothing of the other body's work
  expect(health!.body.answers).not.toHaveProperty('wardHasProperty')
  expect(social!.body.answers).toHaveProperty('wardHasProperty')
  expect(social!.body.tasks.map((task: any) => task.element)).toEqual(['socialOpinion'])
  expect(social!.body.applicant).not.toHaveProperty('disabilityGroup')
})

it('gives a body that was asked something its question and no more', async () => {
  const asked = await api('officer-interior', 'GET', `/applications/${id}`)
  expect(asked.status).toBe(200)
  expect(asked.body).toMatchObject({
    partial: true,
    evidence: [],
    answers: {},
    files: [],
    tasks: [],
    messages: [],
    payments: [],
    results: [],
    inquiries: [{ question: 'Who lives there?', mayAnswer: true }],
  })
  expect(Object.keys(asked.body.applicant).sort()).toEqual(['kind', 'name', 'number'])
  expect((await api('officer-interior', 'GET', `/applications/${id}/rules`)).body).toEqual({ rules: [] })
})

it('keeps files and pages to the same', async () => {
  const [decides, social, asked] = await Promise.all(['jasur', 'feruza', 'davron'].map((who) => bench.as(who)))
  const path = `/en/cases/${id}/files/${file}`
  expect((await decides!.get(path)).status).toBe(200)
  for (const visitor of [social!, asked!])
    expect([visitor.person, (await visitor.get(path)).status]).toEqual([visitor.person, 404])
  const page = (await social!.get(`/en/desk/cases/${id}`)).text
  expect(page).toContain('Certificates of the social protection body')
  for (const told of ['Psychiatric', 'venereal', 'Tuberculosis', 'consent.pdf']) expect(page).not.toContain(told)
  const whole = (await decides!.get(`/en/desk/cases/${id}`)).text
  for (const told of ['Psychiatric', 'venereal', 'consent.pdf']) expect(whole).toContain(told)
  expect((await asked!.get(`/en/desk/cases/${id}`)).text).toContain('You see what your task or question needs')
  for (const visitor of [social!, asked!]) expect((await visitor.get(`/en/desk/cases/${id}/draft`)).status).toBe(404)
})

it('looks right, narrow and wide', async () => {
  const browser = await openBrowser()
  try {
    for (const [person, width, language] of [
      ['davron', 320, 'uz'],
      ['feruza', 1280, 'ru'],
    ] as const) {
      const page = await browse(bench, browser, person, { width })
      await page.goto(`${bench.origin}/${language}/desk/cases/${id}`)
      if (process.env['SHOTS'])
        await page.screenshot({ path: `${process.env['SHOTS']}/sight-${width}.png`, fullPage: true })
      expect(await faultsOf(page)).toEqual([])
      await page.context().close()
    }
  } finally {
    await browser.close()
  }
}, 60_000)
