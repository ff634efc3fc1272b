import type { Benchmark } from '../src/commands/benchmark.ts'
import { feel } from './feel.ts'
import { steps } from './steps.ts'

/** All benchmarks, the short ones first. */
export const benchmarks: readonly Benchmark[] = [feel, steps]
