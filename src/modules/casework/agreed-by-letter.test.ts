import { afterAll, expect, it, vi } from 'vitest'
import { letterNumber } from './use/print-agreement-letter.ts'
import { askingBench, SERVICE } from './testing/asking-bench.ts'

const DAY = 86_400_000
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const { asking, bench, forgetAgreements, putForward, rows, RUSTAM } = await askingBench()
afterAll(() => bench.close())

const OFFICE = 'khokimiyat-1726266'
const COUNTER = 'service-centre-1726266'
const SANJAR = '32406969990162'

it('prepares a letter to who has no account, and tells name and address to nobody but who prints it', async () => {
  await forgetAgreements()
  const nobody = [...'0123456789']
    .map((digit) => `3010119999001${digit}`)
    .find((number) => bench.instance.country.checkPersonNumber(number).ok)!
  // who is known and can be reached gets a message instead
  await asking(RUSTAM())
  expect(await rows("select 1 from jobs.job where key like 'agreement %'")).not.toEqual([])
  await rows('update identity.person set email = null, phone = null where number = any($1)', [
    [SANJAR, bench.numberOf('farhod')],
  ])
  const [known, unknown] = [await asking(SANJAR), await asking(nobody)]
  expect([known.asked.status, unknown.asked.status]).toEqual([201, 201])
  const list = await bench.api('officer', 'GET', `/offices/${OFFICE}/agreement-letters`)
  const listed = list.body.items.map(({ agreement }: any) => agreement)
  expect(listed.sort()).toEqual([known.asked.body.id, unknown.asked.body.id].sort())
  expect(JSON.stringify(list.body)).not.toMatch(/Sanjar|3240696|3010119/)
  // what an official asked themselves is not in the list
  await rows('update casework.agreement set asker = (select id from identity.person where number = $1) where id = $2', [
    bench.numberOf('jasur'),
    unknown.asked.body.id,
  ])
  const others = (await bench.api('officer', 'GET', `/offices/${OFFICE}/agreement-letters`)).body.items
  expect(others.map(({ agreement }: any) => agreement)).toEqual([known.asked.body.id])
  await rows('update casework.agreement set asker = (select id from identity.person where number = $1) where id = $2', [
    bench.numberOf('dilnoza'),
    unknown.asked.body.id,
  ])
  const print = (id: string, who = 'officer') =>
    bench.api(who, 'POST', `/offices/${OFFICE}/agreement-letters/${id}/print`)
  expect((await print(known.asked.body.id, 'citizen')).status).toBe(403)
  const { letter } = (await print(known.asked.body.id)).body
  // a look with its reason: the service they are asked for, in an application of another
  expect(
    await rows("select service, own_case, case_number from exchange.look where what = 'person' and subject = $1", [
      SANJAR,
    ]),
  ).toEqual([{ service: SERVICE, own_case: false, case_number: letterNumber(known.asked.body.id) }])
  expect(letter).toMatchObject({ name: 'Sanjar Karimov', asker: 'Dilnoza Karimova', service: SERVICE })
  expect(letter.address.map(({ part }: any) => part)).toEqual(['street', 'house', 'flat'])
  // the look stands in the list of whoever was looked at
  expect(
    await rows("select distinct register from exchange.access where subject = $1 and basis = 'letter' order by 1", [
      SANJAR,
    ]),
  ).toEqual([{ register: 'address' }, { register: 'population' }])
  expect(await rows("select what from exchange.look where subject = $1 and what = 'person'", [SANJAR])).toHaveLength(1)

  // under that name nothing else leaves
  const { world } = bench.instance
  const look = {
    subject: { number: SANJAR },
    purpose: SERVICE,
    caseId: known.asked.body.id,
    caseNumber: 'x',
    basis: 'letter',
  }
  for (const question of [
    { evidence: 'judgment', register: 'court' },
    { attributes: ['phone'], register: 'population' },
  ])
    await expect(world.registers.query({ ...look, ...question })).rejects.toThrow('was not sent')

  const officer = await bench.as('jasur')
  const page = await officer.get(`/en/desk/letters?office=${OFFICE}`)
  expect(page.text).toContain('Letters to people who are asked to agree')
  // such a letter has no link
  expect(page.text).not.toContain('opens only with')
  const [, at] = /action="([^"]*\/desk\/agreement-letters\/[^"]*)"/.exec(page.text)!
  expect((await officer.post(at!.replaceAll('&amp;', '&'), {})).text).toContain('Nobody bears that number')
  const again = await asking(bench.numberOf('farhod'))
  const pdf = await officer.post(`/en/desk/agreement-letters/${again.asked.body.id}?office=${OFFICE}`, {})
  expect([pdf.status, pdf.type, pdf.text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-'])
  // it is printed again for a day, should the paper jam; nobody writes to who has answered
  const inList = async () =>
    (await bench.api('officer', 'GET', `/offices/${OFFICE}/agreement-letters`)).body.items.flatMap(
      ({ agreement, printedAt }: any) => (agreement === known.asked.body.id ? [printedAt !== null] : []),
    )
  expect(await inList()).toEqual([true])
  expect((await officer.get(`/en/desk/letters?office=${OFFICE}`)).text).toContain('Print again')
  expect((await print(known.asked.body.id)).status).toBe(200)
  putForward(2 * DAY)
  expect([await inList(), (await print(known.asked.body.id)).status]).toEqual([[], 410])
  putForward(0)
  await rows("update casework.agreement set state = 'agreed' where id = $1", [known.asked.body.id])
  expect([await inList(), (await print(known.asked.body.id)).status]).toEqual([[], 410])
  await rows("update casework.agreement set state = 'asked' where id = $1", [known.asked.body.id])
  // letters of one day have each their own number
  expect(letterNumber(known.asked.body.id)).not.toBe(letterNumber(unknown.asked.body.id))
  // who asks sees no difference
  const items = (await bench.api('citizen', 'GET', '/me/agreements')).body.items
  expect(new Set(items.map(({ state, answeredAt }: any) => `${state} ${answeredAt}`)).size).toBe(1)
})

it('is answered at a counter by the person themselves, who need no account', async () => {
  await forgetAgreements()
  const { draft, asked } = await asking(SANJAR, { wardName: undefined })
  const operator = await bench.as('malika')
  const first = await operator.get('/en/counter/agreements')
  expect(first.text).toContain('Look at the passport')
  expect((await operator.post('/en/counter/agreements', { number: '1' })).status).toBe(422)
  const shown = await operator.post('/en/counter/agreements', { number: SANJAR, office: COUNTER })
  for (const said of ['Dilnoza Karimova asks this person', 'Health register', 'The person agrees'])
    expect(shown.text).toContain(said)
  const answer = { agreement: asked.body.id, number: SANJAR, said: 'agreed', office: COUNTER }
  // the number has to be that of the question; nobody writes down an answer to their own
  const other = { ...answer, number: RUSTAM() }
  expect((await bench.api('counter', 'POST', `/counter/agreements/${answer.agreement}`, other)).status).toBe(404)
  await rows('update casework.agreement set asker = (select id from identity.person where number = $1)', [
    bench.numberOf('malika'),
  ])
  const own = await bench.api('counter', 'POST', `/counter/agreements/${answer.agreement}`, answer)
  expect([own.status, own.body.type]).toEqual([403, 'urn:darcha:problem:casework.own-case'])
  // nor reads there what became of it
  const ofSanjar = { office: COUNTER, number: SANJAR }
  expect((await bench.api('counter', 'POST', '/counter/agreements', ofSanjar)).body).toEqual({ items: [] })
  await rows('update casework.agreement set asker = (select id from identity.person where number = $1)', [
    bench.numberOf('dilnoza'),
  ])
  // nor to that of an application which they fill in for whoever asks, or took in: they alone would open it
  const applicant = { number: bench.numberOf('dilnoza') }
  const ofWalkIn = { service: SERVICE, channel: 'counter', office: COUNTER, applicant }
  const walkIn = (await bench.api('counter', 'POST', '/drafts', ofWalkIn)).body.id
  const typed = { wardNumber: RUSTAM(), district: '1726294' }
  await bench.api('counter', 'POST', `/drafts/${walkIn}/answers`, { answers: typed })
  const there = await bench.api('counter', 'POST', `/drafts/${walkIn}/agreements`, {
    draft: walkIn,
    field: 'wardNumber',
  })
  expect(there.status).toBe(201)
  const taken = await bench.file(SERVICE, { operator: 'malika' })
  for (const about of [walkIn, taken.id]) {
    await rows('update casework.agreement set about = $1 where id = $2', [about, there.body.id])
    const inHand = { ...answer, agreement: there.body.id, number: RUSTAM() }
    const barred = await bench.api('counter', 'POST', `/counter/agreements/${there.body.id}`, inHand)
    expect([barred.status, barred.body.type]).toEqual([403, 'urn:darcha:problem:casework.own-case'])
  }
  const said = await operator.post(`/en/counter/agreements/${answer.agreement}`, answer)
  expect(said.location).toContain('done=agreed')
  const found = await bench.api('citizen', 'POST', `/drafts/${draft}/prefill`, { page: 'ward' })
  expect(found.body.found).toContainEqual({ field: 'wardName', status: 'found' })

  // the person is told what was written down in their name: by letter, where nothing else reaches them
  const letters = `/offices/${OFFICE}/agreement-letters`
  const ids = async () => (await bench.api('officer', 'GET', letters)).body.items.map(({ agreement }: any) => agreement)
  expect(await ids()).toEqual([answer.agreement])
  const printed = await bench.api('officer', 'POST', `${letters}/${answer.agreement}/print`)
  expect(printed.body.letter).toMatchObject({ name: 'Sanjar Karimov', agreed: true })
  expect(printed.body.letter.facts).not.toEqual([])
  const pdf = await (await bench.as('jasur')).post(
    `/en/desk/agreement-letters/${answer.agreement}?office=${OFFICE}`,
    {},
  )
  expect([pdf.status, pdf.type]).toEqual([200, 'application/pdf'])
  const saying = (what: string) =>
    bench.api('counter', 'POST', `/counter/agreements/${answer.agreement}`, { ...answer, said: what })
  expect((await saying('withdrawn')).status).toBe(200)
  expect(await ids()).toEqual([])
  // else by message
  await rows("update identity.person set email = 'sanjar@people.example', phone = '+998900000016' where number = $1", [
    SANJAR,
  ])
  putForward(60_000)
  expect((await saying('agreed')).status).toBe(200)
  const [told, ...more] = await rows<{ payload: any }>('select payload from jobs.job where key like $1', [
    `agreement ${answer.agreement} said %`,
  ])
  expect([JSON.stringify(told!.payload), more]).toEqual([expect.stringContaining('mail.agreement-said'), []])
  expect(await ids()).toEqual([])
  putForward(0)
})

it('stands on the list of what waits for an administrator where no office prints it, and is prepared when one does', async () => {
  await forgetAgreements()
  await rows('update identity.person set email = null, phone = null where number = $1', [SANJAR])
  const { country } = bench.instance
  const { officeFor } = country
  const none = vi
    .spyOn(country, 'officeFor')
    .mockImplementation((kind, ...where) => (kind === 'khokimiyat' ? undefined : officeFor(kind, ...where)))
  const { asked } = await asking(SANJAR)
  expect(asked.status).toBe(201)
  await bench.work()
  none.mockRestore()
  const standing = async () =>
    (await bench.api('administrator', 'GET', '/incidents')).body.items.filter(({ cause }: any) =>
      /^no office of the kind khokimiyat serves the district 1726\d+: a letter/.test(cause),
    )
  const [incident, ...more] = await standing()
  expect([incident !== undefined, more, JSON.stringify(incident).includes(SANJAR)]).toEqual([true, [], false])
  expect(
    (await bench.api('administrator', 'POST', `/incidents/${incident.id}/retry`, { reason: 'An office was named' }))
      .status,
  ).toBe(202)
  await bench.work()
  expect(await standing()).toEqual([])
  const list = await bench.api('officer', 'GET', `/offices/${OFFICE}/agreement-letters`)
  expect(list.body.items.map(({ agreement }: any) => agreement)).toContain(asked.body.id)
})
