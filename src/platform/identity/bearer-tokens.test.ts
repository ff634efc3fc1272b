import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCountry } from '../country/index.ts'
import { testDatabase } from '../database/testing.ts'
import {
  cookieNames,
  demoPersonId,
  endRole,
  findPersonByNumber,
  forgetExpired,
  getPerson,
  giveRole,
  issueToken,
  loadDemoPeople,
  organisationsOf,
  personas,
  principalLoader,
  readPeople,
  roleHolders,
} from './index.ts'
import { personOfClaims } from './persons.ts'

const now = '2026-03-02T10:00:00.000Z'
const country = readCountry('country/uz')
const people = readPeople('country/uz/people.yaml')
let test: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  test = await testDatabase()
  await test.database.transaction((tx) => loadDemoPeople(tx, people, 'uz', now))
})
afterAll(() => test.drop())

const bearerAt = (at: string) =>
  principalLoader({ country, database: test.database, origin: 'https://portal.example', clock: () => at }).bearer
const request = (headers: Record<string, string>) => new Request('https://portal.example/api/v1/x', { headers })
const issue = async (persona: string) => (await test.database.transaction((tx) => issueToken(tx, persona, now)))!

it('knows the promised personas', async () => {
  const found = (await personas(test.database, now)).map((persona) => persona.persona)
  expect(found).toEqual(
    expect.arrayContaining([
      'citizen',
      'business',
      'counter',
      'officer',
      'head',
      'designer',
      'lawyer',
      'finance',
      'auditor',
      'administrator',
    ]),
  )
  expect(await issueToken(test.database, 'emperor', now)).toBeUndefined()
})

it('speaks as the persona for thirty days', async () => {
  const { token, roles } = await issue('officer')
  expect(roles).toEqual([
    { role: 'officer', body: 'khokimiyat-1726266' },
    { role: 'officer', body: 'khokimiyat-1726294' },
  ])
  const authorization = `Bearer ${token}`
  expect(await bearerAt(now)(request({ authorization }))).toMatchObject({ personId: demoPersonId('jasur'), roles })
  await expect(bearerAt('2026-04-02T10:00:00.000Z')(request({ authorization }))).rejects.toMatchObject({
    kind: { code: 'identity.token-unknown', status: 401 },
  })
  expect(
    JSON.stringify(
      (await test.database.query("select encode(token_hash, 'base64') as hash, label from identity.bearer", [])).rows,
    ),
  ).not.toContain(token.slice(7))
})

it('is nobody without a token and refuses a wrong one', async () => {
  expect(await bearerAt(now)(request({}))).toEqual({ roles: [] })
  for (const authorization of ['Bearer x', 'Basic eDp5', 'Bearer', 'Bearer darcha_ x'])
    await expect(bearerAt(now)(request({ authorization }))).rejects.toMatchObject({
      kind: { code: 'identity.token-unknown' },
    })
})

it('acts for an organisation by header when the person may', async () => {
  const business = `Bearer ${(await issue('business')).token}`
  expect(await bearerAt(now)(request({ authorization: business, 'darcha-acting-for': '309990017' }))).toMatchObject({
    actingFor: { number: '309990017' },
  })
  const citizen = `Bearer ${(await issue('citizen')).token}`
  await expect(
    bearerAt(now)(request({ authorization: citizen, 'darcha-acting-for': '309990017' })),
  ).rejects.toMatchObject({ kind: { status: 403 } })
  expect(await organisationsOf(test.database, demoPersonId('rustam'), now)).toEqual([
    { number: '309990017', name: '«Bahor Savdo» MChJ', district: '1726294' },
  ])
})

it('gives a substitute the role for a time', async () => {
  const body = 'khokimiyat-1726266'
  const substitute = demoPersonId('dilnoza')
  await giveRole(test.database, {
    person: substitute,
    role: 'head',
    body,
    since: '2026-03-03T00:00:00.000Z',
    until: '2026-03-10T00:00:00.000Z',
    givenBy: 'test',
  })
  const heads = async (at: string) =>
    (await roleHolders(test.database, body, at))
      .filter((roleHolder) => roleHolder.role === 'head')
      .map((roleHolder) => roleHolder.name)
  expect(await heads(now)).toEqual(['Nargiza Rahimova'])
  expect(await heads('2026-03-05T00:00:00.000Z')).toEqual(['Dilnoza Karimova', 'Nargiza Rahimova'])
  expect(await heads('2026-03-10T00:00:00.000Z')).toEqual(['Nargiza Rahimova'])
  expect(await endRole(test.database, { person: substitute, role: 'head', body }, '2026-03-05T00:00:00.000Z')).toBe(
    true,
  )
  expect(await heads('2026-03-06T00:00:00.000Z')).toEqual(['Nargiza Rahimova'])
  expect(await endRole(test.database, { person: substitute, role: 'head', body }, '2026-03-06T00:00:00.000Z')).toBe(
    false,
  )
})

it('finds people by id and number', async () => {
  const farhod = people.find((person) => person.id === 'farhod')!
  expect(await findPersonByNumber(test.database, farhod.number)).toMatchObject({
    id: demoPersonId('farhod'),
    disabilityGroup: 2,
    birthDate: '1958-03-03',
    sex: 'male',
  })
  expect(await findPersonByNumber(test.database, '00000000000000')).toBeUndefined()
  await expect(getPerson(test.database, '01900000-0000-7000-8000-000000000000')).rejects.toMatchObject({
    kind: { status: 404 },
  })
})

it('links a subject to the person of its number, and makes one where there is none', async () => {
  const dilnoza = people[0]!
  const claims = {
    issuer: 'https://other.example',
    subject: 'abc',
    name: 'Dilnoza K.',
    number: dilnoza.number,
    language: 'ru',
  }
  expect(await test.database.transaction((tx) => personOfClaims(tx, claims, now))).toBe(demoPersonId('dilnoza'))
  const stranger = { issuer: 'https://other.example', subject: 'new', name: 'New', language: 'en' }
  const [first, second] = await Promise.all(
    [1, 2].map(() =>
      test.database.transaction((tx) => personOfClaims(tx, { ...stranger, number: '39990000000001' }, now)),
    ),
  )
  expect(first).toBe(second)
  expect(await test.database.transaction((tx) => personOfClaims(tx, stranger, now))).toBe(first)
})

it('forgets what is over', async () => {
  await forgetExpired(test.database, '2027-01-01T00:00:00.000Z')
  expect((await test.database.query('select count(*)::int as n from identity.bearer', [])).rows).toEqual([{ n: 0 }])
})

it('chooses cookie names by the address', () => {
  expect(cookieNames('https://portal.example')).toEqual({
    session: '__Host-darcha-session',
    login: '__Host-darcha-login',
    kept: '__Host-darcha-kept',
    secure: true,
  })
  expect(cookieNames('http://localhost:3000').session).toBe('__Host-darcha-session-3000')
  expect(cookieNames('http://10.0.0.5:3000')).toMatchObject({ session: 'darcha-session', secure: false })
})
