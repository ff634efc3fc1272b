import { afterAll, expect, it, vi } from 'vitest'
import { performer } from '../../platform/use-case/index.ts'
import { sayOf } from './use/agree.ts'
import { correctApplication } from './use/correct-application.ts'
import { lockAgreement } from './store/agreements.ts'
import { askingBench, gate, SERVICE } from './testing/asking-bench.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

// as a service would be whose answers go back to the applicant before registers are asked
const goesBack = (model: string) =>
  model.replace(
    /<bpmn:serviceTask id="fetch"[^>]*>([^]*?)<\/bpmn:serviceTask>/,
    '<bpmn:userTask id="fetch" darcha:performer="applicant" darcha:act="correct">$1</bpmn:userTask>',
  )
const { agreedDraft, bench, dilnoza, rows, say, waiting } = await askingBench(goesBack)
afterAll(() => bench.close())

/** Filed with what somebody agreed to, and gone back to be corrected. */
async function toCorrect() {
  const { draft, answers, agreement } = await agreedDraft()
  const filed = await bench.api('citizen', 'POST', '/applications', { service: SERVICE, answers, draft })
  expect([filed.status, filed.body.errors]).toEqual([201, undefined])
  await bench.work()
  const { id } = filed.body
  expect(await rows('select about from casework.agreement')).toEqual([{ about: id }])
  const task = await bench.task(id, 'fetch')
  const begun = (await bench.api('citizen', 'POST', `/tasks/${task}/correction`)).body.id as string
  return { id, task, agreement, draft: begun, answers: { ...answers, livesTogether: true } }
}
/** What was refused: which fields, and that the case waits as before. */
async function expectRefused({ task }: { task: string }, said: { status: number; body: any }) {
  expect([said.status, said.body.errors?.map(({ path }: any) => path)]).toEqual([
    422,
    expect.arrayContaining(['answers.wardName']),
  ])
  expect(await bench.task(task.split('.')[0]!, 'fetch')).toBe(task)
}
const corrects = ({ task, answers, draft }: { task: string; answers: object; draft?: string }) =>
  bench.api('citizen', 'POST', `/tasks/${task}/corrected`, { answers, ...(draft ? { draft } : {}) })

it('takes no correction that stood on an agreement which is taken back while registers are asked', async () => {
  const { database, rights, world } = bench.instance
  const item = await toCorrect()
  const registers = Object.assign(Object.create(world.registers), {
    async query(...question: Parameters<typeof world.registers.query>) {
      const told = await world.registers.query(...question)
      await say(item.agreement, 'withdrawn')
      return told
    },
  })
  const { task, draft, answers } = item
  const refused = await performer(database, rights, { ...world, registers })
    .perform(correctApplication, { task, draft, answers: answers as never }, dilnoza())
    .catch((error) => error)
  expect(refused.problems?.map(({ path, text }: any) => [path, text])).toContainEqual([
    'answers.wardName',
    'form.check.taken-back',
  ])
  expect(await bench.task(item.id, 'fetch')).toBe(task)
  expect(await rows('select state from casework.agreement')).toEqual([{ state: 'withdrawn' }])
})

it('waits for who takes it back in the same moment, by a form and by a program, and then takes nothing', async () => {
  const { database, world } = bench.instance
  for (const by of ['form', 'program']) {
    const item = await toCorrect()
    const [held, hold] = [gate(), gate()]
    const takesBack = database.transaction(async (tx) => {
      await sayOf(tx, world, (await lockAgreement(tx, item.agreement))!, 'withdrawn', bench.clock())
      held.open()
      await hold.passed
    })
    await held.passed
    const { draft, ...plain } = item
    const racing = corrects(by === 'form' ? { ...plain, draft } : plain)
    await waiting(by === 'form' ? 'casework.draft' : 'casework.agreement')
    hold.open()
    await takesBack
    await expectRefused(item, await racing)
  }
})

it('stands when it was sent first, by a form and by a program: it is taken back after it', async () => {
  const { database, rights, world } = bench.instance
  for (const by of ['form', 'program']) {
    const item = await toCorrect()
    const [reached, go] = [gate(), gate()]
    const engine = Object.assign(Object.create(world.engine), {
      async send(...step: Parameters<typeof world.engine.send>) {
        reached.open()
        await go.passed
        return world.engine.send(...step)
      },
    })
    const { task, draft, answers } = item
    const correcting = performer(database, rights, { ...world, engine }).perform(
      correctApplication,
      { task, answers: answers as never, ...(by === 'form' ? { draft } : {}) },
      dilnoza(),
    )
    await reached.passed
    const late = say(item.agreement, 'withdrawn')
    await waiting(by === 'form' ? 'casework.draft' : 'casework.agreement')
    go.open()
    expect((await correcting).id).toBe(item.id)
    expect((await late).body).toMatchObject({ state: 'withdrawn' })
    const [{ answers: kept } = { answers: {} as any }] = await rows<{ answers: any }>(
      'select answers from casework.application where case_id = $1',
      [item.id],
    )
    expect(kept.wardName).toContain('Rustam')
  }
})
