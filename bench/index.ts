import type { Benchmark } from '../src/commands/benchmark.ts'
import { feel } from './feel.ts'

/** All benchmarks, the short ones first. */
export const benchmarks: readonly Benchmark[] = [feel]
