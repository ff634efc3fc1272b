import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import { runToEnd, type RunOptions, type RunReport } from './run-to-end.ts'

/** Runs a model that another engine's tests or the standard's clause settles. */
async function run(name: string, options: Partial<RunOptions> = {}): Promise<RunReport> {
  const { graphs } = await compile(readFileSync(join(import.meta.dirname, 'testing/found', `${name}.bpmn`)))
  return runToEnd({ graphs, process: 'p', ...options })
}

describe('models that were sent a wrong way', () => {
  it('an event sub-process compensates its own activities (10.7)', async () => {
    const { trace } = await run('compensation-in-event-sub-process', {
      manual: true,
      messages: [{ name: 'm', variables: {} }],
      results: { book: [null], unbook: [null] },
    })
    expect(trace).toEqual(['st', 'wait', 'esp', 'es', 'book', 'undo', 'unbook', 'ee'])
  })
  it('a multi-instance activity is not compensated while rounds are open (13.5.5)', async () => {
    const open = await run('compensation-of-open-rounds', { manual: true, results: { book: [1, 2], other: [null] } })
    expect(open.trace).not.toContain('unbook')
    expect(open.waiting).toEqual(['book'])
  })
  it('errors without a code are told apart by their definition (10.5.6)', async () => {
    expect((await run('errors-without-code')).trace).toEqual(['st', 'sub', 'ss', 'thrown', 'catchNotPaid', 'e2'])
  })
  it('an inclusive join waits for a task whose own boundary event has come first (13.4.3)', async () => {
    const options = { manual: true, messages: [{ name: 'm', variables: {} }] }
    expect(await run('inclusive-join-and-boundary', { ...options, results: { C: [null] } })).toMatchObject({
      trace: ['st', 'A', 'extra', 'C'],
      waiting: ['A'],
    })
    expect(
      (await run('inclusive-join-and-boundary', { ...options, results: { C: [null], A: [null] } })).waiting,
    ).toEqual(['X'])
  })
  it('in an expression of another engine an absent value is false (Jakarta Expression Language 3.0, 1.23.5)', async () => {
    expect((await run('absent-value-is-false')).trace).toEqual(['s', 'g', 'yes'])
    expect((await run('absent-value-is-false', { variables: { rejected: true } })).trace).toEqual(['s', 'g', 'no'])
  })
  it('an error of a non-interrupting event sub-process reaches its neighbours (10.5.1)', async () => {
    expect(
      await run('error-reaches-sibling', { manual: true, messages: [{ name: 'm', variables: {} }] }),
    ).toMatchObject({ outcome: 'waiting', waiting: ['repair'] })
  })
  it("a call activity without mappings hands nothing over in Camunda's dialect", async () => {
    expect(await run('call-without-mappings', { variables: { x: 1 } })).toMatchObject({
      trace: ['s', 'c', 'qs', 'g', 'blind', 'set', 'qe', 'e'],
      variables: { x: 1 },
    })
  })
  it('an incident ends the run although a timer repeats beside it', async () => {
    expect(await run('incident-beside-cycle')).toMatchObject({
      outcome: 'failed',
      error: { element: 'g', code: 'no-flow' },
    })
  })
  it('a message is known by the name that its texts make', async () => {
    expect(await run('message-name-expression', { messages: [{ name: 'new-order', variables: {} }] })).toMatchObject({
      outcome: 'completed',
    })
  })
})
