import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseBench, type CaseBench, type Visitor } from '../../modules/casework/testing.ts'
import { demoPersonId, giveRole } from '../../platform/identity/index.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const BODY = '/en/administration/bodies/khokimiyat-1726266'
let bench: CaseBench
let aziza: Visitor
let other: Visitor
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  await giveRole(bench.instance.database, {
    person: demoPersonId('sardor'),
    role: 'administrator',
    body: 'ministry',
    since: '2026-01-01T00:00:00Z',
    givenBy: 'system',
  })
  ;[aziza, other] = [await bench.as('aziza'), await bench.as('sardor')]
})
afterAll(async () => {
  await bench?.close()
})

const text = (html: string) => html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
function shownIn(html: string, action: string): string {
  const form = [...html.matchAll(/<form\b[^>]*action="([^"]*)"[\s\S]*?<\/form>/g)].find(([, to]) =>
    to!.endsWith(action),
  )
  return text(/name="shown" value="([^"]*)"/.exec(form![0])![1]!)
}
const rows = async (sql: string) => (await bench.instance.database.query(sql, [])).rows

it("gives and ends no role over another administrator's act: whose role changed is said, and what was typed stays", async () => {
  const number = (
    await bench.instance.database.query<{ number: string }>('select number from identity.person where id = $1', [
      demoPersonId('bekzod'),
    ])
  ).rows[0]!.number
  const page = (await aziza.get(BODY)).text
  const form = {
    shown: shownIn(page, '/roles'),
    number,
    role: 'head',
    'until.day': '31',
    'until.month': '12',
    'until.year': '2099',
    reason: 'Leads the department for a year',
  }
  expect(
    (
      await other.post(`${BODY}/roles`, {
        ...form,
        'until.year': '2098',
        shown: shownIn((await other.get(BODY)).text, '/roles'),
      })
    ).status,
  ).toBe(303)
  const second = await aziza.post(`${BODY}/roles`, form)
  expect(second.status).toBe(412)
  expect(text(second.text)).toMatch(/This changed after you opened the page: [^.]*, head\b/i)
  for (const kept of ['value="2099"', 'Leads the department for a year', `value="${number}"`])
    expect(second.text).toContain(kept)
  expect(
    await rows(
      `select person from identity.role where person = '${demoPersonId('bekzod')}' and body = 'khokimiyat-1726266'`,
    ),
  ).toHaveLength(1)
  // one ends a role that the other sees as it was
  const stale = shownIn((await other.get(BODY)).text, '/roles/end')
  expect(
    (
      await aziza.post(`${BODY}/roles/end`, {
        shown: shownIn(second.text, '/roles/end'),
        person: demoPersonId('bekzod'),
        role: 'head',
        reason: 'Given by mistake',
      })
    ).status,
  ).toBe(303)
  const ended = await other.post(`${BODY}/roles/end`, {
    shown: stale,
    person: demoPersonId('jasur'),
    role: 'officer',
    reason: 'Moves to another office',
  })
  expect(ended.status).toBe(412)
  expect(ended.text).toContain('Moves to another office')
  expect(ended.text).toMatch(/<details[^>]*open/)
  expect(
    await rows(
      `select person from identity.role where person = '${demoPersonId('jasur')}' and body = 'khokimiyat-1726266' and role = 'officer' and until is null`,
    ),
  ).toHaveLength(1)
})

it('closes no version that another opened again meanwhile, and moves no case that was moved', async () => {
  const definition = (await rows('select id from process.definition'))[0]!['id'] as string
  const version = `/en/administration/services/${encodeURIComponent(definition)}`
  const shown = shownIn((await aziza.get(version)).text, '/suspend')
  expect((await other.post(`${version}/suspend`, { reason: 'The law changed' })).status).toBe(303)
  const second = await aziza.post(`${version}/suspend`, { shown, running: 'true', reason: 'The form is wrong' })
  expect(second.status).toBe(412)
  expect(second.text).toContain('The form is wrong')
  expect((await rows('select closed, suspended from process.definition'))[0]).toEqual({
    closed: true,
    suspended: false,
  })
  await other.post(`${version}/resume`, { reason: 'The law is back' })

  const { id } = await bench.file(SERVICE)
  await bench.work()
  const address = `/en/administration/cases/${id}`
  const seen = shownIn((await aziza.get(address)).text, '/suspend')
  expect((await other.post(`${address}/suspend`, { reason: 'Asked by the court' })).status).toBe(303)
  const late = await aziza.post(`${address}/suspend`, { shown: seen, reason: 'Asked by the head' })
  expect(late.status).toBe(412)
  expect(late.text).toContain('Asked by the head')
})

it('sets where a body is found, with its source, over nobody else’s word, and everybody reads it', async () => {
  const contact = {
    address: 'Amir Temur 1',
    phone: '1140',
    site: '',
    hours: '',
    source: 'Letter 12 of the khokimiyat',
    'sourceDate.day': '2',
    'sourceDate.month': '3',
    'sourceDate.year': '2026',
  }
  const shown = shownIn((await aziza.get(BODY)).text, '/contact')
  const wrong = await aziza.post(`${BODY}/contact`, { ...contact, phone: 'call me', site: 'x', shown })
  expect(wrong.status).toBe(422)
  expect(text(wrong.text)).toContain('Write the telephone in digits, for example +998 90 123 45 67')
  // above the form it says which field is meant, too
  expect(text(wrong.text)).toContain('Telephone: write the telephone in digits')
  expect(wrong.text).toContain('Write the whole address of the site')
  expect(wrong.text).toContain('value="Amir Temur 1"')
  expect((await aziza.post(`${BODY}/contact`, { ...contact, shown })).status).toBe(303)
  const second = await other.post(`${BODY}/contact`, { ...contact, phone: '1150', shown })
  expect(second.status).toBe(412)
  expect(second.text).toContain('value="1150"')
  const page = (await bench.nobody.get('/en/bodies/khokimiyat-1726266')).text
  expect(page).toContain('href="tel:1140"')
  expect(page).toContain('As Letter 12 of the khokimiyat of 2 March 2026 says.')
  expect(page).not.toContain('demo value')
})
