import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage, type Things } from './open-stage.ts'

/** People of the demonstration who have nothing to do with the applicant's cases, and nobody. */
const STRANGERS = {
  nobody: undefined,
  'another citizen': 'farhod',
  'a firm': 'rustam',
  'officer of another office': 'bekzod',
  'head of another office': 'ulugbek',
  auditor: 'sardor',
} as const
type Stranger = keyof typeof STRANGERS

/** Pages whose address names nobody's own thing. */
const OPEN =
  /^\/(en|en\/(services(\/:service)?(\/start)?|bodies\/:body|search|verify|about|privacy|accessibility|consultations(\/.*)?|redesign\/amendments\/:amendment|exchange|offers\/.*|results\/:code|cabinet(\/\w+|\/data\/held(\/wrong)?)?|desk(\/team(\/\w+)?|\/sign|\/day|\/letters)?|counter(\/agreements)?|kept-form|login|logout|act-for|administration.*))$|^\/(catalogue|definitions|cases|assets|login|callback|logout|signed-out|act-for|metrics|readyz|healthz|payments|api|ca)|^\/\*$/
/** Pages for everybody, signed in or not. */
const PUBLIC =
  /^\/(en|en\/(services(\/:service)?|bodies\/:body|search|verify|about|privacy|accessibility|consultations(\/.*)?|redesign\/amendments\/:amendment|exchange|offers\/.*|results\/:code|logout|act-for))$|^\/(catalogue|assets|callback|logout|signed-out|act-for|metrics|readyz|healthz|payments|api|ca)/
/** The auditor's own work is to read histories; what re-engineering finds in a service tells of nobody. */
const MAY_READ: Partial<Record<Stranger, RegExp>> = {
  auditor: /^\/(cases|definitions)\/|\/administration|^\/en\/redesign/,
}

let stage: Stage
const cookies = new Map<Stranger, string>()
beforeAll(async () => {
  stage = await openStage()
  for (const [name, person] of Object.entries(STRANGERS)) {
    if (!person) continue
    const { name: cookie, value } = await stage.bench.cookie(person)
    cookies.set(name as Stranger, `${cookie}=${value}`)
  }
})
afterAll(async () => {
  await stage?.close()
})

const routes = () => [
  ...new Map(
    stage.app.routes
      .filter(
        (route) =>
          ['GET', 'POST'].includes(route.method) && !/login|^\/api\/v1|^\/(uz|uz-cyrl|ru)(\/|$)|\*/.test(route.path),
      )
      .map((route) => [`${route.method} ${route.path}`, route]),
  ).values(),
]

/** The address with the applicant's things, or guessed ones, in it. */
function filled(path: string, things: Things): string {
  const values: Record<string, string> = {
    application: things.application,
    task: path.includes('/desk/') ? things.task : things.correction,
    draft: things.draft,
    page: 'ward',
    file: things.file,
    case: things.application,
    definition: things.definition,
    incident: things.incident,
    body: things.office,
    service: 'guardianship-incapacitated-adult',
    code: things.code,
    discussion: things.discussion,
    comment: things.comment,
    unit: 'art_1',
    person: things.applicant,
    agreement: things.agreement,
    system: '0190c0de-0000-7000-8000-00000000beef',
    simulation: '0190c0de-0000-7000-8000-00000000beef',
    amendment: '0190c0de-0000-7000-8000-00000000beef',
    message: things.message,
    register: 'population',
    feed: 'persons',
  }
  return path.replace(/:(\w+)/g, (_match, name: string) => encodeURIComponent(values[name] ?? name))
}

async function visit(
  who: Stranger,
  method: string,
  address: string,
): Promise<{ status: number; text: string; location: string }> {
  const cookie = cookies.get(who)
  const form = new URLSearchParams({
    text: 'Let me in',
    grounds: 'Let me in',
    reason: 'Let me in',
    receipt: 'K-3',
    outcome: 'grant',
    at: '2099-03-02T10:00:00+05:00',
    person: stage.real.person,
    from: stage.real.person,
    to: stage.real.colleague,
    tasks: stage.real.task,
    task: stage.real.task,
    key: 'let-me-in',
    agreement: '0198a000-0000-7000-8000-000000000001',
    said: 'agreed',
    office: stage.real.office,
    query: stage.real.number,
    number: stage.real.number,
    role: 'officer',
    service: 'readCase',
    fingerprint: 'a'.repeat(16),
    publicKey: 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
  })
  const response = await stage.app.fetch(
    new Request(stage.bench.origin + address, {
      method,
      headers: {
        ...(cookie ? { cookie } : {}),
        'x-darcha-peer': who,
        ...(method === 'POST' ? { origin: stage.bench.origin, 'sec-fetch-site': 'same-origin' } : {}),
      },
      ...(method === 'POST' ? { body: form } : {}),
    }),
  )
  return { status: response.status, text: await response.text(), location: response.headers.get('location') ?? '' }
}

it("shows nobody a page of another, and takes no form for another's case", async () => {
  const odd: string[] = []
  let visited = 0
  for (const { method, path } of routes()) {
    for (const who of Object.keys(STRANGERS) as Stranger[]) {
      const address = filled(path, stage.real)
      const { status, text, location } = await visit(who, method, address)
      visited++
      const say = (what: string) => odd.push(`${method} ${path}, ${who}: ${status} ${location} ${what}`)
      if (status >= 500) say(text.slice(0, 200))
      if (/^\s+at \S+ \(|\.ts:\d+|node_modules/m.test(text)) say('tells how it is made')
      // a code proves what it stands for to whoever has it, and is the only way to the number
      if (path !== '/en/results/:code')
        for (const secret of stage.secrets)
          if (text.includes(secret) && !address.includes(secret) && !MAY_READ[who]?.test(path)) say(`tells ${secret}`)
      if (who === 'nobody' && !PUBLIC.test(path) && ![303, 401, 404].includes(status)) say('is open to everybody')
      if (OPEN.test(path) || MAY_READ[who]?.test(path)) continue
      const sentToSignIn = status === 303 && /^\/(en\/)?login/.test(location)
      if (who === 'nobody' ? !sentToSignIn && ![401, 404].includes(status) : ![403, 404, 410].includes(status))
        say('is not denied')
    }
  }
  expect(odd).toEqual([])
  expect(visited).toBeGreaterThan(400)
})

it("answers a guessed address like another's", async () => {
  const odd: string[] = []
  for (const { method, path } of routes().filter((route) => route.path.includes(':') && !OPEN.test(route.path))) {
    for (const who of ['nobody', 'another citizen', 'officer of another office'] as const) {
      const [real, guessed] = [
        await visit(who, method, filled(path, stage.real)),
        await visit(who, method, filled(path, stage.guessed)),
      ]
      if (real.status !== guessed.status)
        odd.push(`${method} ${path}, ${who}: ${real.status} for another's, ${guessed.status} for a guess`)
    }
  }
  expect(odd).toEqual([])
})
