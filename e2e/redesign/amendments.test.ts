import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { DRAFT, setTerm } from '../testing/consultation-bench.ts'

const SERVICE = 'kindergarten-place'
const BODY = 'ministry-digital'
const HERE = '/en/redesign/amendments'
let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench([SERVICE])
})
afterAll(() => bench?.close())

const list = async (draft: string) =>
  (await bench.api('designer', 'GET', `/redesign/amendments?draft=${draft}`)).body.items as any[]
const change = (draft: string, text: string) =>
  bench.api('designer', 'POST', `/studio/drafts/${draft}/changes`, {
    part: 'source',
    changes: [{ kind: 'file', file: 'process.bpmn', text }],
  })

/** A draft whose process has a step that rests on a law of the passport, and after it one that no law asks for. */
async function drafted(): Promise<{ draft: string; bpmn: string; law: string; step: string; revision: number }> {
  const { id: draft } = (await bench.api('designer', 'POST', '/studio/drafts', { body: BODY, service: SERVICE })).body
  const { files } = (await bench.api('designer', 'GET', `/studio/drafts/${draft}`)).body
  const law = /legalBasis:\s*\n?\s*-?\s*\[?\{?\s*id: ([\w-]+)/.exec(files['service.yaml'])![1]!
  const step = 'approve-list'
  // between the start and what came behind it: a check by hand, resting on a law
  const [, start] = /<(?:\w+:)?startEvent id="([^"]+)"/.exec(files['process.bpmn'])!
  const flow = new RegExp(`<(\\w+:)?sequenceFlow id="([^"]+)"[^>]*sourceRef="${start}"[^>]*>`).exec(
    files['process.bpmn'],
  )!
  const prefix = flow[1] ?? ''
  const target = /targetRef="([^"]+)"/.exec(flow[0])![1]
  const bpmn = files['process.bpmn'].replace(
    flow[0],
    `<${prefix}userTask id="${step}" name="Approve the list" darcha:act="examine" darcha:office="kind:preschool" darcha:basis="${law}" darcha:article="article 12"/>
    <${prefix}sequenceFlow id="f_approved" sourceRef="${step}" targetRef="${target}"/>
    ${flow[0].replace(/targetRef="[^"]+"/, `targetRef="${step}"`)}`,
  )
  const saved = await change(draft, bpmn)
  expect(saved.status, JSON.stringify(saved.body)).toBe(200)
  return { draft, bpmn, law, step, revision: saved.body.revision }
}

it('a step that goes leaves its law a draft amendment: once, withdrawn with the undo, due again when it goes again', async () => {
  const { draft, bpmn, law, step, revision } = await drafted()
  expect(await list(draft)).toEqual([])
  const without = bpmn
    .replace(new RegExp(`<(\\w+:)?userTask id="${step}"[^>]*/>`), '')
    .replace(new RegExp(`<(\\w+:)?sequenceFlow id="f_approved" sourceRef="${step}" targetRef="([^"]+)"/>`), '')
    .replace(`targetRef="${step}"`, `targetRef="${/f_approved" sourceRef="[^"]+" targetRef="([^"]+)"/.exec(bpmn)![1]}"`)
  await change(draft, without)
  const [item, ...others] = await list(draft)
  expect(others).toEqual([])
  expect(item).toMatchObject({
    state: 'due',
    service: { id: SERVICE },
    law: { id: law },
    article: 'article 12',
    step: { id: step, name: 'Approve the list', unit: 'kind:preschool' },
    what: 'removed',
    finding: null,
  })
  // a later save of the same process opens no other, a file that can't be read withdraws none
  await change(draft, `${without}\n`)
  await change(draft, '<broken')
  expect(await list(draft)).toEqual([item])
  // the draft of the service says it, and leads there
  expect((await (await bench.as('kamola')).get(`/en/studio/${draft}`)).text).toContain(`${HERE}/${item.id}`)
  const undone = await bench.api('designer', 'POST', `/studio/drafts/${draft}/undo`, { revision })
  expect(undone.status).toBe(200)
  expect(await list(draft)).toMatchObject([{ id: item.id, state: 'withdrawn' }])
  await change(draft, without)
  expect(await list(draft)).toMatchObject([{ id: item.id, state: 'due', withdrawnAt: null }])
  await bench.api('designer', 'POST', `/studio/drafts/${draft}/discard`)
  expect(await list(draft)).toMatchObject([{ id: item.id, state: 'withdrawn' }])
})

it('a lawyer makes a draft act of it, each leads to the other, and it has no second one', async () => {
  const { draft, bpmn } = await drafted()
  // given to another body: the law names who does it
  await change(draft, bpmn.replace('darcha:office="kind:preschool"', 'darcha:office="kind:health"'))
  const [item] = await list(draft)
  expect(item).toMatchObject({ state: 'due', what: 'moved to another body' })
  const timur = await bench.as('timur')
  expect((await timur.get(HERE)).text).toContain(`${HERE}/${item.id}`)
  const shown = await timur.get(`${HERE}/${item.id}`)
  const way = /href="([^"]*\/consultations\/new\?[^"]*)"/.exec(shown.text)![1]!.replaceAll('&amp;', '&')
  const form = (await timur.get(way)).text
  expect(form).toContain(`name="amendment" value="${item.id}"`)
  expect(form).toContain('article 12')
  // who writes no law is shown no way to it
  expect((await (await bench.as('kamola')).get(`${HERE}/${item.id}`)).text).not.toContain('/consultations/new')
  const sent = {
    body: 'ministry-justice',
    kind: 'draft',
    title: 'On the list of places',
    language: 'en',
    note: 'The list is no longer approved.',
    days: '15',
    text: DRAFT,
    format: 'text',
    amendment: item.id,
  }
  const made = await timur.post('/en/consultations/new', sent)
  expect(made, made.text).toMatchObject({ status: 303 })
  const discussion = made.location!.split('/').at(-1)!
  expect((await timur.get(`/en/consultations/${discussion}`)).text).toContain(`${HERE}/${item.id}`)
  // anyone who reads the draft act may see why
  const reader = await bench.api('citizen', 'GET', `/redesign/amendments/${item.id}`)
  expect(reader.body).toMatchObject({ state: 'in-discussion', discussion, mayWrite: false })
  expect((await bench.api('citizen', 'GET', '/redesign/amendments')).status).toBe(403)
  const again = await bench.api('lawyer', 'POST', '/consultations', { ...sent, days: 15 })
  expect([again.status, again.body.type]).toEqual([409, 'urn:darcha:problem:redesign.amendment-taken'])
  const unknown = { ...sent, days: 15, amendment: '00000000-0000-7000-8000-000000000001' }
  expect((await bench.api('lawyer', 'POST', '/consultations', unknown)).status).toBe(409)
})

it('a fix that takes a step away opens it with what was found', async () => {
  const { draft, bpmn, law } = await drafted()
  // the same check by hand a second time, resting on the law too: the second goes
  const flow = /<(\w+:)?sequenceFlow id="f_approved"[^>]*\/>/.exec(bpmn)!
  const [prefix, target] = [flow[1] ?? '', /targetRef="([^"]+)"/.exec(flow[0])![1]]
  await change(
    draft,
    bpmn.replace(
      flow[0],
      `<${prefix}sequenceFlow id="f_approved" sourceRef="approve-list" targetRef="again"/>
       <${prefix}userTask id="again" name="Approve the list" darcha:act="examine" darcha:office="kind:health" darcha:basis="${law}"/>
       <${prefix}sequenceFlow id="f_again" sourceRef="again" targetRef="${target}"/>`,
    ),
  )
  const fixed = await bench.api('designer', 'POST', '/studio/fixes', {
    body: BODY,
    service: SERVICE,
    fix: 'asked-twice:approve-list+again',
  })
  expect(fixed.body, JSON.stringify(fixed.body)).toMatchObject({ id: draft })
  expect(await list(draft)).toMatchObject([
    { state: 'due', step: { id: 'again' }, finding: { rule: 'asked-twice' }, law: { id: law } },
  ])
})

/** A draft act made of an amendment, its discussion closed at once. */
async function discussed(amendment: string): Promise<void> {
  const { body } = await bench.api('lawyer', 'POST', '/consultations', {
    body: 'ministry-justice',
    title: 'On the list of places',
    language: 'en',
    note: 'The list is no longer approved.',
    text: DRAFT,
    amendment,
  })
  await setTerm(bench.instance.database, body.id, bench.clock())
  const closed = await bench.api('lawyer', 'POST', `/consultations/${body.id}/close`)
  expect(closed.status, JSON.stringify(closed.body)).toBe(200)
}
const dayFromNow = (days: number) => new Date(Date.parse(bench.clock()) + days * 86_400_000).toISOString().slice(0, 10)

it('a draft goes live only when the law says the same: who publishes is told who is waited for; the table refuses too', async () => {
  const { draft, bpmn, step } = await drafted()
  const next = /f_approved" sourceRef="[^"]+" targetRef="([^"]+)"/.exec(bpmn)![1]!
  const without = bpmn
    .replace(new RegExp(`<(\\w+:)?userTask id="${step}"[^>]*/>`), '')
    .replace(/<(\w+:)?sequenceFlow id="f_approved"[^>]*\/>/, '')
    .replace(`targetRef="${step}"`, `targetRef="${next}"`)
  await change(draft, without)
  const [{ id }] = await list(draft)
  const settle = (sent: object, who = 'lawyer') => bench.api(who, 'POST', `/redesign/amendments/${id}/settlement`, sent)
  const type = ({ body }: { body: { type: string } }) => body.type?.replace('urn:darcha:problem:', '')
  const publish = () => bench.api('designer', 'POST', `/studio/drafts/${draft}/publish`)
  expect((await bench.api('designer', 'POST', `/studio/drafts/${draft}/review`)).body).toMatchObject({
    state: 'review',
  })
  const said = await bench.api('methodologist', 'POST', `/studio/drafts/${draft}/review/decision`, {
    decision: 'approved',
  })
  expect(said.status, JSON.stringify(said.body)).toBe(200)
  const held = await publish()
  expect([held.status, type(held)]).toEqual([409, 'redesign.law-open'])
  const page = (await (await bench.as('kamola')).get(`/en/studio/${draft}`)).text
  expect(page).toContain('Approved, but not published yet')
  expect(page).not.toContain(`/studio/${draft}/publish"`)
  // the database keeps it from going live by itself
  await expect(
    bench.instance.database.query('update redesign.amendment set published_on = current_date where id = $1', [id]),
  ).rejects.toThrow('law_before_process')
  // an act is named after the discussion of its draft, a settlement says one thing, and only a lawyer says it
  const act = { act: 'Decision No. 45 of 3 March 2026', inForce: dayFromNow(20) }
  expect(type(await settle(act))).toBe('redesign.amendment-undiscussed')
  expect(type(await settle({ ...act, reason: 'The law leaves room for it' }))).toBe('redesign.amendment-words')
  expect((await settle({ reason: 'The law leaves room for it' }, 'designer')).status).toBe(403)
  await discussed(id)
  expect(type(await publish())).toBe('redesign.law-open')
  const timur = await bench.as('timur')
  const path = `${HERE}/${id}`
  const [year, month, day] = dayFromNow(20).split('-')
  const typed = { how: 'adopted', act: '', 'inForce.day': day!, 'inForce.month': month!, 'inForce.year': year! }
  expect(await timur.post(path, typed)).toMatchObject({ status: 422 })
  // both that lack are told at once
  const empty = await timur.post(path, { how: 'adopted', act: '' })
  expect(empty).toMatchObject({ status: 422 })
  for (const field of ['act', 'inForce']) expect(empty.text).toContain(`<a href="#${field}">`)
  expect(await timur.post(path, { ...typed, act: act.act })).toMatchObject({ status: 303 })
  expect(await list(draft)).toMatchObject([{ state: 'adopted', settledWords: act.act, inForce: act.inForce }])
  expect(type(await settle(act))).toBe('redesign.amendment-settled')
  // adopted, and not in force yet
  expect(type(await publish())).toBe('redesign.law-later')
  await bench.instance.database.query('update redesign.amendment set in_force = $2 where id = $1', [id, dayFromNow(-2)])
  const live = await publish()
  expect(live.body, JSON.stringify(live.body)).toMatchObject({ state: 'published', service: SERVICE })
})

it('a lawyer may say why the law need not be changed; that is no answer when the step then becomes something else', async () => {
  const { draft, bpmn, step } = await drafted()
  const moved = bpmn.replace('darcha:office="kind:preschool"', 'darcha:office="kind:health"')
  await change(draft, moved)
  const [{ id }] = await list(draft)
  const reason = 'The law names no body for this check.'
  expect(await (await bench.as('timur')).post(`${HERE}/${id}`, { how: 'not-needed', reason })).toMatchObject({
    status: 303,
  })
  expect(await list(draft)).toMatchObject([{ id, state: 'not-needed', settledWords: reason }])
  // withdrawn and the same again: what was said stands
  await change(draft, bpmn)
  expect(await list(draft)).toMatchObject([{ state: 'withdrawn' }])
  await change(draft, moved)
  expect(await list(draft)).toMatchObject([{ state: 'not-needed' }])
  const next = /f_approved" sourceRef="[^"]+" targetRef="([^"]+)"/.exec(bpmn)![1]!
  await change(
    draft,
    moved
      .replace(new RegExp(`<(\\w+:)?userTask id="${step}"[^>]*/>`), '')
      .replace(/<(\w+:)?sequenceFlow id="f_approved"[^>]*\/>/, '')
      .replace(`targetRef="${step}"`, `targetRef="${next}"`),
  )
  expect(await list(draft)).toMatchObject([{ id, what: 'removed', state: 'due', settledWords: null }])
})
