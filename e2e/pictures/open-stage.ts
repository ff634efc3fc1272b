import { readdirSync } from 'node:fs'
import { openWithoutApplicant } from '../../src/modules/casework/index.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { WEDNESDAY } from '../../src/platform/clock/testing.ts'
import { demoPersonId } from '../../src/platform/identity/index.ts'
import type { Look } from '../../src/platform/use-case/index.ts'
import { deployDefinition } from '../../src/modules/process/index.ts'
import { DRAFT } from '../testing/consultation-bench.ts'

export const TREES = 'tree-felling-permit'
export const GUARDIAN = 'guardianship-incapacitated-adult'
const DWELLING = 'housing-availability-certificate'
const HOUSE = 'individual-housing-construction-permit'
const POWER = 'electricity-connection'

const OFFICE = 'khokimiyat-1726266'
const COUNTER = 'service-centre-1726266'
const NOTE = 'The room is too small for the person and the child'

/** A product at work, and where its screens have something to show. */
export interface Stage {
  bench: CaseBench
  /** Id of a service that only informs. */
  informs: string
  /** Code of a document in force. */
  code: string
  discussion: string
  /** Address of a draft, without a language. */
  draft: string
  guardian: string
  /** Task of choosing an hour, and a case with an hour. */
  chooses: string
  appointed: string
  /** Task of answering what the state offers by itself. */
  offers: string
  /** Day of that hour. */
  day: string
  dilnoza: string
  counter: string
  paper: string
  office: string
  ecology: string
  /** Task of deciding. */
  decides: string
  /** Task of a case for which nobody applied. */
  begun: string
  definition: string
  /** A body's own system that takes part in the exchange. */
  system: string
  /** What it is told. */
  webhook: string
}

/** What an event of another system begins: an officer looks at what was sold. */
const SOLD_PLOT = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="t"><message id="M" name="plot-sold"/><process id="p" isExecutable="true"><property id="plot" name="Uchastkaning kadastr raqami"/><property id="seller" name="Sotuvchi"/><property id="price" name="Narxi, soʻm"/>
  <startEvent id="begun"><messageEventDefinition messageRef="M"/></startEvent><userTask id="look" name="Sotilgan yer uchastkasini joyida koʻrish" darcha:office="cadastre-1726266" darcha:act="inspect" darcha:role="officer"/><endEvent id="e"/>
  <sequenceFlow id="f1" sourceRef="begun" targetRef="look"/><sequenceFlow id="f2" sourceRef="look" targetRef="e"/></process></definitions>`

/** Some days of a small country: the same names, days and numbers each time. */
export async function openStage(): Promise<Stage> {
  let now = Date.parse(WEDNESDAY)
  /** Time stands still but when work takes some. */
  const later = (minutes: number) => {
    now += minutes * 60_000
  }
  const bench = await caseBench(readdirSync('services'), { clock: () => new Date(now).toISOString() })
  const post = async (person: string, path: string, fields: Record<string, string> = {}) => {
    later(2)
    const answer = await (await bench.as(person)).post(path, fields)
    if (answer.status !== 303) throw new Error(`${person} ${path}: ${answer.status} ${answer.text.slice(0, 2000)}`)
    await bench.work()
    return answer.location!
  }
  const file = async (service: string, more: Parameters<CaseBench['file']>[1] = {}) => {
    later(7)
    const filed = await bench.file(service, more)
    await bench.work()
    return filed
  }
  const complete = async (person: string, id: string, element: string, fields: Record<string, string>) =>
    post(person, `/en/desk/tasks/${await bench.task(id, element)}/complete`, fields)
  const opinions = async (id: string) => {
    later(60)
    await complete('shahnoza', id, 'healthOpinion', { outcome: 'agree' })
    later(45)
    await complete('feruza', id, 'socialOpinion', { outcome: 'agree' })
  }

  await file(DWELLING)
  await file(DWELLING, { person: 'farhod' })
  for (const [outcome, person] of [
    ['grant', 'dilnoza'],
    ['grant', 'farhod'],
    ['grant', 'sayyora'],
    ['refuse', 'dilnoza'],
  ] as const) {
    const { id } = await file(GUARDIAN, { person })
    await opinions(id)
    const fields = outcome === 'refuse' ? { reason: 'not-in-interest', note: NOTE } : {}
    if (outcome === 'refuse') {
      await post('jasur', `/en/desk/tasks/${await bench.task(id, 'decide')}/hearing`, fields as never)
      await post(person, `/en/applications/${id}/hearing`, { hearing: 'The room is ready' })
    }
    await complete('jasur', id, 'decide', { outcome, ...fields } as never)
  }
  const guardian = await file(GUARDIAN)
  await opinions(guardian.id)
  const hours = async (paid: { id: string; number: string }) => {
    await post('malika', `/en/counter/applications/${paid.id}/cash`, { receipt: `K-${paid.number}` })
    return bench.task(paid.id, 'chooseSlot')
  }
  const appointed = await file(TREES, { operator: 'malika' })
  const task = await hours(appointed)
  const at = /name="at" value="([^"]+)"/.exec((await (await bench.as('dilnoza')).get(`/en/tasks/${task}`)).text)![1]!
  await post('dilnoza', `/en/tasks/${task}`, { at })
  const chooses = await hours(await file(TREES, { operator: 'malika' }))
  for (const service of [HOUSE, POWER]) await file(service)

  const paper = (
    await bench.api('counter', 'POST', '/applications', {
      service: GUARDIAN,
      answers: bench.answersOf(GUARDIAN),
      channel: 'paper',
      office: COUNTER,
      applicant: { number: bench.numberOf('dilnoza') },
      receivedAt: new Date(now - 3_600_000).toISOString(),
    })
  ).body as { id: string }
  await bench.work()
  await bench.api('counter', 'POST', '/applications', {
    service: GUARDIAN,
    answers: bench.answersOf(GUARDIAN),
    channel: 'paper',
    office: COUNTER,
    applicant: { number: bench.numberOf('farhod') },
    receivedAt: new Date(now - 7_200_000).toISOString(),
  })
  await bench.work()

  const discussion = (
    await bench.api('lawyer', 'POST', '/consultations', {
      body: 'ministry-justice',
      title: 'On street trade',
      language: 'en',
      note: 'Street trade is regulated anew.',
      text: DRAFT,
    })
  ).body as { id: string }
  for (const [persona, words] of [
    ['citizen', 'The fee is too high for a first year'],
    ['citizen-2', 'Five days are too long: one is enough'],
  ] as const)
    await bench.api(persona, 'POST', `/consultations/${discussion.id}/comments`, { words, unit: 'art_2' })

  const letIn = await bench.api('administrator', 'POST', '/exchange/systems', {
    client: 'UZ/GOV/309990920/ecology-system',
    name: 'Ekologiya boʻlimining ish yuritish tizimi',
    body: 'ecology-1726266',
    services: ['listTasks', 'readCase'],
    publicKey: 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
  })
  const told = await bench.api('administrator', 'POST', '/webhooks', {
    client: 'UZ/GOV/309990920/ecology-system',
    address: 'https://ecology.example/darcha',
    events: ['task.opened', 'task.ended', 'case.decided'],
  })
  // no letter leaves the stage: without a mail server they would stand as incidents
  await bench.instance.database.query("delete from jobs.job where kind = 'notify.send'")
  const begun = await post('dilnoza', `/en/services/${HOUSE}/start`, { for: 'myself' })
  const { rows } = await bench.instance.database.query<{ code: string; definition: string }>(
    'select (select code from documents.result where signed is not null order by issued_at limit 1) as code, (select definition from process.any_case where case_id = $1) as definition',
    [guardian.id],
  )
  const { database } = bench.instance
  await database.transaction((tx) => deployDefinition(tx, 'sold-plot@1', SOLD_PLOT, null, bench.clock()))
  await bench.api('administrator', 'POST', '/process-events', {
    type: 'message',
    name: 'plot-sold',
    variables: { plot: '10:05:03:01:03:0017', area: 640, seller: 'Karimova Dilnoza', price: 412_000_000 },
  })
  await bench.work()
  const list = await bench.api('officer-cadastre', 'GET', '/tasks?office=cadastre-1726266')
  const sold = list.body.items.find(({ service }: { service: string }) => service === 'sold-plot').id
  await post('bekzod', `/uz/desk/tasks/${sold}/claim`)
  await post('dilnoza', '/en/cabinet/data/held')
  await answersCame(bench)
  await lookBefore(bench)
  const judging = bench.handlers.find(({ kind }) => kind === 'casework.judge-looks')!
  await bench.instance.database.transaction((tx) =>
    judging.finish!(tx, {} as never, undefined as never, new Date(now).toISOString()),
  )
  await beginByThemselves(bench, guardian.id, now)
  const offers = await offer(bench, new Date(now).toISOString())
  const listed = await bench.instance.world.published.list()
  return {
    bench,
    informs: listed.find(({ runs }) => !runs)?.id ?? DWELLING,
    code: rows[0]!.code,
    discussion: discussion.id,
    draft: begun.replace(/^\/\w+/, '').replace(/(\/drafts\/[^/]+).*/, '$1'),
    guardian: guardian.id,
    chooses,
    offers,
    appointed: appointed.id,
    day: at.slice(0, 10),
    dilnoza: demoPersonId('dilnoza'),
    counter: COUNTER,
    paper: paper.id,
    office: OFFICE,
    ecology: 'ecology-1726266',
    decides: await bench.task(guardian.id, 'decide'),
    begun: sold,
    definition: rows[0]!.definition,
    system: letIn.body.system,
    webhook: told.body.webhook,
  }
}

/** What officials looked at before, for no application and after hours: an auditor has something to examine. */
async function lookBefore({ instance, numberOf }: CaseBench): Promise<void> {
  const look = (person: string, role: string, body: string, hours: number, given: Look) =>
    instance.world.recordLooks([given], {
      principal: { personId: demoPersonId(person), number: numberOf(person), roles: [{ role, body }] },
      now: new Date(Date.parse(WEDNESDAY) - hours * 3_600_000).toISOString(),
    })
  const people = ['farhod', 'sayyora', 'dilnoza', 'rustam'].map((name) => ({ number: numberOf(name) }))
  await look('malika', 'counter', COUNTER, 22, { what: 'person', people: [people[1]!] })
  await look('jasur', 'officer', OFFICE, 14, {
    what: 'list',
    detail: 'worklist',
    people: [],
    listed: people.map((seen) => ({ people: [seen] })),
    bodies: [OFFICE],
  })
}

/** A pension that is offered a month before its day. */
async function offer(bench: CaseBench, now: string): Promise<string> {
  const { database, world } = bench.instance
  const service = await world.services.get(database, 'old-age-pension-proactive')
  const event = { name: 'old-age', on: '2026-12-11', noticeOn: '2026-11-11', facts: {}, ...SILENCE }
  const [begun] = await database.transaction(async (tx) => {
    const person = await world.people.get(tx, demoPersonId('tolqin'))
    return openWithoutApplicant(tx, { cases: [{ service, person, event }], now }, world)
  })
  await bench.work()
  return bench.task(begun!.caseId, 'answer')
}
const SILENCE = { silence: 'assign', silenceAfter: '10 calendar days' }

/** Registers answer in their own time. */
async function answersCame(bench: CaseBench): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { items } = (await bench.api('citizen', 'GET', '/me/data')).body as { items: { trouble: string | null }[] }
    if (items.every(({ trouble }) => trouble !== 'asking')) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('registers do not answer')
}

/** What registers told and whom services that begin by themselves found: two wait for somebody to look, one feed is behind. */
async function beginByThemselves({ instance }: CaseBench, decided: string, now: number | string): Promise<void> {
  const at = new Date(now).toISOString()
  const service = 'old-age-pension-proactive'
  const { database } = instance
  await database.query(
    `with known as (
       insert into proactive.known (feed, record, number, date, grouping, facts, changed_at)
       select 'population persons', 'person-' || i, 'X' || (1000000 + i), date '1966-01-01' + i * 40, case when i % 2 = 0 then 'male' else 'female' end, '{}', $1
       from generate_series(1, 9) i returning id, date, grouping)
     insert into proactive.occasion (service, event, known, state, version, date, grouping, event_on, notice_on, selected_at, case_id, problem)
     select $2, 'old-age', id, case when row_number() over () > 2 then 'shadow' else 'opened' end, 1, date, grouping, $1, $1, $1,
       case when row_number() over () = 1 then $3::uuid end, case row_number() over () when 1 then 'decided-before' when 2 then 'person-unknown' end
     from known`,
    [at, service, decided],
  )
  await database.query(
    `insert into proactive.mark (feed, next, read_at, message, problem, problem_since)
     values ('population persons', 9, $1, '', 'behind', $1), ('civil-registry births', 4, $1, '', null, null)`,
    [at],
  )
  await database.query(
    `insert into proactive.run (id, service, version, begun_at, selected, withdrawn, took_ms)
     values (gen_random_uuid(), $2, 1, $1, 9, 0, 12), (gen_random_uuid(), 'birth-grant', 1, $1, 0, 0, 3)`,
    [at, service],
  )
}
