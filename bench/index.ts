import type { Benchmark } from '../src/commands/benchmark.ts'
import { batch } from './batch.ts'
import { bpmnEngine } from './bpmn-engine.ts'
import { consultation } from './consultation.ts'
import { dbos } from './dbos.ts'
import { exchangeLog } from './exchange-log.ts'
import { feel } from './feel.ts'
import { latency } from './latency.ts'
import { opening } from './opening.ts'
import { pages } from './pages.ts'
import { redesign } from './redesign.ts'
import { selection } from './selection.ts'
import { sleeping } from './sleeping.ts'
import { start } from './start.ts'
import { steps } from './steps.ts'
import { studio } from './studio.ts'
import { weight } from './weight.ts'
import { wire } from './wire.ts'
import { worklist } from './worklist.ts'

/** All benchmarks, the short ones first. */
export const benchmarks: readonly Benchmark[] = [
  feel,
  weight,
  consultation,
  wire,
  redesign,
  studio,
  selection,
  opening,
  exchangeLog,
  steps,
  batch,
  dbos,
  bpmnEngine,
  pages,
  worklist,
  latency,
  sleeping,
  start,
]
