import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPersonId, readPeople } from '../../platform/identity/index.ts'
import { performer } from '../../platform/use-case/index.ts'
import { readServiceFolder } from '../catalogue/index.ts'
import { getApplicationView, listApplications, submitApplication } from './index.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'outdoor-advertising-permit'

let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench([SERVICE])
})
afterAll(() => bench?.close())

it('shows an organisation’s case to whoever may act for it at the time of the request, not of the database', async () => {
  const { database, rights, world, country } = bench.instance
  const { applicant, organisation, answers } = readServiceFolder(`services/${SERVICE}`, country).service!
    .examples[0] as unknown as { applicant: string; organisation: string; answers: never }
  const person = readPeople('country/uz/people.yaml').find(({ persona }) => persona === applicant)!
  const perform = performer(database, rights, world).perform
  const asked = (now: string) => ({
    principal: {
      personId: demoPersonId(person.id),
      number: person.number,
      roles: person.roles,
    },
    language: 'en',
    now,
  })
  const { id } = await perform(
    submitApplication,
    { service: SERVICE, answers, applicant: { number: person.number, organisation } },
    asked(bench.clock()),
  )
  await database.query('update identity.representative set since = $2, until = $3 where person = $1', [
    demoPersonId(person.id),
    '2031-01-01T00:00:00Z',
    '2032-01-01T00:00:00Z',
  ])
  const sees = async (now: string) => {
    const listed = (await perform(listApplications, {}, asked(now))).items.some((item) => item.id === id)
    const opened = await perform(getApplicationView, { application: id }, asked(now)).then(
      () => true,
      () => false,
    )
    return { listed, opened }
  }
  expect(await sees('2030-12-31T23:59:59.000Z')).toEqual({ listed: false, opened: false })
  expect(await sees('2031-06-01T00:00:00.000Z')).toEqual({ listed: true, opened: true })
  expect(await sees('2032-01-01T00:00:01.000Z')).toEqual({ listed: false, opened: false })
})
