import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPersonId, issueToken } from '../../platform/identity/index.ts'
import { describeInterface } from '../../platform/use-case/index.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
let bench: CaseBench
const tokens = new Map<string, string>()
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  for (const persona of ['citizen', 'officer', 'head', 'officer-health', 'administrator'])
    tokens.set(
      persona,
      (await bench.instance.database.transaction((tx) => issueToken(tx, persona, bench.clock())))!.token,
    )
})
afterAll(async () => {
  await bench?.close()
})

interface Answer {
  status: number
  body: any
  tag: string | null
  type: string | null
}

async function ask(who: string, call: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const [method, path] = call.split(' ') as [string, string]
  const response = await fetch(`${bench.origin}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(who)}`,
      'accept-language': 'uz',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return {
    status: response.status,
    body: text ? JSON.parse(text) : undefined,
    tag: response.headers.get('etag'),
    type: response.headers.get('content-type'),
  }
}

async function draft(): Promise<string> {
  const { id } = (await ask('citizen', 'POST /drafts', { service: SERVICE })).body
  await ask('citizen', `POST /drafts/${id}/answers`, { answers: { wardName: `Sanjar ${Math.random()}`, phone: null } })
  return id
}

describe('two who change the same thing at once', () => {
  it('one wins and the other is told, in their language, what to do', async () => {
    const id = await draft()
    for (let round = 0; round < 15; round++) {
      const { tag } = await ask('citizen', `GET /drafts/${id}`)
      const write = (name: string) =>
        ask(
          'citizen',
          `POST /drafts/${id}/answers`,
          { answers: { wardName: `${name} ${round}` } },
          { 'if-match': tag! },
        )
      const answers = await Promise.all([write('first'), write('second'), write('third')])
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412, 412])
      const winner = ['first', 'second', 'third'][answers.findIndex((answer) => answer.status === 200)]
      expect((await ask('citizen', `GET /drafts/${id}`)).body.answers.wardName).toBe(`${winner} ${round}`)
      expect(answers.find((answer) => answer.status === 412)).toMatchObject({
        type: expect.stringContaining('application/problem+json'),
        body: {
          type: 'urn:darcha:problem:errors.changed-meanwhile',
          title: 'Siz ochganingizdan keyin bu yozuv oʻzgargan. Qayta oching va yana urinib koʻring.',
        },
      })
    }
  })

  it('one who sets no condition waits for the one who did, and is not lost under it', async () => {
    const id = await draft()
    const { tag } = await ask('citizen', `GET /drafts/${id}`)
    const [conditional, plain] = await Promise.all([
      ask('citizen', `POST /drafts/${id}/answers`, { answers: { wardName: 'seen' } }, { 'if-match': tag! }),
      ask('citizen', `POST /drafts/${id}/answers`, { answers: { wardName: 'unseen' } }),
    ])
    expect(plain.status).toBe(200)
    // either it came first, and the other was told, or it came after what it did not ask about
    expect((await ask('citizen', `GET /drafts/${id}`)).body.answers.wardName).toBe('unseen')
    expect([200, 412]).toContain(conditional.status)
  })

  it("administrators of one body's roles stand in a line, also for a role that nobody holds yet", async () => {
    const path = '/bodies/health-1726266/roles'
    const { tag } = await ask('administrator', `GET ${path}`)
    const give = (until: string) =>
      ask(
        'administrator',
        `POST ${path}`,
        { number: '31507850170014', role: 'head', until, reason: 'Stands in for a while' },
        { 'if-match': tag! },
      )
    const number = (
      await bench.instance.database.query<{ number: string }>('select number from identity.person where id = $1', [
        demoPersonId('jasur'),
      ])
    ).rows[0]!.number
    const answers = await Promise.all(
      ['2099-01-01', '2099-02-01'].map((until) =>
        ask(
          'administrator',
          `POST ${path}`,
          { number, role: 'head', until, reason: 'Stands in for a while' },
          { 'if-match': tag! },
        ),
      ),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 412])
    expect(
      (await ask('administrator', `GET ${path}`)).body.items.filter(
        (item: any) => item.person === demoPersonId('jasur'),
      ),
    ).toHaveLength(1)
    expect((await give('2099-03-01')).status).toBe(412)
  })

  it('a decision does not fall on a case that moved on: nothing is done, and the same request fits again when the case was read', async () => {
    const application = await bench.file(SERVICE)
    await bench.work()
    const task = await bench.task(application.id, 'healthOpinion')
    const before = await ask('officer-health', `GET /applications/${application.id}`)
    expect(
      (await ask('officer-health', `POST /applications/${application.id}/questions`, { text: 'Since when?' })).status,
    ).toBe(201)
    const refused = await ask(
      'officer-health',
      `POST /tasks/${task}/complete`,
      { outcome: 'agree' },
      { 'if-match': before.tag! },
    )
    expect(refused.status).toBe(412)
    const after = await ask('officer-health', `GET /applications/${application.id}`)
    expect(after.body.tasks.map((each: any) => each.id)).toContain(task)
    const sent = { 'if-match': `"old", ${after.tag}`, 'idempotency-key': 'opinion-1' }
    const done = await ask('officer-health', `POST /tasks/${task}/complete`, { outcome: 'agree' }, sent)
    expect(done.status).toBe(200)
    // the answer was lost on the way and is asked for again: the tag fits no more, but it was done
    expect(await ask('officer-health', `POST /tasks/${task}/complete`, { outcome: 'agree' }, sent)).toEqual(done)
  })
})

describe('conditions', () => {
  it('of a change: any tag of a list, `*`, never a weak one; a change that edits no such thing fits none', async () => {
    const id = await draft()
    const { tag } = await ask('citizen', `GET /drafts/${id}`)
    const save = (ifMatch: string) =>
      ask('citizen', `POST /drafts/${id}/answers`, { answers: { relation: 'child' } }, { 'if-match': ifMatch })
    expect((await save('"a", "b"')).status).toBe(412)
    expect((await save(`W/${tag}`)).status).toBe(412)
    expect((await save('nonsense')).status).toBe(412)
    expect((await save(`"a", ${tag}`)).status).toBe(200)
    expect((await save('*')).status).toBe(200)
    expect((await ask('citizen', 'POST /drafts', { service: SERVICE }, { 'if-match': '*' })).status).toBe(412)
    // what is another's or not there answers as ever
    expect((await ask('officer', `POST /drafts/${id}/answers`, { answers: {} }, { 'if-match': tag! })).status).toBe(403)
    // nobody learns of another's draft by naming it as their own, be the guess right or wrong
    for (const guess of [tag!, '"a"'])
      expect(
        (
          await ask(
            'officer',
            'POST /applications',
            { service: SERVICE, answers: {}, draft: id },
            { 'if-match': guess },
          )
        ).status,
      ).toBe(410)
  })

  it('of a look: 304 without a body while nothing changed', async () => {
    const id = await draft()
    const { tag } = await ask('citizen', `GET /drafts/${id}`)
    const look = (header: string, value: string) => ask('citizen', `GET /drafts/${id}`, undefined, { [header]: value })
    for (const fits of [tag!, `W/${tag}`, `"x", ${tag}`, '*'])
      expect(await look('if-none-match', fits), fits).toMatchObject({ status: 304, body: undefined, tag })
    expect((await look('if-none-match', '"x"')).status).toBe(200)
    expect((await look('if-match', '"x"')).status).toBe(412)
    expect((await look('if-match', tag!)).status).toBe(200)
    // saving what stands there already changes nothing
    const { answers } = (await ask('citizen', `GET /drafts/${id}`)).body
    await ask('citizen', `POST /drafts/${id}/answers`, { answers })
    expect((await look('if-none-match', tag!)).status).toBe(304)
    await ask('citizen', `POST /drafts/${id}/answers`, { answers: { ...answers, wardName: 'Another' } })
    expect((await look('if-none-match', tag!)).status).toBe(200)
  })

  it('the tag of a case changes when and only when its representation does, through its whole life', async () => {
    const application = await bench.file(SERVICE)
    const seen = new Map<string, string>()
    const look = async () => {
      const [first, again] = [
        await ask('officer', `GET /applications/${application.id}`),
        await ask('officer', `GET /applications/${application.id}`),
      ]
      const body = JSON.stringify(first.body)
      expect(again.tag).toBe(first.tag)
      expect(seen.get(first.tag!) ?? body).toBe(body)
      expect([...seen].some(([tag, before]) => before === body && tag !== first.tag)).toBe(false)
      seen.set(first.tag!, body)
    }
    await look()
    await bench.work()
    await look()
    for (const [who, element, outcome] of [
      ['officer-health', 'healthOpinion', 'agree'],
      ['officer-social', 'socialOpinion', 'agree'],
      ['officer', 'decide', 'grant'],
      ['head', 'sign', 'sign'],
    ] as const) {
      if (!tokens.has(who))
        tokens.set(who, (await bench.instance.database.transaction((tx) => issueToken(tx, who, bench.clock())))!.token)
      const task = await bench.task(application.id, element)
      await ask(who, `POST /tasks/${task}/claim`, {})
      await look()
      expect((await ask(who, `POST /tasks/${task}/complete`, { outcome })).status).toBe(200)
      await look()
      await bench.work()
      await look()
    }
    expect(seen.size).toBeGreaterThan(6)
  })

  it('stand in the description of the interface', () => {
    const { paths, components } = describeInterface(bench.instance.useCases, 'Darcha', '1') as any
    const whole = (part: any) => (part.$ref ? components[part.$ref.split('/')[2]][part.$ref.split('/')[3]] : part)
    const save = paths['/drafts/{draft}/answers'].post
    expect(save.parameters.map(whole).find((parameter: any) => parameter.name === 'If-Match')).toMatchObject({
      in: 'header',
      required: false,
      description: expect.stringContaining('GET /drafts/{draft}'),
    })
    expect(whole(save.responses['412']).content).toHaveProperty(['application/problem+json'])
    const look = paths['/drafts/{draft}'].get
    expect(whole(look.responses['200']).headers).toHaveProperty('ETag')
    expect(look.responses).toHaveProperty('304')
    expect(look.parameters.map((parameter: any) => whole(parameter).name)).toContain('If-None-Match')
    expect(paths['/me/notices/read']?.post?.responses ?? {}).not.toHaveProperty('412')
  })
})
