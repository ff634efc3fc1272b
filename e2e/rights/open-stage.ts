import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { setTerm } from '../testing/consultation-bench.ts'
import { composeWeb } from '../../src/commands/compose-web.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { insertAgreement } from '../../src/modules/casework/store/agreements.ts'
import { samplePdf } from '../../src/modules/casework/testing.ts'
import { newId } from '../../src/platform/database/index.ts'
import { runningFrom, WEDNESDAY } from '../../src/platform/clock/testing.ts'
import { demoPersonId, giveRole, issueToken } from '../../src/platform/identity/index.ts'
import { firmsCase, personOf } from './firms-case.ts'
import { rehearse } from './rehearse.ts'

/** Kinds of principals, in the order of the table's columns, each a demo account. */
export const PRINCIPALS = {
  nobody: undefined,
  applicant: 'citizen',
  other: 'citizen-2',
  firm: 'business',
  counter: 'counter',
  counter2: 'citizen-4',
  officer: 'officer',
  officer2: 'officer-cadastre',
  head: 'head',
  head2: 'head-cadastre',
  asked: 'officer-health',
  auditor: 'auditor',
  administrator: 'administrator',
} as const
export type PrincipalName = keyof typeof PRINCIPALS

/** Everything a request may name. */
export interface Things {
  application: string
  task: string
  correction: string
  confirmation: string
  slot: string
  firms: string
  draft: string
  /** A draft that names another who may be asked. */
  naming: string
  /** What another asks the applicant to agree to. */
  agreement: string
  file: string
  question: string
  inquiry: string
  code: string
  receipt: string
  incident: string
  definition: string
  office: string
  counter: string
  person: string
  applicant: string
  colleague: string
  number: string
  service: string
  /** A look into a register about the applicant. */
  message: string
  /** A public discussion, and a comment of nobody who asks. */
  discussion: string
  comment: string
  /** A discussion that was closed, and a comment of it. */
  ended: string
  proven: string
  /** A file the applicant has sent. */
  upload: { sha256: string; size: number }
}

export interface Answered {
  status: number
  text: string
  type: string
}

export interface Stage {
  bench: CaseBench
  app: Hono
  tokens: Record<PrincipalName, string | undefined>
  real: Things
  /** The same shapes, of things that do not exist. */
  guessed: Things
  /** What belongs to the applicant and may stand in nobody else's answer. */
  secrets: string[]
  /** @param body an object is sent as JSON, a string or bytes as they are */
  ask(
    who: PrincipalName,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answered>
  /** The same for good: what it changes stays. */
  really(who: PrincipalName, method: string, path: string, body?: unknown): Promise<Answered>
  /** Lets time pass. */
  later(seconds: number): void
  close(): Promise<void>
}

const SERVICES = [
  'guardianship-incapacitated-adult',
  'electricity-connection',
  'tree-felling-permit',
  'outdoor-advertising-permit',
  'housing-availability-certificate',
]
const [OFFICE, COUNTER] = ['khokimiyat-1726266', 'service-centre-1726266']

/**
 * A product with one of each thing a request may name: the applicant's cases were taken in at a counter, and stand at
 * different steps.
 */
export async function openStage(): Promise<Stage> {
  const running = runningFrom(WEDNESDAY)
  let passed = 0
  const bench = await caseBench(SERVICES, {
    clock: () => new Date(Date.parse(running()) + passed).toISOString(),
  })
  const { database } = bench.instance
  const now = bench.clock()
  await giveRole(database, {
    person: demoPersonId(personOf('citizen-4').id),
    role: 'counter',
    body: 'service-centre-1726269',
    since: now,
    givenBy: 'system',
  })
  const tokens = Object.fromEntries(
    await Promise.all(
      Object.entries(PRINCIPALS).map(async ([name, persona]) => [
        name,
        persona && (await database.transaction((tx) => issueToken(tx, persona, now)))!.token,
      ]),
    ),
  ) as Stage['tokens']

  const patient = {
    ...bench.instance,
    config: { ...bench.instance.config, limits: { ...bench.instance.config.limits, requestsPerMinute: 1_000_000 } },
  }
  const real = composeWeb(patient, bench.origin)
  const send = async (
    app: Hono,
    token: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered> => {
    const response = await app.fetch(
      new Request(`${bench.origin}/api/v1${path}`, {
        method,
        headers: {
          'accept-language': 'en',
          'x-darcha-peer': 'matrix',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body) }),
      }),
    )
    return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' }
  }
  const does = async (who: string, path: string, body: unknown = {}): Promise<any> => {
    const token = (await database.transaction((tx) => issueToken(tx, who, now)))!.token
    const answer = await send(real, token, 'POST', path, body)
    if (answer.status >= 300) throw new Error(`${who} ${path}: ${answer.status} ${answer.text}`)
    await bench.work()
    return JSON.parse(answer.text)
  }
  const file = async (service: string) => {
    const application = await bench.file(service, { operator: 'malika' })
    await bench.work()
    return application
  }
  const complete = async (who: string, application: string, element: string, outcome: string, more: object = {}) =>
    does(who, `/tasks/${await bench.task(application, element)}/complete`, { outcome, ...more })

  const [item, done] = [await file(SERVICES[0]!), await file(SERVICES[0]!)]
  for (const { id } of [item, done]) {
    await complete('officer-health', id, 'healthOpinion', 'agree')
    await complete('officer-social', id, 'socialOpinion', 'agree')
  }
  await complete('officer', done.id, 'decide', 'grant')
  await complete('head', done.id, 'sign', 'sign')
  const [correcting, confirming, slot] = [
    await file('electricity-connection'),
    await file('electricity-connection'),
    await file('tree-felling-permit'),
  ]
  await complete('officer-region', correcting.id, 'examine', 'correct', { note: 'The address lacks the house' })
  await complete('officer-region', confirming.id, 'examine', 'ok')
  await complete('officer-region', confirming.id, 'decide', 'grant')
  await does('counter', `/applications/${slot.id}/cash`, { receipt: 'K-1' })
  const question = await does('officer', `/applications/${item.id}/questions`, {
    text: 'Since when do you live together?',
  })
  const inquiry = await does('officer', `/applications/${item.id}/inquiries`, {
    office: 'health-1726266',
    question: 'Is the address known to you?',
  })
  const draft = await does('citizen', '/drafts', { service: SERVICES[0] })
  await does('citizen', `/drafts/${draft.id}/answers`, {
    answers: { consent: true, wardNumber: '32406969990162' },
  })
  const naming = await does('citizen', '/drafts', { service: SERVICES[3] })
  await does('citizen', `/drafts/${naming.id}/answers`, {
    answers: { placeOwner: 'other', ownerNumber: '32406969990162' },
  })
  const kept = await bench.instance.world.files.put(samplePdf())
  await database.query('insert into casework.upload (person, sha256, type, size, at) values ($1, $2, $3, $4, $5)', [
    demoPersonId('dilnoza'),
    kept.sha256,
    'application/pdf',
    kept.size,
    now,
  ])
  const attached = await does('citizen', `/drafts/${draft.id}/files`, {
    field: 'familyConsent',
    name: 'consent.pdf',
    sha256: kept.sha256,
  })
  const service = await bench.instance.world.published.get(SERVICES[3]!)
  const agreement = newId(now)
  await database.transaction((tx) =>
    insertAgreement(tx, {
      id: agreement,
      about: null,
      asker: demoPersonId(personOf('designer').id),
      organisation: null,
      subject: personOf('citizen').number,
      service: service.id,
      version: service.version,
      key: 'ownerNumber',
      facts: [],
      until: '2030-01-01',
      askedAt: now,
    }),
  )
  const firms = await firmsCase(bench, does)
  const discussion = await does('lawyer', '/consultations', {
    body: 'ministry-justice',
    title: 'On street trade',
    language: 'en',
    note: 'Made for the matrix of rights',
    text: 'Article 1. Aim\nThis law regulates street trade.',
  })
  const ended = await does('lawyer', '/consultations', {
    body: 'ministry-justice',
    title: 'On markets',
    language: 'en',
    note: 'Made for the matrix of rights',
    text: 'Article 1. Aim\nThis law regulates markets.',
  })
  const proven = await does('designer', `/consultations/${ended.id}/comments`, { words: 'A good law too' })
  await does('lawyer', `/consultations/${ended.id}/answers`, {
    comment: proven.id,
    outcome: 'outside',
    reason: 'It asks for nothing that could be done',
  })
  await setTerm(database, ended.id, now)
  await does('lawyer', `/consultations/${ended.id}/close`)
  const comment = await does('designer', `/consultations/${discussion.id}/comments`, { words: 'A good law' })
  const incident = (
    await database.query<{ id: string }>(
      "insert into jobs.job (kind, case_id, payload, run_at, stopped_at, problem) values ('test.stopped', $1, '{}', $2, $2, 'no answer') returning id::text as id",
      [item.id, now],
    )
  ).rows[0]!.id
  await database.query(
    "insert into jobs.outside_system (system, since, probe_at, tried_at, problem) values ('mail', $1, $1, $1, 'no answer')",
    [now],
  )
  await database.query(
    `with made as (insert into webhooks.subscription (id, client, address, kinds, made_at, made_by) values ($1, $2, 'https://system.example/told', '{task.opened}', $3, $1)),
       happened as (insert into webhooks.event (subject, kind, data, at, spread_at) values ($1, 'test', '{}', $3, $3) returning id),
       let_in as (insert into exchange.system (id, client, body, account, own_account, named_at, named_by) values ($1, $2, $5, $4, true, $3, $4))
     insert into webhooks.delivery (id, subscription, event, subject, state, next_at, made_at) select $1, $1, id, $1, 'stopped', $3, $3 from happened`,
    ['0190c0de-0000-7000-8000-00000000beef', 'UZ/GOV/309990999/told', now, demoPersonId('jasur'), OFFICE],
  )
  const citizen = personOf('citizen')
  const row = (
    await database.query<{ code: string; receipt: string; definition: string; message: string }>(
      'select (select code from documents.result where case_id = $1 and signed is not null) as code, (select receipt from casework.application where case_id = $2) as receipt, (select definition from process.any_case where case_id = $2) as definition, (select message from exchange.access where subject = $3 limit 1) as message',
      [done.id, item.id, citizen.number],
    )
  ).rows[0]!

  // a look that the auditor may examine, called by the application it was at
  await database.query(
    `insert into casework.unusual_look (id, at, viewer, role, body, what, reasons, people) values ($1, $2, $3, 'officer', 'khokimiyat-1726266', 'case', '{relative}', 1)`,
    [item.id, now, demoPersonId('jasur')],
  )
  const app = composeWeb({ ...patient, database: rehearse(database) }, bench.origin)
  const nothing = () => `${randomUUID().slice(0, 14)}7${randomUUID().slice(15)}`
  return {
    bench,
    app,
    tokens,
    real: {
      application: item.id,
      task: await bench.task(item.id, 'decide'),
      correction: await bench.task(correcting.id, 'correct'),
      confirmation: await bench.task(confirming.id, 'confirm'),
      slot: await bench.task(slot.id, 'chooseSlot'),
      firms,
      draft: draft.id,
      naming: naming.id,
      agreement,
      file: attached.id,
      question: question.id,
      inquiry: inquiry.id,
      code: row.code,
      receipt: row.receipt,
      incident,
      definition: row.definition,
      office: OFFICE,
      counter: COUNTER,
      person: demoPersonId('jasur'),
      applicant: demoPersonId('dilnoza'),
      colleague: demoPersonId('nargiza'),
      upload: kept,
      number: citizen.number,
      service: SERVICES[0]!,
      message: row.message,
      discussion: discussion.id,
      comment: comment.id,
      ended: ended.id,
      proven: proven.id,
    },
    guessed: {
      application: nothing(),
      task: `${nothing()}.1`,
      correction: `${nothing()}.1`,
      confirmation: `${nothing()}.1`,
      slot: `${nothing()}.1`,
      firms: nothing(),
      draft: nothing(),
      naming: nothing(),
      agreement: nothing(),
      file: nothing(),
      question: nothing(),
      inquiry: nothing(),
      code: '7777-7777-7777',
      receipt: '7777-7777-7777',
      incident: '999999999',
      definition: 'no-such-service',
      office: 'khokimiyat-9999999',
      counter: 'service-centre-9999999',
      person: nothing(),
      applicant: nothing(),
      colleague: nothing(),
      upload: { sha256: 'a'.repeat(64), size: 10 },
      number: '30101019990019',
      service: 'no-such-service',
      message: nothing(),
      discussion: nothing(),
      comment: nothing(),
      ended: nothing(),
      proven: nothing(),
    },
    secrets: [
      citizen.number,
      citizen.email,
      citizen.phone,
      item.id,
      item.number,
      done.id,
      correcting.id,
      confirming.id,
      slot.id,
    ],
    ask: (who, method, path, body, headers) => send(app, tokens[who], method, path, body, headers),
    really: (who, method, path, body) => send(real, tokens[who], method, path, body),
    later: (seconds) => {
      passed += seconds * 1000
    },
    close: () => bench.close(),
  }
}
