import { afterAll, beforeAll, expect, it } from 'vitest'
import { runningFrom, WEDNESDAY } from '../../../../platform/clock/testing.ts'
import { demoPersonId } from '../../../../platform/identity/index.ts'
import { deployDefinition } from '../../../process/index.ts'
import { caseBench, type CaseBench } from '../../testing.ts'

const OFFICE = 'khokimiyat-1726266'
let bench: CaseBench
let minutes = 0
beforeAll(async () => {
  const running = runningFrom(WEDNESDAY)
  bench = await caseBench([], {
    clock: () => new Date(Date.parse(running()) + minutes * 60_000).toISOString(),
  })
  const { database } = bench.instance
  await database.transaction(async (tx) => {
    await deployDefinition(
      tx,
      'bridges@1',
      begunBy('<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>'),
      null,
      bench.clock(),
    )
    await deployDefinition(tx, 'sold-plot@1', begunBy('<messageEventDefinition messageRef="M"/>'), null, bench.clock())
  })
})
afterAll(() => bench.close())

/** A process that only this begins: an officer looks, and where they find a fault a colleague looks too. */
const begunBy = (event: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="t"><message id="M" name="plot-sold"/><process id="p" isExecutable="true"><property id="plot" name="Uchastka raqami"/><startEvent id="begun">${event}</startEvent>
  <userTask id="look" name="Look at it" darcha:office="${OFFICE}" darcha:act="inspect" darcha:role="officer"/><exclusiveGateway id="g" default="well"/><userTask id="again" name="Look again" darcha:office="${OFFICE}" darcha:act="examine" darcha:role="officer"/><endEvent id="e"/><endEvent id="e2"/>
  <sequenceFlow id="f1" sourceRef="begun" targetRef="look"/><sequenceFlow id="f2" sourceRef="look" targetRef="g"/><sequenceFlow id="well" sourceRef="g" targetRef="e"/>
  <sequenceFlow id="f3" sourceRef="g" targetRef="again"><conditionExpression>look.outcome = "unfit"</conditionExpression></sequenceFlow><sequenceFlow id="f4" sourceRef="again" targetRef="e2"/></process></definitions>`
const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
/** The task of a process in the worklist. */
const taskOf = async (process: string) =>
  (await bench.api('officer', 'GET', `/tasks?office=${OFFICE}`)).body.items.find(
    ({ service }: { service: string }) => service === process,
  )?.id
const statusOf = async (definition: string) =>
  (
    await bench.instance.database.query<{ status: number }>(
      'select i.status from process.instance i join process.definition d on d.number = i.definition where d.id = $1',
      [definition],
    )
  ).rows.map(({ status }) => status)

it('a case that a schedule began stands in the worklist, is taken, worked and closed', async () => {
  await bench.work()
  expect(await taskOf('bridges')).toBeUndefined()
  minutes += 61
  await bench.work()
  const jasur = await bench.as('jasur')
  const task = await taskOf('bridges')
  const [application] = task.split('.')
  expect((await jasur.post(`/en/desk/tasks/${task}/claim`, {})).status).toBe(303)
  const shown = await jasur.get(`/en/desk/tasks/${task}`)
  expect(shown.status).toBe(200)
  expect(plain(shown.text)).toContain('Look at it')
  expect(plain(shown.text)).toContain('Nobody applied for this')
  // nothing that isn't there can be decided, and a fault needs a note
  const without = await jasur.post(`/en/desk/tasks/${task}/complete`, { outcome: 'unfit', begun: '1', office: OFFICE })
  expect(without.status).toBe(422)
  expect(plain(without.text)).toContain('Look at it')
  expect(
    await jasur.post(`/en/desk/tasks/${task}/complete`, { outcome: 'fit', begun: '1', office: OFFICE }),
  ).toMatchObject({ status: 303, location: `/en/desk?office=${OFFICE}&done=begun&said=fit` })
  expect(plain((await jasur.get(`/en/desk?office=${OFFICE}&done=begun&said=fit`)).text)).toContain('Recorded: Fit')
  expect(await statusOf('bridges@1')).toEqual([1])
  const again = await bench.api('officer', 'POST', `/tasks/${task}/complete`, { outcome: 'fit' })
  expect([403, 409]).toContain(again.status)
  const admin = await bench.api('administrator', 'GET', `/cases/${application}/diagram`)
  expect(admin.body).toMatchObject({ outcome: 'completed', number: expect.stringContaining('bridges') })
})

it('a case that an event from outside began carries what the event said; only its office sees it', async () => {
  const told = await bench.api('administrator', 'POST', '/process-events', {
    type: 'message',
    name: 'plot-sold',
    variables: { plot: '17', area: 640 },
  })
  expect(told.status).toBe(200)
  await bench.work()
  const jasur = await bench.as('jasur')
  const task = await taskOf('sold-plot')
  // by words and a date, never by what programs call it
  const queue = plain((await jasur.get(`/ru/desk?office=${OFFICE}`)).text)
  expect(queue).toMatch(/Без заявления начато само \d+ [а-я]+ \d{4} г., \d\d:\d\d/)
  expect(queue).not.toContain('sold-plot')
  expect(plain((await jasur.get(`/uz/desk/tasks/${task}`)).text)).toMatch(/Maydoni, m² 640 Uchastka raqami 17/)
  for (const other of ['dilnoza', 'shahnoza'])
    expect((await (await bench.as(other)).get(`/en/desk/tasks/${task}`)).status).toBe(403)
  expect((await bench.api('officer', 'GET', `/tasks/${task}`)).body).toMatchObject({
    begun: true,
    name: 'Look at it',
    variables: { plot: '17', area: 640 },
    called: { plot: 'Uchastka raqami' },
  })
  await jasur.post(`/en/desk/tasks/${task}/complete`, { outcome: 'unfit', note: 'A crack', begun: '1', office: OFFICE })
  const second = await taskOf('sold-plot')
  const shown = await jasur.get(`/ru/desk/tasks/${second}`)
  expect(plain(shown.text)).toContain('Look again')
  expect(plain(shown.text)).toContain('A crack')
  // there is nobody to return it to
  expect(shown.text).not.toContain('value="correct"')
  await jasur.post(`/en/desk/tasks/${second}/complete`, { outcome: 'ok', begun: '1', office: OFFICE })
  expect(await statusOf('sold-plot@1')).toEqual([1])
})

it('says what a case carries in the reader’s words: numbers, days, yes and no, records and lists', async () => {
  await bench.api('administrator', 'POST', '/process-events', {
    type: 'message',
    name: 'plot-sold',
    variables: {
      price: 412_000_000,
      soldOn: '2026-11-09',
      mortgaged: false,
      seller: { name: 'Dilnoza', birthDate: '1984-03-17' },
      neighbours: ['Rustam', 'Malika'],
      nothing: null,
    },
  })
  await bench.work()
  const jasur = await bench.as('jasur')
  const task = await taskOf('sold-plot')
  const shown = plain((await jasur.get(`/en/desk/tasks/${task}`)).text)
  const said = ['412,000,000', '9 November 2026', 'No', '17 March 1984', 'Rustam; Malika']
  expect(said.filter((words) => !shown.includes(words))).toEqual([])
  expect(shown).not.toMatch(/\{"|null|false/)
  await jasur.post(`/en/desk/tasks/${task}/complete`, { outcome: 'fit', begun: '1', office: OFFICE })
})

it('the head gives a begun task to another: the first keeps what was typed and is told, the other decides', async () => {
  await bench.api('administrator', 'POST', '/process-events', {
    type: 'message',
    name: 'plot-sold',
    variables: { plot: '18' },
  })
  await bench.work()
  const [jasur, akmal, nargiza] = [await bench.as('jasur'), await bench.as('akmal'), await bench.as('nargiza')]
  const task = await taskOf('sold-plot')
  await jasur.post(`/en/desk/tasks/${task}/claim`, {})
  expect(plain((await jasur.get(`/en/desk/tasks/${task}`)).text)).toContain('The task is with you')
  // an officer gives nothing away, a head does, on the same page
  expect((await jasur.get(`/en/desk/tasks/${task}`)).text).not.toContain(`/desk/tasks/${task}/assign`)
  const seenByHead = await nargiza.get(`/en/desk/tasks/${task}`)
  expect(seenByHead.text).toContain(`/desk/tasks/${task}/assign`)
  expect(seenByHead.text).not.toContain(`/desk/tasks/${task}/complete`)
  const stranger = await nargiza.post(`/en/desk/tasks/${task}/assign`, { person: demoPersonId('dilnoza') })
  expect(stranger.status).toBe(404)
  expect((await nargiza.post(`/en/desk/tasks/${task}/assign`, { person: demoPersonId('akmal') })).status).toBe(303)

  const late = { outcome: 'fit', note: 'I was there on Monday', begun: '1', office: OFFICE }
  for (const [language, said] of [
    ['en', 'A colleague works on this task'],
    ['ru', 'Эту задачу выполняет ваш коллега'],
    ['uz', 'Bu vazifani hamkasbingiz bajarmoqda'],
  ]) {
    const refused = await jasur.post(`/${language}/desk/tasks/${task}/complete`, late)
    expect(refused.status).toBe(409)
    expect(plain(refused.text)).toContain(said)
    expect(plain(refused.text)).toContain('I was there on Monday')
    expect(refused.text).not.toContain(`action="/${language}/desk/tasks/${task}/complete`)
  }
  expect(plain((await jasur.get('/en/cabinet/messages')).text)).toContain('gave a task of yours to a colleague')
  const told = await akmal.get('/en/cabinet/messages')
  expect(plain(told.text)).toContain('gave you a task')
  expect(told.text).toContain(`/en/desk/tasks/${task}`)
  expect((await akmal.get('/en/desk?whose=mine')).text).toContain(`/desk/tasks/${task}`)
  expect(
    (await akmal.post(`/en/desk/tasks/${task}/complete`, { outcome: 'fit', begun: '1', office: OFFICE })).status,
  ).toBe(303)

  // over: who had begun it reads so, with the words that were typed; nobody of another office does
  for (const status of [409, 200]) {
    const over =
      status === 409
        ? await jasur.post(`/en/desk/tasks/${task}/complete`, late)
        : await jasur.get(`/en/desk/tasks/${task}`)
    expect(over.status).toBe(status)
    expect(plain(over.text)).toContain('This task is done')
    expect(plain(over.text).includes('I was there on Monday')).toBe(status === 409)
  }
  expect((await (await bench.as('shahnoza')).get(`/en/desk/tasks/${task}`)).status).toBe(403)
})
