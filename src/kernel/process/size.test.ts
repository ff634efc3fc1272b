import { describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import { limits } from './limits.ts'
import { runToEnd } from './run-to-end.ts'
import { model, started, timer } from './testing.ts'

/** Milliseconds of processor time, whatever else the machine does. */
async function spent(work: () => Promise<void>): Promise<number> {
  const from = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
}

async function run(elements: string, flows: string[], variables = {}) {
  const { graphs } = await compile(model(elements, flows))
  return runToEnd({ graphs, process: 'p', variables })
}
const rounds = (inside = '', attributes = '') =>
  `<multiInstanceLoopCharacteristics ${attributes}><loopCardinality>=n</loopCardinality>${inside}</multiInstanceLoopCharacteristics>`

describe('size', () => {
  it('5,000 tasks in a row run: what counts are elements, not the flows between them', async () => {
    const ids = Array.from({ length: 5_000 }, (_, at) => `t${at}`)
    const flows = ['s', ...ids, 'e'].slice(1).map((id, at) => `${['s', ...ids][at]}>${id}`)
    const report = await run(ids.map((id) => `<task id="${id}"/>`).join(''), flows)
    expect(report.outcome).toBe('completed')
    expect(report.trace).toHaveLength(5_002)
  })

  it.each([
    ['user tasks side by side', `<userTask id="a">${rounds()}</userTask>`],
    ['user tasks one after the other', `<userTask id="a">${rounds('', 'isSequential="true"')}</userTask>`],
    ['service tasks', `<serviceTask id="a" darcha:job="x">${rounds()}</serviceTask>`],
    ['scripts', `<scriptTask id="a" scriptFormat="feel">${rounds()}<script>loopCounter</script></scriptTask>`],
    [
      'sub-processes',
      `<subProcess id="a">${rounds()}<startEvent id="b"/><userTask id="u"/><sequenceFlow id="f" sourceRef="b" targetRef="u"/></subProcess>`,
    ],
  ])('10,000 instances cost what they do, not their square: %s', async (_what, element) => {
    const take = (n: number) =>
      spent(async () => expect((await run(element, ['s>a', 'a>e'], { n })).outcome).toBe('completed'))
    await take(1_000)
    const thousand = await take(1_000)
    expect(await take(10_000)).toBeLessThan(Math.max(2_000, 30 * thousand))
  })

  it('a case that opens tokens without end stands still at a limit', async () => {
    const driven = await started(
      model(
        `<userTask id="a"/><boundaryEvent id="b" attachedToRef="a" cancelActivity="false">${timer('R/PT1S', 'timeCycle')}</boundaryEvent><userTask id="more">${rounds()}</userTask>`,
        ['s>a', 'a>e', 'b>more', 'more>e1'],
      ),
      { n: limits.rounds },
    )
    for (let times = 0; times < limits.openTokens / limits.rounds + 1; times++) driven.after('PT1S')
    expect(driven.running.incident).toMatchObject({ code: 'too-many-tokens', element: 'more' })
    expect(driven.outcome).toBe('running')
  })
})
