import type { Measure } from '../src/commands/benchmark.ts'
import { compareSteps, layOut } from '../src/kernel/diagnosis/index.ts'
import { readXml, writeXml } from '../src/kernel/xml/index.ts'
import { compare, median } from './compare.ts'

/** Choices of four steps each, with the gateways around them: six elements a block, 300 in all. */
const BLOCKS = 50

/** Drawing a model of 300 elements in five lanes, with branches and ways back, and telling two such models apart. */
export function drawing(rounds: number): Measure[] {
  const plain = model('')
  const drawn = (text: string) => {
    const document = readXml(text)
    layOut(document)
    return writeXml(document)
  }
  const [before, after] = [drawn(plain), drawn(model(' anew'))]
  if (compareSteps(before, after).changed.length !== 20) throw new Error('other steps differ than were changed')
  return [
    compare({
      name: 'layout: 300 elements in five lanes',
      value: cpuTime(
        rounds,
        () => readXml(plain),
        (document) => layOut(document),
      ),
      unit: 'CPU ms',
      reference: { name: 'goal', value: 10 },
      goal: 1,
      better: 'lower',
    }),
    compare({
      name: 'difference of two models of 300 elements',
      value: cpuTime(
        rounds,
        () => before,
        (text) => compareSteps(text, after),
      ),
      unit: 'CPU ms',
      reference: { name: 'goal', value: 100 },
      goal: 1,
      better: 'lower',
      note: 'both are read with their drawings',
    }),
  ]
}

/** Milliseconds of computing, the median; what is prepared does not count. */
function cpuTime<Given>(rounds: number, prepare: () => Given, work: (given: Given) => unknown): number {
  return median(
    Array.from({ length: Math.max(9, rounds) }, () => {
      const given = prepare()
      const begun = process.cpuUsage()
      work(given)
      const { user, system } = process.cpuUsage(begun)
      return (user + system) / 1000
    }),
  )
}

/** @param mark stands behind the names of all steps in every tenth block */
function model(mark: string): string {
  const [steps, flows]: [{ id: string; xml: string }[], string[]] = [[], []]
  const add = (kind: string, id: string, name = '') =>
    steps.push({ id, xml: `<${kind} id="${id}"${name && ` name="${name}"`}/>` })
  const flow = (from: string, to: string) =>
    flows.push(`<sequenceFlow id="f${flows.length}" sourceRef="${from}" targetRef="${to}"/>`)
  for (let block = 0; block < BLOCKS; block++) {
    const [split, join] = [`split${block}`, `join${block}`]
    add('exclusiveGateway', split)
    add('exclusiveGateway', join)
    for (let at = 0; at < 4; at++) {
      const id = `t${block}-${at}`
      add('userTask', id, `Step ${block} ${at}${block % 10 === 3 ? mark : ''}`)
      flow(split, id)
      flow(id, join)
    }
    if (block + 1 < BLOCKS) flow(join, `split${block + 1}`)
    if (block % 5 === 4) flow(join, `split${block - 3}`)
  }
  const lanes = Array.from({ length: 5 }, (_, lane) => {
    const own = steps.filter((_, at) => at % 5 === lane).map(({ id }) => `<flowNodeRef>${id}</flowNodeRef>`)
    return `<lane id="lane${lane}" name="Office ${lane}">${own.join('')}</lane>`
  })
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench"><process id="p" isExecutable="true"><laneSet id="lanes">${lanes.join('')}</laneSet>${steps.map(({ xml }) => xml).join('\n')}${flows.join('\n')}</process></definitions>`
}
