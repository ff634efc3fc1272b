import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { SaxesParser } from 'saxes'
import type { Benchmark, Measure } from '../src/commands/benchmark.ts'
import { diagnose } from '../src/kernel/diagnosis/index.ts'
import { conform, discover, LogBuilder, measureLog, xesReader, type EventLog } from '../src/kernel/mining/index.ts'
import { compile } from '../src/kernel/process/index.ts'
import { simulate } from '../src/kernel/simulation/index.ts'
import { repairServices } from '../src/commands/repaired-services.ts'
import { compare, inTurn, median } from './compare.ts'
import { drawing } from './drawing.ts'

/** A process of ten steps in the hands of five offices, as the simulator was measured with before it was built. */
const CHAIN = Array.from({ length: 10 }, (_, at) => `t${at}`)
const MODEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench"><process id="p" isExecutable="true"><startEvent id="s"/>${CHAIN.map((id) => `<userTask id="${id}"/>`).join('')}<endEvent id="e"/>${['s', ...CHAIN].map((id, at) => `<sequenceFlow id="f${at}" sourceRef="${id}" targetRef="${CHAIN[at] ?? 'e'}"/>`).join('')}</process></definitions>`
const RECEIPT = join(process.env['DARCHA_CONFORMANCE'] ?? '../shared/data/conformance', 'event-logs', 'receipt.xes.gz')
const KINDS = 30

/** Simulation, mining, diagnosis, discovery, alignments and drawing. */
export const redesign: Benchmark = {
  name: 'redesign',
  summary:
    'simulation against a bare event heap, mining against the bare parser and a loop over columns, diagnosis, discovery, alignments, drawing',
  async run({ rounds, tell }) {
    const measures: Measure[] = [
      ...(await simulation(rounds, 10_000, tell)),
      ...(await mining(rounds, 5_000_000, tell)),
      ...diagnosis(rounds),
      await repaired(),
      ...receipt(rounds),
      ...drawing(rounds),
    ]
    return { measures, versions: {} }
  },
}

/** Seconds of computing, whatever else the machine does. */
async function seconds(work: () => unknown): Promise<number> {
  const begun = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1e6
}

async function simulation(rounds: number, cases: number, tell: (line: string) => void): Promise<Measure[]> {
  const graph = (await compile(MODEL)).graphs['p']!
  const run = (seed: number, shorter = 1) =>
    simulate({
      graph,
      cases,
      seed,
      between: 10,
      minutes: (element) => (element === 't4' ? 8 * shorter : 8),
      unit: (element) => `office ${Number(element.slice(1)) % 5}`,
      staff: () => 2,
      result: () => undefined,
    })
  // an arrival, and an end of each step
  const events = cases * (CHAIN.length + 1)
  // both are compiled by then: a run takes less time than that
  for (let round = 0; round < 3; round++) {
    run(1)
    bareHeap(events)
  }
  const found = await inTurn(
    { rounds, tell },
    {
      heap: async () => events / (await seconds(() => bareHeap(events))),
      darcha: async () => events / (await seconds(() => run(1))),
    },
  )
  const whole = (await seconds(() => run(1))) * 30 * (10_000 / cases)
  const [plain, shorter] = [1, 2, 3, 4, 5].reduce<[number[], number[]]>(
    (sums, seed) => {
      sums[0].push(mean(run(seed).cycle))
      sums[1].push(mean(run(seed, 0.9).cycle))
      return sums
    },
    [[], []],
  )
  const apart = plain.map((value, at) => value - shorter[at]!)
  return [
    compare({
      name: `simulation: ten steps, ${cases} cases`,
      value: found.darcha,
      unit: 'events/CPU s',
      reference: { name: 'binary heap, draw, push', value: found.heap },
      goal: 0.12,
      better: 'higher',
    }),
    compare({
      name: 'simulation: 30 runs of 10,000 cases',
      value: whole,
      unit: 'CPU s',
      reference: { name: 'goal', value: 2 },
      goal: 1,
      better: 'lower',
      ...(cases === 10_000 ? {} : { note: `from one run of ${cases}` }),
    }),
    compare({
      name: 'simulation: a step 10 % shorter, told from no change',
      value: Math.min(...apart) > 0 ? 1 : 0,
      unit: 'told in every run',
      reference: { name: 'all runs', value: 1 },
      goal: 1,
      better: 'higher',
    }),
  ]
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** The least that any simulator does: takes the earliest event, draws a time, puts the next one in. */
function bareHeap(events: number): number {
  const [size, at] = [64, new Float64Array(65)]
  for (let place = 0; place < size; place++) at[place] = place
  let [state, now] = [1, 0]
  for (let done = 0; done < events; done++) {
    now = at[0]!
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    const next = now - Math.log(((state >>> 0) + 0.5) / 2 ** 32)
    let place = 0
    for (;;) {
      let child = place * 2 + 1
      if (child >= size) break
      if (child + 1 < size && at[child + 1]! < at[child]!) child++
      if (at[child]! >= next) break
      at[place] = at[child]!
      place = child
    }
    at[place] = next
  }
  return now
}

async function mining(rounds: number, events: number, tell: (line: string) => void): Promise<Measure[]> {
  const text = xesOf(Math.min(events, 300_000))
  const PIECE = 256 * 1024
  const parts = Array.from({ length: Math.ceil(text.length / PIECE) }, (_, at) =>
    text.slice(at * PIECE, (at + 1) * PIECE),
  )
  const megabytes = text.length / 1e6
  const log = logOf(events)
  const found = await inTurn(
    { rounds, tell },
    {
      parser: async () =>
        megabytes /
        (await seconds(() => {
          const parser = new SaxesParser({ xmlns: false })
          for (const part of parts) parser.write(part)
          parser.close()
        })),
      reader: async () =>
        megabytes /
        (await seconds(() => {
          const reader = xesReader()
          for (const part of parts) reader.write(part)
          reader.end()
        })),
      loop: async () => events / (await seconds(() => columnarLoop(log))),
      figures: async () => events / (await seconds(() => measureLog(log))),
    },
  )
  return [
    compare({
      name: 'mining: reading XES',
      value: found.reader,
      unit: 'MB/CPU s',
      reference: { name: 'saxes alone', value: found.parser },
      goal: 0.85,
      better: 'higher',
    }),
    compare({
      name: `mining: all figures of ${events} events`,
      value: found.figures,
      unit: 'events/CPU s',
      reference: { name: 'loop over columns', value: found.loop },
      goal: 0.8,
      better: 'higher',
    }),
  ]
}

/** How many of the services' ways are valid models that run to their end when every fix that holds was carried out. */
async function repaired(): Promise<Measure> {
  const ways = await repairServices('uz')
  return compare({
    name: 'diagnosis: ways of services that are valid and executable after all fixes',
    value: ways.filter(({ runs }) => runs).length,
    unit: 'models',
    reference: { name: 'all of them', value: ways.length },
    goal: 0.9,
    better: 'higher',
    note: `${ways.reduce((sum, { fixes }) => sum + fixes, 0)} fixes; the same models by \`darcha diagnose --all\``,
  })
}

/** Counts of what follows what, with its times sorted for each pair: the part of the figures that costs most. */
function columnarLoop({ activities, activity, time, offsets }: EventLog): number {
  const size = activities.length
  const counts = new Uint32Array(size * size)
  for (let of = 0; of + 1 < offsets.length; of++)
    for (let at = offsets[of]! + 1; at < offsets[of + 1]!; at++) counts[activity[at - 1]! * size + activity[at]!]!++
  const begins = new Uint32Array(size * size + 1)
  for (let pair = 0; pair < counts.length; pair++) begins[pair + 1] = begins[pair]! + counts[pair]!
  const times = new Float64Array(begins[counts.length]!)
  const next = begins.slice()
  for (let of = 0; of + 1 < offsets.length; of++)
    for (let at = offsets[of]! + 1; at < offsets[of + 1]!; at++)
      times[next[activity[at - 1]! * size + activity[at]!]!++] = time[at]! - time[at - 1]!
  for (let pair = 0; pair < counts.length; pair++) times.subarray(begins[pair]!, begins[pair + 1]!).sort()
  return times.length
}

/** A log of cases of six events, always the same. */
function logOf(events: number): EventLog {
  const log = new LogBuilder()
  for (let at = 0; at < events; at++) {
    log.add(
      `step ${(at * 7 + (at >> 5)) % KINDS}`,
      1.7e12 + at * 60_000 + (at % 97) * 1000,
      `officer ${at % 40}`,
      'complete',
    )
    if (at % 6 === 5) log.endCase()
  }
  if (events % 6 !== 0) log.endCase()
  return log.build()
}

function xesOf(events: number): string {
  const rows: string[] = ['<?xml version="1.0"?><log>']
  for (let at = 0; at < events; at++) {
    if (at % 6 === 0) rows.push(`<trace><string key="concept:name" value="case ${at}"/>`)
    rows.push(
      `<event><string key="org:resource" value="officer ${at % 40}"/><date key="time:timestamp" value="${new Date(1.7e12 + at * 60_000).toISOString()}"/><string key="concept:name" value="step ${(at * 7 + (at >> 5)) % KINDS}"/><string key="lifecycle:transition" value="complete"/></event>`,
    )
    if (at % 6 === 5 || at === events - 1) rows.push('</trace>')
  }
  rows.push('</log>')
  return rows.join('')
}

const milliseconds = (rounds: number, work: () => unknown): number =>
  median(
    Array.from({ length: Math.max(3, rounds) }, () => {
      const begun = performance.now()
      work()
      return performance.now() - begun
    }),
  )

function diagnosis(rounds: number): Measure[] {
  const models = globSync('services/*/process.bpmn').map((path) => readFileSync(path, 'utf8'))
  return [
    compare({
      name: `diagnosis: ${models.length} services`,
      value: milliseconds(rounds, () => models.map((model) => diagnose(model))),
      unit: 'ms',
      reference: { name: 'goal', value: 1000 },
      goal: 1,
      better: 'lower',
    }),
  ]
}

/** Of the real log, where it is at hand. */
function receipt(rounds: number): Measure[] {
  if (!existsSync(RECEIPT)) return []
  const packed = readFileSync(RECEIPT)
  const read = () => {
    const reader = xesReader()
    reader.write(gunzipSync(packed).toString('utf8'))
    return reader.end()
  }
  const log = read()
  const model = discover(log, 'receipt')
  const fit = conform(log, model)
  return [
    compare({
      name: 'discovery: receipt log with reading',
      value: milliseconds(rounds, () => discover(read(), 'receipt')),
      unit: 'ms',
      reference: { name: 'goal', value: 100 },
      goal: 1,
      better: 'lower',
      note: `fitness ${fit.fitness}${fit.exact ? '' : ' at least'}`,
    }),
    compare({
      name: 'alignments: receipt log, all variants',
      value: milliseconds(rounds, () => conform(log, model)),
      unit: 'ms',
      reference: { name: 'goal', value: 50 },
      goal: 1,
      better: 'lower',
      note: 'against the model that was discovered from it',
    }),
  ]
}
