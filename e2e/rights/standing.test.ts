import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeWeb } from '../../src/commands/compose-web.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { demoPersonId, giveRole, issueToken } from '../../src/platform/identity/index.ts'

/**
 * How an official stands to a case, beside the office they work in. `+` may, `-` may not, `~` sees a part.
 *
 * own: the officer applied themself; named: the case names them; relative: the civil register shows them as the
 * applicant's child; asked: their office was asked something; lent: stands in for the head; private: an officer elsewhere who acts for the firm that applied.
 */
const TABLE = `
                     officer own named relative asked lent private
look                    +     ~    +      +       ~    +     ~
claim                   +     -    -      -       -    +     -
complete                +     -    -      -       -    +     -
team                    -     -    -      -       -    +     -
substitute              -     -    -      -       -    -     -
give a role             -     -    -      -       -    -     -
`
const STANDINGS = ['officer', 'own', 'named', 'relative', 'asked', 'lent', 'private'] as const
type Standing = (typeof STANDINGS)[number]

const [WARD, FIRM] = ['guardianship-incapacitated-adult', 'outdoor-advertising-permit']
const OFFICE = 'khokimiyat-1726266'

let bench: CaseBench
let api: (who: string, method: string, path: string, body?: object) => Promise<{ status: number; body: any }>
/** The case each standing is to, and the account that stands so. */
const stands = {} as Record<Standing, { who: string; application: string; task: string }>

beforeAll(async () => {
  bench = await caseBench([WARD!, FIRM!])
  const { database } = bench.instance
  const app = composeWeb(bench.instance, bench.origin)
  api = async (who, method, path, body) => {
    const { token } = (await database.transaction((tx) => issueToken(tx, who, bench.clock())))!
    const answer = await app.request(`${bench.origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: await answer.json() }
  }
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
    private: { who: 'business', application: firm.id, task: `${firm.id}.${firmTask.wait}` },
  })
}, 120_000)
afterAll(() => bench?.close())

const yes = ({ status }: { status: number }) => (status < 300 || status === 409 ? '+' : '-')
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
  team: async ({ who }) => yes(await api(who, 'GET', `/offices/${OFFICE}/team`)),
  substitute: async ({ who }) =>
    yes(
      await api(who, 'POST', `/offices/${OFFICE}/substitutes`, {
        person: demoPersonId('nargiza'),
        substitute: demoPersonId('jasur'),
        until: '2099-12-31',
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
