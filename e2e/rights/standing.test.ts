import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeWeb } from '../../src/commands/compose-web.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { demoPersonId, giveRole, issueToken } from '../../src/platform/identity/index.ts'
import { rehearse } from './rehearse.ts'

/**
 * How an official stands to a case, beside the office they work in. `+` may, `-` may not, `~` sees a part.
 *
 * own: the officer applied themself; named: the case names them; relative: the civil register shows them as the
 * applicant's child; asked: their office was asked something; lent: stands in for the head; returned: did so, until
 * yesterday; private: an officer elsewhere who acts for the firm that applied.
 */
const TABLE = `
                        officer own named relative asked lent returned private
look                    +     ~    +      +       ~    +      -       ~
claim                   +     -    -      -       -    +      -       -
complete                +     -    -      -       -    +      -       -
hear                    +     -    -      -       -    +      -       -
ask the applicant       +     -    -      -       -    +      -       -
ask a body              +     -    -      -       +    +      -       -
say it was handed over  +     -    -      -       +    +      -       -
step aside              +     +    +      +       -    +      -       -
hand over a task        -     -    -      -       -    +      -       -
withdraw                -     +    -      -       -    -      -       +
answer when heard       -     +    -      -       -    -      -       +
take cash               -     -    -      -       -    -      -       -
team                    -     -    -      -       -    +      -       -
substitute              -     -    -      -       -    -      -       -
give a role             -     -    -      -       -    -      -       -
`
const STANDINGS = ['officer', 'own', 'named', 'relative', 'asked', 'lent', 'returned', 'private'] as const
type Standing = (typeof STANDINGS)[number]

const [WARD, FIRM] = ['guardianship-incapacitated-adult', 'outdoor-advertising-permit']
const OFFICE = 'khokimiyat-1726266'
const WHY = 'Asked by the matrix of rights: what is said here has a reason'

let bench: CaseBench
type Api = (who: string, method: string, path: string, body?: object) => Promise<{ status: number; body: any }>
let api: Api
/** The same, and what it changes is taken back: each question finds the cases as they were. */
let tries: Api
/** The case each standing is to, and the account that stands so. */
const stands = {} as Record<Standing, { who: string; application: string; task: string }>

beforeAll(async () => {
  bench = await caseBench([WARD!, FIRM!, 'tree-felling-permit'])
  const { database } = bench.instance
  const over = (given: typeof database): Api => {
    const app = composeWeb({ ...bench.instance, database: given }, bench.origin)
    return async (who, method, path, body) => {
      const { token } = (await database.transaction((tx) => issueToken(tx, who, bench.clock())))!
      const answer = await app.request(`${bench.origin}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      return { status: answer.status, body: await answer.json() }
    }
  }
  api = over(database)
  tries = over(rehearse(database))
  const toDecide = async (person?: string) => {
    const { id } = await bench.file(WARD!, person ? { person } : {})
    await bench.work()
    for (const [who, element] of [
      ['officer-health', 'healthOpinion'],
      ['officer-social', 'socialOpinion'],
    ] as const)
      await api(who, 'POST', `/tasks/${await bench.task(id, element)}/complete`, { outcome: 'agree' })
    await bench.work()
    return { application: id, task: await bench.task(id, 'decide') }
  }
  const [others, own, kin] = [await toDecide(), await toDecide('jasur'), await toDecide()]
  await api('officer', 'POST', `/applications/${others.application}/inquiries`, {
    office: 'interior-1726266',
    question: 'Is the address known to you?',
  })
  // the ward of the example works in the office that decides
  const { answers } = (await api('officer', 'GET', `/applications/${kin.application}`)).body
  await database.query("update identity.person set persona = 'the-ward' where number = $1", [answers.wardNumber])
  const ward = (
    await database.query<{ id: string }>('select id from identity.person where number = $1', [answers.wardNumber])
  ).rows[0]!.id
  const give = (person: string, role: string, body: string) =>
    giveRole(database, { person, role, body, since: bench.clock(), givenBy: 'system' })
  await give(ward, 'officer', OFFICE)
  // and a child of the applicant, whom the application does not name
  await database.query("update identity.person set persona = 'the-daughter' where number = $1", [
    bench.numberOf('lola'),
  ])
  await give(demoPersonId('lola'), 'officer', OFFICE)
  // somebody of another office stands in for the head
  await give(demoPersonId('davron'), 'officer', 'cadastre-1726266')
  await giveRole(database, {
    person: demoPersonId('bekzod'),
    role: 'head',
    body: OFFICE,
    since: bench.clock(),
    givenBy: 'system',
    standsFor: demoPersonId('nargiza'),
  })
  const [before, yesterday] = [2, 1].map((days) =>
    new Date(Date.parse(bench.clock()) - days * 86_400_000).toISOString(),
  )
  await giveRole(database, {
    person: demoPersonId('ulugbek'),
    role: 'head',
    body: OFFICE,
    since: before!,
    until: yesterday!,
    givenBy: 'system',
    standsFor: demoPersonId('nargiza'),
  })
  // the firm's director is an officer of a body that was asked in the firm's own case
  const firm = await bench.file(FIRM!, { person: 'rustam' })
  await bench.work()
  await give(demoPersonId('rustam'), 'officer', OFFICE)
  const firmTask = (
    await database.query<{ wait: number }>('select wait from process.task where case_id = $1 order by wait limit 1', [
      firm.id,
    ])
  ).rows[0]!
  Object.assign(stands, {
    officer: { who: 'officer', ...others },
    own: { who: 'officer', ...own },
    named: { who: 'the-ward', ...kin },
    relative: { who: 'the-daughter', ...kin },
    asked: { who: 'officer-interior', ...others },
    lent: { who: 'officer-cadastre', ...others },
    returned: { who: 'head-cadastre', ...others },
    private: { who: 'business', application: firm.id, task: `${firm.id}.${firmTask.wait}` },
  })
}, 120_000)
afterAll(() => bench?.close())

// what is refused for its content would look denied to everybody
const yes = ({ status, body }: { status: number; body: any }) =>
  status < 300 || status === 409 ? '+' : [403, 404].includes(status) ? '-' : `${status} ${JSON.stringify(body)}`
const asks: Record<string, (at: (typeof stands)[Standing]) => Promise<string>> = {
  async look({ who, application }) {
    const { status, body } = await api(who, 'GET', `/applications/${application}`)
    return status !== 200
      ? '-'
      : body.partial || body.tasks.every((task: any) => task.performer === 'applicant')
        ? '~'
        : '+'
  },
  claim: async ({ who, task }) => yes(await api(who, 'POST', `/tasks/${task}/claim`, {})),
  async complete({ who, task }) {
    // refused for its content where the person may, so that the case stays as it is
    const { status } = await api(who, 'POST', `/tasks/${task}/complete`, { outcome: 'refuse' })
    return status === 422 || status === 409 ? '+' : '-'
  },
  hear: async ({ who, task }) =>
    yes(await tries(who, 'POST', `/tasks/${task}/hearing`, { reason: 'not-in-interest', note: WHY })),
  'ask the applicant': async ({ who, application }) =>
    yes(await tries(who, 'POST', `/applications/${application}/questions`, { text: WHY })),
  'ask a body': async ({ who, application }) =>
    yes(
      await tries(who, 'POST', `/applications/${application}/inquiries`, { office: 'interior-1726266', question: WHY }),
    ),
  'say it was handed over': async ({ who, application }) =>
    yes(await tries(who, 'POST', `/applications/${application}/decision/served`, { how: 'handed' })),
  'step aside': async ({ who, task }) => yes(await tries(who, 'POST', `/tasks/${task}/recuse`, { reason: WHY })),
  'hand over a task': async ({ who, task }) =>
    yes(await tries(who, 'POST', `/tasks/${task}/assign`, { person: demoPersonId('nargiza') })),
  withdraw: async ({ who, application }) => yes(await tries(who, 'POST', `/applications/${application}/withdraw`, {})),
  'answer when heard': async ({ who, application }) =>
    yes(await tries(who, 'POST', `/applications/${application}/hearing/answer`, { text: WHY })),
  'take cash': async ({ who, application }) =>
    yes(await tries(who, 'POST', `/applications/${application}/cash`, { receipt: 'K-1' })),
  team: async ({ who }) => yes(await api(who, 'GET', `/offices/${OFFICE}/team`)),
  substitute: async ({ who }) =>
    yes(
      await api(who, 'POST', `/offices/${OFFICE}/substitutes`, {
        person: demoPersonId('nargiza'),
        substitute: demoPersonId('jasur'),
        until: '2027-01-15',
      }),
    ),
  'give a role': async ({ who }) =>
    yes(
      await api(who, 'POST', `/bodies/${OFFICE}/roles`, {
        number: '41704889990010',
        role: 'officer',
        reason: 'Asked by the matrix of rights',
      }),
    ),
}

it('opens to each standing what the table says, and nothing else', async () => {
  const rows = TABLE.trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s{2,}/))
  const found: string[][] = []
  for (const [row] of rows)
    found.push([row!, ...(await Promise.all(STANDINGS.map((standing) => asks[row!]!(stands[standing]))))])
  expect(found).toEqual(rows)
}, 60_000)

it('lets nobody speak for a body about themselves or their parents, nor write down that they paid', async () => {
  const { database } = bench.instance
  const ask = async (application: string) =>
    (await api('head', 'POST', `/applications/${application}/inquiries`, { office: 'interior-1726266', question: WHY }))
      .body.id as string
  for (const person of ['lola', 'jasur'])
    await giveRole(database, {
      person: demoPersonId(person),
      role: 'officer',
      body: 'interior-1726266',
      since: bench.clock(),
      givenBy: 'system',
    })
  for (const [standing, said] of [
    ['relative', 'relative'],
    ['own', 'own-case'],
  ] as const) {
    const { who, application } = stands[standing]
    const answer = [`/applications/${application}/inquiries/${await ask(application)}/answer`, { text: WHY }] as const
    const refused = await api(who, 'POST', ...answer)
    expect([refused.status, refused.body.type]).toEqual([403, `urn:darcha:problem:casework.${said}`])
    expect((await api('officer-interior', 'POST', ...answer)).status).toBe(200)
  }
  // an operator who applied at their own counter
  const { id } = await bench.file('tree-felling-permit', { person: 'malika', operator: 'malika' })
  await bench.work()
  const cash = await api('counter', 'POST', `/applications/${id}/cash`, { receipt: 'K-77' })
  expect([cash.status, cash.body.type]).toEqual([403, 'urn:darcha:problem:casework.own-case'])
  // and one whose parent applied there, before any register was asked who the relatives are
  await giveRole(database, {
    person: demoPersonId('lola'),
    role: 'counter',
    body: 'service-centre-1726266',
    since: bench.clock(),
    givenBy: 'system',
  })
  for (const [path, body] of [
    ['cash', { receipt: 'K-78' }],
    ['decision/served', { how: 'handed' }],
  ] as const) {
    const parents = await bench.file('tree-felling-permit', { operator: 'malika' })
    await bench.work()
    const refused = await api('the-daughter', 'POST', `/applications/${parents.id}/${path}`, body)
    expect([refused.status, refused.body.type], path).toEqual([403, 'urn:darcha:problem:casework.relative'])
  }
})
