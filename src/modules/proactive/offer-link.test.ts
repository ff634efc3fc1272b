import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startDemo, type StartedDemo } from '../../../demo/process/testing.ts'
import { readPeople } from '../../platform/identity/index.ts'
import { caseBench, type CaseBench } from '../casework/testing.ts'
import { runNight } from './index.ts'

const SERVICE = 'old-age-pension-proactive'
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })
let bench: CaseBench
let mail: StartedDemo
let now = '2026-11-06T05:00:00.000Z'
beforeAll(async () => {
  mail = await startDemo('mail')
  bench = await caseBench([SERVICE], {
    clock: () => now,
    config: { smtpUrl: String(mail.facts['smtp']), smsUrl: `${mail.url}/sms` },
  })
  // one person has both a mailbox and a phone, all others a mailbox only
  await rows("update identity.person set phone = null, email = 'p' || right(id::text, 12) || '@people.example'")
  await rows("update identity.person set phone = '+998900000077', email = 'tolqin@people.example' where number = $1", [
    bench.numberOf('tolqin'),
  ])
  // and of some nobody knows how to reach them
  await rows("update identity.person set email = null where sex = 'female'")
  const { database, world } = bench.instance
  await runNight(database, world, { services: [await world.services.get(database, SERVICE)], now })
  await bench.work()
})
afterAll(async () => {
  await bench?.close()
  await mail?.stop()
})

const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await bench.instance.database.query<Row>(text, values)).rows
interface Letter {
  kind: string
  to: string
  text: string
  subject: string
}
const letters = async (to: string): Promise<Letter[]> =>
  ((await (await fetch(`${mail.url}/messages.json`)).json()) as { messages: Letter[] }).messages.filter((letter) =>
    letter.to.includes(to),
  )
const linkIn = (text: string) => /\/offers\/([\w-]{22})/.exec(text)![1]!
const caseOf = async (person: string) =>
  (
    await rows<{ id: string; status: string; outcome: string | null; person: string }>(
      "select case_id as id, status, outcome, person from casework.application where applicant ->> 'number' = $1",
      [bench.numberOf(person)],
    )
  )[0]!

/** Others whose offer waits: who is told by one channel only, and who by none. */
const waiting = async () =>
  rows<{ number: string; email: string | null; phone: string | null; id: string; person: string }>(
    `select a.applicant ->> 'number' as number, a.applicant ->> 'email' as email, a.applicant ->> 'phone' as phone, a.case_id as id, a.person
     from casework.application a join process.task t on t.case_id = a.case_id and t.element = 'answer' order by a.number`,
  )

/** By which day an offer is answered, and what it means to say nothing. */
const SAYS_BY_WHEN = /Iltimos, 2026-[^.]+gacha javob bering\. Shu vaqtgacha hech narsa demasangiz, rozi boʻlgandek/

it('asks who has one channel only for their own number, and locks after five wrong ones', async () => {
  const other = (await waiting()).find(({ email, phone }) => email && !phone)!
  const [letter] = await letters(other.email!)
  expect(letter!.text).not.toContain(other.number)
  expect(letter!.text.replace(/\s+/g, ' ')).toMatch(SAYS_BY_WHEN)
  // a short message is the title alone
  expect(letter!.subject).toMatch(/ siz uchun tayyor: koʻring\. 2026-[^.]+gacha javob bering\.$/)
  const at = `/en/offers/${linkIn(letter!.text)}`
  expect((await bench.nobody.get(at)).text).toContain('Your personal number')
  for (let left = 4; left > 0; left--)
    expect((await bench.nobody.post(at, { code: '32012669990519' })).text).toContain(`Tries left: ${left}`)
  await bench.nobody.post(at, { code: 'x' })
  const locked = await bench.nobody.post(at, { code: other.number })
  expect([locked.status, locked.text]).toEqual([429, expect.stringContaining('too many wrong tries')])
  expect((await caseOfId(other.id)).status).not.toBe('completed')
  // it says when to come again, and a new letter can be had: to the person themselves, one a day
  expect(locked.text).toContain('You can try again from')
  const link = linkIn(letter!.text)
  const refused = await bench.api('citizen', 'GET', `/offer-links/${link}`)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '86400'])
  const page = await fetch(`${bench.origin}${at}`)
  expect([page.status, page.headers.get('retry-after')]).toEqual([429, '86400'])
  // the lock ends, and tries are counted anew
  now = '2026-11-07T05:00:00.000Z'
  const open = await bench.nobody.get(at)
  expect([open.status, open.text.includes('Your personal number')]).toEqual([200, true])
  expect((await bench.nobody.post(at, { code: 'x' })).text).toContain('Tries left: 4')
  for (let left = 4; left > 0; left--) await bench.nobody.post(at, { code: 'x' })
  expect((await bench.nobody.get(at)).text).toContain('Send me a new letter')
  const renewed = await bench.nobody.post(`${at}/renew`, {})
  expect([renewed.status, renewed.text.includes(other.email!)]).toEqual([200, false])
  await bench.work()
  const [first, second, ...more] = await letters(other.email!)
  expect([second !== undefined, more]).toEqual([true, []])
  const fresh = [first!, second!].map(({ text }) => linkIn(text)).find((each) => each !== link)!
  expect((await bench.nobody.get(at)).status).toBe(410)
  expect((await bench.nobody.get(`/en/offers/${fresh}`)).text).toContain('Your personal number')
  const renew = async (secret: string) => (await bench.api('citizen', 'POST', `/offer-links/${secret}/renew`)).status
  const lock = async (secret: string) => {
    for (let left = 5; left > 0; left--) await bench.nobody.post(`/en/offers/${secret}`, { code: 'x' })
  }
  // neither by the one that is closed nor by one that opens another is had
  expect([await renew(link), await renew(fresh)]).toEqual([410, 410])
  // who asks for one after another is told to wait
  await lock(fresh)
  expect(await renew(fresh)).toBe(200)
  await bench.work()
  const third = (await letters(other.email!))
    .map(({ text }) => linkIn(text))
    .find((each) => ![link, fresh].includes(each))!
  await lock(third)
  const pressed = await bench.api('citizen', 'POST', `/offer-links/${third}/renew`)
  expect([pressed.status, Number(pressed.headers.get('retry-after')) > 0]).toEqual([429, true])
  expect(await renew('a'.repeat(22))).toBe(410)
  // one that grew old by itself is renewed, too
  await rows(
    "update casework.offer_link set made_at = made_at - interval '1464 hours', ends_at = ends_at - interval '1464 hours' where case_id = $1",
    [other.id],
  )
  expect([await renew(link), await renew(third)]).toEqual([410, 200])
  await bench.work()
})
const caseOfId = async (id: string) =>
  (
    await rows<{ status: string; outcome: string | null }>(
      'select status, outcome from casework.application where case_id = $1',
      [id],
    )
  )[0]!

it('is reminded once, by a link of its own, and answers at a counter that takes the case', async () => {
  const [other] = (await waiting()).filter(({ email, phone }) => email && !phone)
  const before = (await letters(other!.email!)).length
  now = '2026-11-13T14:00:00.000Z'
  await bench.work()
  await bench.work()
  const told = await letters(other!.email!)
  expect(told).toHaveLength(before + 1)
  expect(new Set(told.map(({ text }) => linkIn(text))).size).toBe(told.length)
  const reminded = told.find(({ subject }) => subject.includes('javobingizni kutyapmiz'))!
  expect(reminded.text.replace(/\s+/g, ' ')).toMatch(SAYS_BY_WHEN)
  const at = `/en/offers/${linkIn(reminded.text)}`
  const open = await bench.nobody.post(at, { code: other!.number })
  expect(open.text).toContain('Pension a month')
  // nobody can apply for what the state begins by itself
  expect(open.text).toContain('ask the office that prepared it')
  expect(open.text).not.toMatch(/you can apply/i)

  const operator = await bench.as('malika')
  const page = await operator.get(`/en/counter/people/${other!.person}`)
  expect(page.text).toContain('Answer the offer here')
  const taken = await operator.post(`/en/counter/people/${other!.person}/offers/${other!.id}`, {})
  expect(taken.location).toContain(`/counter/applications/${other!.id}`)
  const case_ = await operator.get(`/en/counter/applications/${other!.id}`)
  expect(case_.text).toContain('Pension a month')
  const task = await bench.task(other!.id, 'answer')
  expect(
    (await operator.post(`/en/counter/applications/${other!.id}/confirm`, { task, outcome: 'refused' })).status,
  ).toBe(303)
  await bench.work()
  // the person's own word is no term that passed, and nobody decided anything; what one can do is said
  expect(await caseOfId(other!.id)).toEqual({ status: 'annulled', outcome: 'declined' })
  expect((await operator.get(`/en/counter/applications/${other!.id}`)).text).toContain('Declined by the applicant')
  const person = await bench.as(readPeople('country/uz/people.yaml').find(({ number }) => number === other!.number)!.id)
  const own = (await person.get(`/en/applications/${other!.id}`)).text
  for (const said of ['You declined what was offered to you', 'You declined on 13 November 2026', 'ask this office: '])
    expect(own).toContain(said)
  for (const said of ['lapsed', 'Decided by', 'You can apply again']) expect(own).not.toContain(said)
  expect((await letters(other!.email!)).map(({ subject }) => subject)).toContainEqual(
    expect.stringContaining('voz kechdingiz'),
  )
  // what was answered there, no link answers any more
  expect((await bench.nobody.get(at)).status).toBe(410)
})

it('is printed by the office for whom no channel reaches, with a link that their number opens', async () => {
  const officer = await bench.as('ozoda')
  const list = await officer.get('/en/desk/letters?office=pension-1726266')
  const [, at] = /action="([^"]*\/desk\/letters\/[^"]*)"/.exec(list.text)!
  const printed = await officer.post(at!.replaceAll('&amp;', '&'), {})
  expect([printed.status, printed.type]).toEqual([200, 'application/pdf'])
  expect(printed.text.slice(0, 5)).toBe('%PDF-')
  const again = await officer.post(at!.replaceAll('&amp;', '&'), {})
  expect(again.status).toBe(410)
  const [, application] = /letters\/([0-9a-f-]{36})\//.exec(at!)!
  expect(await rows('select factor from casework.offer_link where case_id = $1', [application])).toEqual([
    { factor: 'number' },
  ])
  // to the very door, where the register of residence knows it
  await rows('update casework.letter set printed_at = null where case_id = $1', [application])
  const [, wait] = /letters\/[0-9a-f-]{36}\/(\d+)/.exec(at!)!
  const print = `/offices/pension-1726266/letters/${application}/${wait}/print`
  const answer = await bench.api('officer-pension', 'POST', print)
  expect(answer.body.term).toEqual({ by: expect.stringMatching(/^2026-11-\d\d/), means: 'assign' })
  expect(answer.body.address).toEqual([
    { part: 'street', value: expect.stringContaining('koʻchasi') },
    { part: 'house', value: expect.stringMatching(/^\d+$/) },
    { part: 'flat', value: expect.stringMatching(/^\d+$/) },
  ])
})

it('opens by the link of the letter and a code by short message, and one press answers', async () => {
  now = '2026-11-20T04:00:00.000Z'
  await bench.work()
  const [letter] = await letters('tolqin@people.example')
  const at = `/en/offers/${linkIn(letter!.text)}`
  const first = await bench.nobody.get(at)
  expect(first.text).toContain('Old-age pension')
  expect(first.text).toContain('+998 ··· 77')
  expect(first.text).not.toContain(bench.numberOf('tolqin'))
  expect(first.text).not.toContain('Pension a month')
  // the link alone opens nothing
  const bare = await bench.nobody.post(`${at}/answer`, { pass: 'a'.repeat(22), outcome: 'accepted' })
  expect(bare.status).toBe(422)
  expect((await caseOf('tolqin')).status).not.toBe('completed')
  expect((await bench.nobody.post(`${at}/code`, {})).status).toBe(303)
  await bench.work()
  const [sms] = await letters('+998900000077')
  const code = /\d{6}/.exec(sms!.text)![0]
  expect(letter!.text).not.toContain(code)
  const wrong = await bench.nobody.post(at, { code: code === '000000' ? '111111' : '000000' })
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('Tries left: 4')])
  const open = await bench.nobody.post(at, { code: `${code.slice(0, 3)} ${code.slice(3)}` })
  expect(open.text).toContain('Pension a month')
  const pass = /name="pass" value="([^"]+)"/.exec(open.text)![1]!
  // a code opens once
  expect((await bench.nobody.post(at, { code })).status).toBe(422)
  const without = await bench.nobody.post(`${at}/answer`, { pass, outcome: 'disputed', line: 'years' })
  expect([without.status, without.text]).toEqual([422, expect.stringContaining('Pension a month')])
  const answered = await bench.nobody.post(`${at}/answer`, { pass, outcome: 'accepted' })
  expect(answered.text).toContain('your answer is recorded')
  await bench.work()
  expect(await caseOf('tolqin')).toMatchObject({ status: 'completed', outcome: 'granted' })
  expect((await bench.nobody.get(at)).status).toBe(410)
  const citizen = await bench.as('tolqin')
  expect((await citizen.get(`/en/applications/${(await caseOf('tolqin')).id}`)).text).toContain('You agreed')
})
