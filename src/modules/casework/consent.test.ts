import { afterAll, expect, it } from 'vitest'
import { demoPersonId } from '../../platform/identity/index.ts'
import { performer } from '../../platform/use-case/index.ts'
import { exchangeModule } from '../exchange/index.ts'
import { askKeepers } from './model/ask-keepers.ts'
import { prefillDraft } from './use/prefill-draft.ts'
import { caseBench } from './testing.ts'
import { agreementBench } from './testing/agreement-bench.ts'

const SERVICE = 'pension-amount-certificate'
const WARD = 'guardianship-incapacitated-adult'
const HOUSING = 'housing-availability-certificate'
const CONNECTION = 'electricity-connection'

const bench = await caseBench([SERVICE, WARD, HOUSING, CONNECTION])
afterAll(() => bench.close())
const { rows, arrived, begin, published, publishAnew, answersOf, foundIn, keptFor, kept } = agreementBench(bench)

it('asks for agreement on the first page, and no register before it is given', async () => {
  const { visitor, at, id, first } = await begin('dilnoza')
  expect(first).toBe(`${at}/consent`)
  const page = (await visitor.get(first)).text
  for (const told of [
    'I agree that registers are asked',
    'Population register',
    'Pension Fund',
    'no register is asked',
  ])
    expect(page).toContain(told)
  // of whom, on what basis, and what follows without
  for (const told of ['About you', 'Law 938-XII', 'taken all the same', 'take your agreement back'])
    expect(page).toContain(told)
  expect(page).not.toContain('Read this out')
  for (const path of ['purpose', 'agree', 'check']) await visitor.get(`${at}/${path}`)
  for (const step of ['purpose', 'agree'])
    expect((await bench.api('citizen', 'POST', `/drafts/${id}/prefill`, { page: step })).body.found).toEqual([])
  expect(arrived()).toBe(0)
  expect((await visitor.post(`${at}/consent`, { consent: 'true' })).location).toBe(`${at}/purpose`)
  await visitor.post(`${at}/purpose`, { purpose: 'bank' })
  expect((await answersOf(id))['phone']).toBe('+998 90 000 00 01')
  expect(arrived()).toBe(1)
  // what was said stands recorded: who, for what, when
  expect(
    await rows(
      "select body::jsonb - 'rows' as body from audit.event where kind = 'casework.registers-allowed-in-form'",
    ),
  ).toEqual([{ body: { draft: id, service: SERVICE, given: true } }])
})

it('leaves it unsaid whether registers may be asked when one goes away for later, and asks again then', async () => {
  const { visitor, at, id, first } = await begin('dilnoza')
  expect((await visitor.post(first, { act: 'leave' })).location).toBe('/en/cabinet')
  expect(await answersOf(id)).toEqual({})
  expect((await visitor.get(at)).location).toBe(first)
  await visitor.post(first, { act: 'leave', consent: 'true' })
  expect(await answersOf(id)).toMatchObject({ consent: true })
})

it('takes what registers said away with the agreement, and leaves what was typed', async () => {
  const { visitor, at, id } = await begin('dilnoza')
  await visitor.post(`${at}/consent`, { consent: 'true' })
  await visitor.post(`${at}/purpose`, { purpose: 'bank' })
  await visitor.post(`${at}/consent`, {})
  expect(await answersOf(id)).toEqual({ consent: false, purpose: 'bank' })
  const before = arrived()
  await bench.api('citizen', 'POST', `/drafts/${id}/prefill`, { page: 'agree' })
  expect(arrived()).toBe(before)
})

it('asks no register of another person, of relatives or for a case before it was agreed to, and takes papers instead', async () => {
  const before = arrived()
  const { visitor, at } = await begin('dilnoza', WARD)
  expect((await visitor.get(`${at}/consent`)).text).toContain(
    'About somebody else: the person to be under guardianship',
  )
  await visitor.post(`${at}/consent`, {})
  const ward = { wardNumber: '32406969990162', wardName: 'Whoever', relation: 'sibling' }
  // nobody compares it: it is as it was typed
  expect((await visitor.post(`${at}/ward`, ward)).location).toBe(`${at}/home`)
  const { consent: _consent, ...answers } = bench.answersOf(WARD)
  const without = await bench.api('citizen', 'POST', '/applications', { service: WARD, answers })
  expect([without.status, without.body.errors.map(({ path }: any) => path)]).toEqual([422, ['answers.papers']])
  const papers = [{ id: '01960000-0000-7000-8000-000000000001', name: 'papers.pdf', type: 'application/pdf', size: 1 }]
  const sent = await bench.api('citizen', 'POST', '/applications', { service: WARD, answers: { ...answers, papers } })
  expect(sent.status).toBe(201)
  await bench.work()
  expect(arrived()).toBe(before)
})

it('lets the office read what was brought, which stands for the register; told to both', async () => {
  const before = arrived()
  const papers = [{ id: '01960000-0000-7000-8000-000000000001', name: 'papers.pdf', type: 'application/pdf', size: 1 }]
  const answers = { about: 'self', purpose: 'queue', consent: false, papers }
  const { id } = (await bench.api('citizen', 'POST', '/applications', { service: HOUSING, answers })).body
  await bench.work()
  const view = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
  expect(view.registersAllowed).toBe(false)
  expect(view.evidence.map(({ status }: any) => status)).toEqual(['withheld'])
  const citizen = await bench.as('dilnoza')
  expect((await citizen.get(`/en/applications/${id}`)).text).toContain('there is no agreement to it')
  const asked = await rows<{ id: string; office: string; question: string }>(
    'select id, office, question from casework.inquiry where case_id = $1',
    [id],
  )
  expect(asked).toHaveLength(1)
  const { office } = asked[0]!
  expect(office).toBe(view.owner)
  expect(arrived()).toBe(before)
  // words alone are no answer: by rule "no dwelling" would be certified of whatever they say
  const officer = await bench.as('bekzod')
  const at = `/en/desk/cases/${id}`
  expect((await officer.get(at)).text).toContain('Is it shown?')
  const answer = { inquiry: asked[0]!.id, text: 'The papers show a flat in Tashkent' }
  const inWords = await officer.post(`${at}/answer-body`, answer)
  expect(inWords.status).toBe(422)
  expect(inWords.text).toContain('Words alone are no answer')
  const withoutFacts = await officer.post(`${at}/answer-body`, { ...answer, isShown: 'yes' })
  expect(withoutFacts.status).toBe(422)
  // what was chosen stands there still
  expect(withoutFacts.text).toMatch(/<input[^>]*name="isShown"[^>]*value="yes"[^>]*checked/)
  await bench.work()
  expect(await rows('select status, outcome from casework.application where case_id = $1', [id])).toEqual([
    { status: 'in_progress', outcome: null },
  ])
  const facts = { ...answer, register: 'cadastre', isShown: 'yes', 'fact.objects.0.area': 'fifty' }
  const wrong = await officer.post(`${at}/answer-body`, facts)
  expect(wrong.status).toBe(422)
  // at the field, with a way to it, and nothing of what was typed is lost
  for (const [name, text] of [
    ['kind', 'Kind: choose an answer'],
    ['area', 'Area, m²: enter a number'],
    ['right', 'Right: choose an answer'],
  ])
    expect(wrong.text).toMatch(new RegExp(`href="#fact-objects-0-${name}-${answer.inquiry}"[^>]*>${text}`))
  expect(wrong.text).toMatch(/name="fact.objects.0.area"[^>]*value="fifty"/)
  const owned = { 'fact.objects.0.kind': 'dwelling', 'fact.objects.0.right': 'ownership' }
  const right = { ...facts, ...owned, 'fact.objects.0.area': '54,5', 'fact.objects.0.since.year': '2020' }
  // a row more, without a script
  const added = await officer.post(`${at}/answer-body`, { ...right, add: 'fact.objects' })
  expect(added.status).toBe(200)
  expect(added.text).toContain('name="fact.objects.1.area"')
  expect(added.text).toMatch(/name="fact.objects.0.area"[^>]*value="54.5"/)
  expect(added.text).toMatch(/name="fact.objects.0.since.year"[^>]*value="2020"/)
  const removed = await officer.post(`${at}/answer-body`, { ...right, remove: 'fact.objects.0' })
  expect(removed.text).not.toContain('value="54.5"')
  // what is said twice and differently is not sorted out by the product
  const contrary = [
    { ...right, 'fact.objects.none': 'true' },
    { ...right, isShown: 'no' },
  ]
  for (const said of contrary) expect((await officer.post(`${at}/answer-body`, said)).status).toBe(422)
  expect(await rows('select answer from casework.inquiry where case_id = $1', [id])).toEqual([{ answer: null }])
  const whole = { ...right, 'fact.objects.0.since.day': '1', 'fact.objects.0.since.month': '2' }
  expect((await officer.post(`${at}/answer-body`, whole)).status).toBe(303)
  await bench.work()
  expect(await rows('select status from casework.application where case_id = $1', [id])).toEqual([
    { status: 'completed' },
  ])
  // who the relatives are, so that none of them answers for a body, and nothing else
  expect(arrived()).toBe(before + 1)
  expect(await rows('select status, data, source from casework.evidence where case_id = $1', [id])).toEqual([
    {
      status: 'found',
      data: { objects: [{ kind: 'dwelling', area: 54.5, right: 'ownership', since: '2020-02-01' }] },
      source: office,
    },
  ])
  // the cadastre was not asked: it stands not among the looks, nor as having answered
  expect(await rows('select basis, register from exchange.access where case_id = $1', [id])).toEqual([
    { basis: 'impartiality', register: 'civil-registry' },
  ])
  expect((await citizen.get(`/en/applications/${id}`)).text).not.toContain('State cadastre answered')
})

it('asks what waits when it is agreed to later, and nobody after it was taken back', async () => {
  const papers = [{ id: '01960000-0000-7000-8000-000000000001', name: 'papers.pdf', type: 'application/pdf', size: 1 }]
  const answers = { about: 'self', purpose: 'queue', consent: false, papers }
  const { id } = (await bench.api('citizen', 'POST', '/applications', { service: HOUSING, answers })).body
  await bench.work()
  const before = arrived()
  await keptFor(id)
  const citizen = await bench.as('dilnoza')
  expect((await citizen.get(`/en/applications/${id}`)).text).toContain('Registers are not asked')
  expect((await (await bench.as('jasur')).post(`/en/applications/${id}/registers`, { given: 'true' })).status).toBe(403)
  expect((await citizen.post(`/en/applications/${id}/registers`, { given: 'true' })).status).toBe(303)
  await bench.work()
  expect(arrived()).toBeGreaterThan(before)
  expect(await rows('select status from casework.application where case_id = $1', [id])).toEqual([
    { status: 'completed' },
  ])
  // nothing that registers said is kept of a case that is over, nor after agreement was taken back
  expect(await kept(id)).toEqual([])
  // a case that is open: what officers' acts would ask is not asked any more
  const open = await bench.file(WARD)
  await bench.work()
  await keptFor(open.id)
  expect((await bench.api('citizen', 'POST', `/applications/${open.id}/registers`, { given: false })).status).toBe(200)
  expect(await kept(open.id)).toEqual([])
  const then = arrived()
  await (await bench.as('jasur')).get(`/en/desk/cases/${open.id}`)
  const task = await bench.task(open.id, 'healthOpinion')
  expect((await bench.api('officer-health', 'POST', `/tasks/${task}/claim`, {})).status).toBe(200)
  // but who the relatives are, so that none of them decides, is the body's own duty, which nobody can refuse
  expect(arrived()).toBe(then + 1)
  expect(
    await rows('select basis, register from exchange.access where case_id = $1 order by id desc limit 1', [open.id]),
  ).toEqual([{ basis: 'impartiality', register: 'civil-registry' }])
  // and under that name nothing else leaves
  const { number } = (
    await rows<{ number: string }>('select number from casework.application where case_id = $1', [open.id])
  )[0]!
  for (const question of [
    { evidence: 'judgment', register: 'court' },
    { attributes: ['name'], register: 'population' },
  ])
    await expect(
      bench.instance.world.registers.query({
        ...question,
        subject: { number: bench.numberOf('dilnoza') },
        purpose: WARD,
        version: (await published(WARD)).version,
        caseId: open.id,
        caseNumber: number,
        basis: 'impartiality',
      }),
    ).rejects.toMatchObject({ name: 'ConsentMissing' })
  expect(arrived()).toBe(then + 1)
})

it('at a counter is the visitor’s to say: the operator reads it out, and both names are kept', async () => {
  await rows('delete from casework.draft')
  const started = await bench.api('counter', 'POST', '/drafts', {
    service: SERVICE,
    channel: 'counter',
    applicant: { number: bench.numberOf('dilnoza') },
  })
  const at = `/en/drafts/${started.body.id}/consent`
  const malika = await bench.as('malika')
  expect((await malika.get(at)).text).toContain('Read this out to Dilnoza Karimova')
  expect((await malika.post(at, { consent: 'true' })).status).toBe(303)
  expect(await rows('select person, actor, given from exchange.consent where about = $1', [started.body.id])).toEqual([
    { person: demoPersonId('dilnoza'), actor: `person:${demoPersonId('malika')}`, given: true },
  ])
})

it('asks anew in a draft that was begun on another version: it may ask other registers', async () => {
  const { visitor, at, id } = await begin('dilnoza')
  await visitor.post(`${at}/consent`, { consent: 'true' })
  await visitor.post(`${at}/purpose`, { purpose: 'bank' })
  await rows('update casework.draft set version = version - 1 where id = $1', [id])
  const before = arrived()
  const { location } = await visitor.post(`/en/services/${SERVICE}/start`, { for: 'myself' })
  expect((await visitor.get(location!)).location).toBe(`${location}/consent`)
  expect(await answersOf(location!.split('/').at(-1)!)).toEqual({ purpose: 'bank', phone: '+998 90 000 00 01' })
  expect(arrived()).toBe(before)
})

it('keeps nothing of what a register says after agreement was taken back while it was asked', async () => {
  const { visitor, at, id } = await begin('dilnoza')
  await visitor.post(`${at}/consent`, { consent: 'true' })
  const { database, rights, world } = bench.instance
  const registers = Object.assign(Object.create(world.registers), {
    async query(...asked: Parameters<typeof world.registers.query>) {
      const told = await world.registers.query(...asked)
      await visitor.post(`${at}/consent`, {})
      return told
    },
  })
  const before = arrived()
  const { found } = await performer(database, rights, { ...world, registers }).perform(
    prefillDraft,
    { draft: id, page: 'agree' },
    { principal: { personId: demoPersonId('dilnoza'), roles: [] }, language: 'en', now: bench.clock() },
  )
  expect(arrived()).toBe(before + 1)
  expect(found).toEqual([])
  expect(await answersOf(id)).toEqual({ consent: false })
  expect(await foundIn(id)).toEqual({ found: {} })
  expect(await kept(id)).toEqual([])
})

it('takes agreement back from a correction that is open, too: it asks nobody, and sending it gives nothing again', async () => {
  await rows('delete from casework.draft')
  const { id } = await bench.file(CONNECTION)
  await bench.work()
  const examine = await bench.task(id, 'examine')
  const back = { outcome: 'correct', note: 'The address lacks the house' }
  expect((await bench.api('officer-region', 'POST', `/tasks/${examine}/complete`, back)).status).toBe(200)
  await bench.work()
  const task = await bench.task(id, 'correct')
  const draft = (await bench.api('citizen', 'POST', `/tasks/${task}/correction`, {})).body.id
  const prefill = async (page: string) =>
    (await bench.api('citizen', 'POST', `/drafts/${draft}/prefill`, { page })).body.found
  expect(await prefill('object')).not.toEqual([])
  const allow = (given: boolean) => bench.api('citizen', 'POST', `/applications/${id}/registers`, { given })
  expect((await allow(false)).status).toBe(200)
  expect((await answersOf(draft))['consent']).toBe(false)
  expect(await foundIn(draft)).toEqual({ found: {} })
  const before = arrived()
  for (const page of ['object', 'contact']) expect(await prefill(page)).toEqual([])
  expect(arrived()).toBe(before)
  // given once more, it is asked from the correction as well
  expect((await allow(true)).status).toBe(200)
  expect(await prefill('contact')).not.toEqual([])
  expect((await allow(false)).status).toBe(200)
  const papers = [{ id: '01960000-0000-7000-8000-000000000001', name: 'papers.pdf', type: 'application/pdf', size: 1 }]
  const answers = { ...bench.answersOf(CONNECTION), ...(await answersOf(draft)), papers }
  expect((await bench.api('citizen', 'POST', `/tasks/${task}/corrected`, { answers, draft })).status).toBe(200)
  expect((await bench.api('citizen', 'GET', `/applications/${id}`)).body.registersAllowed).toBe(false)
})

it('asks no keeper in writing of a register that was silent until agreement was taken back', async () => {
  const { config, country, database, texts, world } = bench.instance
  const outage = (registers: string[]) =>
    fetch(`${config.registersUrl}/admin/settings`, { method: 'PUT', body: JSON.stringify({ outage: registers }) })
  await outage(['cadastre'])
  const { id } = await bench.file(HOUSING, { answers: { about: 'self', purpose: 'queue', consent: true } })
  await bench.work()
  const evidence = () => rows('select status from casework.evidence where case_id = $1', [id])
  expect(await evidence()).toEqual([{ status: 'unavailable' }])
  expect((await bench.api('citizen', 'POST', `/applications/${id}/registers`, { given: false })).status).toBe(200)
  const later = country.dueAtTerm('2 working days', bench.clock())
  await database.transaction((tx) => askKeepers(world, texts).finish!(tx, {} as never, undefined as never, later))
  await outage([])
  const { owner } = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
  expect(await rows('select office from casework.inquiry where case_id = $1', [id])).toEqual([{ office: owner }])
  expect(await evidence()).toEqual([{ status: 'withheld' }])
  expect(await rows('select office from casework.involved where case_id = $1 and office <> $2', [id, owner])).toEqual(
    [],
  )
})

it('goes on with a draft of another version only when it is begun anew, and asks for agreement then', async () => {
  await publishAnew(SERVICE, (form) => form.replace(', registers: all', ''))
  const { visitor, at, id } = await begin('dilnoza')
  const ofWalkIn = { service: SERVICE, channel: 'counter', applicant: { number: bench.numberOf('dilnoza') } }
  const walkIn = (await bench.api('counter', 'POST', '/drafts', ofWalkIn)).body.id
  const said = { consent: true, purpose: 'bank' }
  for (const [who, draft] of [
    ['citizen', id],
    ['counter', walkIn],
  ] as const)
    expect((await bench.api(who, 'POST', `/drafts/${draft}/answers`, { answers: said })).status).toBe(200)
  await publishAnew(SERVICE, (form) => form)
  const before = arrived()
  const anew = `/en/services/${SERVICE}/start?changed=true`
  for (const page of ['', '/agree', '/check']) expect((await visitor.get(`${at}${page}`)).location).toBe(anew)
  expect((await visitor.post(`${at}/purpose`, { purpose: 'court' })).location).toBe(anew)
  expect((await visitor.post(`${at}/check`, { sure: 'true' })).location).toBe(anew)
  expect((await visitor.get(anew)).text).toContain('The service has changed since')
  const refused = [
    await bench.api('citizen', 'POST', `/drafts/${id}/prefill`, { page: 'agree' }),
    await bench.api('citizen', 'POST', '/applications', {
      service: SERVICE,
      answers: { ...said, phone: '+998900000001' },
      draft: id,
    }),
  ]
  expect(refused.map(({ status }) => status)).toEqual([409, 409])
  expect(arrived()).toBe(before)
  const { location } = await visitor.post(`/en/services/${SERVICE}/start`, { for: 'myself' })
  expect((await visitor.get(location!)).location).toBe(`${location}/consent`)
  expect(await answersOf(location!.split('/').at(-1)!)).toEqual({ purpose: 'court' })
  const malika = await bench.as('malika')
  const there = (await malika.get(`/en/drafts/${walkIn}`)).location!
  expect(there).toContain(`/counter/people/${demoPersonId('dilnoza')}?changed=true&office=`)
  expect((await malika.get(there)).text).toContain('The service has changed since')
  const again = (await bench.api('counter', 'POST', '/drafts', ofWalkIn)).body.id
  expect(await answersOf(again)).toEqual({ purpose: 'bank' })
  expect((await bench.api('counter', 'POST', '/drafts', ofWalkIn)).body.id).not.toBe(again)
  expect(await rows('select id from casework.draft where id = any($1)', [[id, walkIn]])).toEqual([])
  expect(arrived()).toBe(before)
})

it('vouches for what was said', async () => {
  const accesses = exchangeModule.verifies!.records!.find(({ name }) => name === 'accesses')!
  const problems = async () =>
    (await accesses.check(bench.instance.database, bench.instance.config.home))?.problems?.filter(({ message }) =>
      message.includes('consent'),
    )
  expect(await problems()).toEqual([])
  await rows('update exchange.consent set given = not given')
  expect((await problems())!.length).toBeGreaterThan(0)
})
