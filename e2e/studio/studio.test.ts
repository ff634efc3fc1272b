import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPersonId, giveRole } from '../../src/platform/identity/index.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'

let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench(['housing-availability-certificate'])
  await giveRole(bench.instance.database, {
    person: demoPersonId('timur'),
    role: 'designer',
    body: 'ministry-justice',
    since: bench.clock(),
    givenBy: 'system',
  })
})
afterAll(() => bench?.close())

const ask = (who: string, method: string, path: string, body?: unknown) =>
  bench.api(who, method, `/studio/drafts${path}`, body)

async function begun(service: string, more: object = {}): Promise<string> {
  const { status, body } = await ask('designer', 'POST', '', {
    body: 'ministry-digital',
    service,
    template: 'certificate-from-register',
    ...more,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}

it('a new service goes from a template to a citizen’s result, and nobody approves what they wrote', async () => {
  const id = await begun('bee-keeping-certificate', { name: { en: 'Certificate of bee keeping' } })
  expect((await ask('designer', 'GET', `/${id}/check`)).body).toMatchObject({ ok: true, errors: [] })
  const changed = await ask('designer', 'POST', `/${id}/changes`, {
    part: 'passport',
    changes: [{ kind: 'value', file: 'service.yaml', path: ['term', 'amount'], value: 5 }],
  })
  expect(changed.body).toMatchObject({ revision: 2, state: 'editing', files: ['service.yaml'] })
  expect((await ask('designer', 'POST', `/${id}/publish`)).body.type).toContain('not-approved')
  expect((await ask('designer', 'POST', `/${id}/review`)).body.state).toBe('review')
  expect((await ask('designer', 'POST', `/${id}/review/decision`, { decision: 'approved' })).body.type).toContain(
    'own-work',
  )
  expect((await ask('lawyer', 'POST', `/${id}/review/decision`, { decision: 'approved' })).status).toBe(403)
  expect((await ask('methodologist', 'POST', `/${id}/review/decision`, { decision: 'approved' })).status).toBe(200)
  const published = await ask('designer', 'POST', `/${id}/publish`)
  expect(published.body).toMatchObject({ service: 'bee-keeping-certificate', version: 1, state: 'published' })
  const { body: application } = await bench.api('citizen', 'POST', '/applications', {
    service: 'bee-keeping-certificate',
    answers: { purpose: 'A bank', consent: true },
  })
  await bench.work()
  expect((await bench.api('citizen', 'GET', `/applications/${application.id}`)).body.status).toBe('completed')
  // a published draft is closed, and the next one begins with the published version, one higher
  expect((await ask('designer', 'POST', `/${id}/undo`, { revision: 1 })).body.type).toContain('closed')
  const next = await ask('designer', 'POST', '', { body: 'ministry-digital', service: 'bee-keeping-certificate' })
  const { files } = (await ask('designer', 'GET', `/${next.body.id}`)).body
  expect(files['service.yaml']).toContain('\nversion: 2\n')
  // its keeper is the body that published it
  const other = await ask('lawyer', 'POST', '', { body: 'ministry-justice', service: 'bee-keeping-certificate' })
  expect(other.body.type).toContain('keeper-other')
})

it('a draft that was approved and changed since, or is not whole, is not published', async () => {
  const id = await begun('honey-certificate')
  const broken = { kind: 'value', file: 'service.yaml', path: ['owner', 'kind'], value: 'nobody' }
  await ask('designer', 'POST', `/${id}/changes`, { changes: [broken] })
  expect((await ask('designer', 'GET', `/${id}/check`)).body.errors[0]).toMatchObject({ file: 'service.yaml' })
  expect((await ask('designer', 'POST', `/${id}/review`)).body.type).toContain('faults')
  await ask('designer', 'POST', `/${id}/undo`, { revision: 1 })
  await ask('designer', 'POST', `/${id}/review`)
  const note = { decision: 'returned', note: '' }
  expect((await ask('methodologist', 'POST', `/${id}/review/decision`, note)).status).toBe(422)
  await ask('methodologist', 'POST', `/${id}/review/decision`, { decision: 'approved' })
  await ask('designer', 'POST', `/${id}/changes`, {
    changes: [{ kind: 'text', key: 'result.title', texts: { en: 'Honey' } }],
  })
  expect((await ask('designer', 'POST', `/${id}/publish`)).body.type).toContain('not-approved')
})

it('drafts are their body’s: another body’s designer and an officer are denied', async () => {
  const id = await begun('wax-certificate')
  for (const who of ['lawyer', 'officer', 'citizen']) {
    expect((await ask(who, 'GET', `/${id}`)).status, who).toBe(403)
    expect(
      (await ask(who, 'POST', `/${id}/changes`, { changes: [{ kind: 'file', file: 'form.yaml', text: '' }] })).status,
    ).toBe(403)
    expect((await ask(who, 'POST', '', { body: 'ministry-digital', service: 'x', template: 'y' })).status).toBe(403)
  }
  expect((await ask('methodologist', 'GET', `/${id}`)).status).toBe(200)
  expect((await ask('lawyer', 'GET', '')).body.items).toEqual([])
})

it('the second of two people is shown what the first saved, and nothing is overwritten', async () => {
  const id = await begun('pollen-certificate')
  const [one, two] = [await bench.as('kamola'), await bench.as('munira')]
  const at = `/en/studio/${id}/passport`
  const hidden = (text: string) =>
    Object.fromEntries(
      [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map((found) => [found[1]!, found[2]!]),
    )
  const [first, second] = [hidden((await one.get(at)).text), hidden((await two.get(at)).text)]
  expect((await one.post(at, { ...first, 'term/amount': '7', audience: 'population', channels: 'web' })).status).toBe(
    303,
  )
  const told = await two.post(at, { ...second, 'term/amount': '3', 'name/en': 'Pollen' })
  expect(told.status).toBe(412)
  expect(told.text).toContain('Somebody else saved while you were writing')
  expect(told.text).toContain('<ins>term: {amount: 7, unit: working-day}</ins>')
  // what the second did not touch is shown as it is now; what they wrote stays
  expect(told.text).toMatch(/name="term\/amount"[^>]*value="7"/)
  expect(told.text).toMatch(/name="name\/en"[^>]*value="Pollen"/)
  const { files } = (await ask('designer', 'GET', `/${id}`)).body
  expect(files['service.yaml']).toContain('amount: 7')
  expect(files['service.yaml']).not.toContain('Pollen')
})

it('what was opened and saved is not changed by a byte, and makes no revision', async () => {
  const { body } = await ask('designer', 'POST', '', {
    body: 'ministry-digital',
    service: 'housing-availability-certificate',
  })
  const before = (await ask('designer', 'GET', `/${body.id}`)).body
  const designer = await bench.as('kamola')
  const { text } = await designer.get(`/en/studio/${body.id}/passport`)
  const fields: [string, string][] = [
    ...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g),
    ...text.matchAll(/<input[^>]*type="text"[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"/g),
    ...text.matchAll(/<textarea[^>]*? name="([^"]+)"[^>]*>([^<]*)<\/textarea>/g),
    ...text.matchAll(/<input[^>]*type="(?:checkbox|radio)"[^>]*? name="([^"]+)" value="([^"]*)" checked/g),
    ...[...text.matchAll(/<select[^>]*? name="([^"]+)"[\s\S]*?<\/select>/g)].map(
      (found) => ['', found[1]!, /<option value="([^"]*)" selected/.exec(found[0])?.[1] ?? ''] as never,
    ),
  ].map(([, name, value]): [string, string] => [
    name!,
    value!.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('\n', '\r\n'),
  ])
  expect(fields.length).toBeGreaterThan(25)
  expect((await designer.post(`/en/studio/${body.id}/passport`, fields)).status).toBe(303)
  const after = (await ask('designer', 'GET', `/${body.id}`)).body
  expect(after.files).toEqual(before.files)
  expect(after.revision).toBe(1)
})

it('a form, a process and texts are edited on pages, in words, and the service is whole again', async () => {
  const id = await begun('bee-pasture-certificate')
  const designer = await bench.as('kamola')
  const carried = async (part: string) =>
    Object.fromEntries(
      [
        ...(await designer.get(`/en/studio/${id}/${part}`)).text.matchAll(
          /<input type="hidden" name="(key|shown|seen)" value="([^"]*)"/g,
        ),
      ].map((found) => [found[1]!, found[2]!]),
    )
  const sent = async (part: string, fields: Record<string, string>) => {
    const answer = await designer.post(`/en/studio/${id}/${part}`, { ...(await carried(part)), ...fields })
    expect(answer.status, answer.text.replace(/<[^>]+>/g, ' ').slice(0, 3000)).toBe(303)
  }
  await sent('form', { op: 'add-field', page: '1', id: 'hives', kind: 'number', label: 'How many hives?' })
  const missing = (await designer.get(`/en/studio/${id}/form?field=hives`)).text
  expect(missing).toContain('missing')
  await sent('form?field=hives', {
    op: 'save-field',
    page: '1',
    field: '1',
    'text/field.hives.label/uz': 'Nechta uya?',
    'text/field.hives.label/ru': 'Сколько ульев?',
    'pages/1/fields/1/min': '1',
  })
  await sent('form', { op: 'field-up', page: '1', field: '1' })
  await sent('process', {
    op: 'add',
    step: 'filed',
    flow: 'f_filed_prepare',
    name: 'Look at the hives',
    id: 'look',
    type: 'userTask',
    act: 'examine',
  })
  for (const [key, uz, ru] of [
    ['process.look', 'Uyalarni koʻrish', 'Осмотреть ульи'],
    ['task.look.title', 'Uyalarni koʻring', 'Осмотрите ульи'],
  ] as const)
    await sent('texts', { [`text/${key}/uz`]: uz, [`text/${key}/ru`]: ru })
  const wrong = await designer.post(`/en/studio/${id}/process`, {
    ...(await carried('process')),
    op: 'choose',
    step: 'look',
    flow: 'f_look_prepare',
    name: 'Fit?',
    condition: 'look.outcome = ',
  })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('This is no FEEL')
  const { files } = (await ask('designer', 'GET', `/${id}`)).body
  expect(files['form.yaml']).toContain('- {id: hives, kind: number, required: true, min: 1}\n      - {id: purpose')
  expect(files['process.bpmn']).toContain('<bpmn:flowNodeRef>look</bpmn:flowNodeRef>')
  // the example waits at the new step: an officer's result is written, and what happens then is taken as meant
  const examples = files['examples.yaml'].replace('  expect:', '  tasks: {look: {outcome: ok}}\n  expect:')
  await sent('examples', { text: examples })
  const told = (await designer.get(`/en/studio/${id}/examples`)).text
  expect(told).toContain('look → prepare → seal')
  await sent('examples', { op: 'take', at: '0', status: 'completed', path: 'look prepare seal' })
  expect((await ask('designer', 'GET', `/${id}/check`)).body.errors).toEqual([])
  await sent('law', { op: 'add', list: 'legalBasis', at: '0' })
  await sent('law', { op: 'save', list: 'legalBasis', at: '0', 'legalBasis/0/title/en': 'A demo act' })
  expect((await ask('designer', 'GET', `/${id}`)).body.files['service.yaml']).toContain('en: A demo act')
})

it('a number of the passport is read as the page writes it, and one that can mean two is refused with both', async () => {
  const id = await begun('wax-number-certificate')
  const designer = await bench.as('kamola')
  const sent = async (language: string, fields: Record<string, string>) => {
    const at = `/${language}/studio/${id}/passport`
    const carried = (await designer.get(at)).text.matchAll(
      /<input type="hidden" name="(key|shown|seen)" value="([^"]*)"/g,
    )
    return designer.post(at, { ...Object.fromEntries([...carried].map((found) => [found[1]!, found[2]!])), ...fields })
  }
  const ticked = { audience: 'population', channels: 'web' }
  expect((await sent('en', { ...ticked, 'before/days': '1,000' })).status).toBe(303)
  expect((await ask('designer', 'GET', `/${id}`)).body.files['service.yaml']).toMatch(/days: 1000\b/)
  for (const [language, typed, says] of [
    ['ru', '2,000', 'можно прочесть двояко'],
    ['en', 'a month', 'Write a number here'],
  ] as const) {
    const refused = await sent(language, { ...ticked, 'before/days': typed })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(says)
    expect(refused.text).toContain(`value="${typed}"`)
  }
})
