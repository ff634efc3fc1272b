import { writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { makeFolder } from '../platform/config/index.ts'
import type { Measure, Measured } from './benchmark.ts'
import { projectRoot } from './project-root.ts'
import { version } from './version.ts'

/** A benchmark's medians with what is needed to judge them. */
export interface KeptResult {
  name: string
  /** RFC 3339. */
  measuredAt: string
  versions: Record<string, string>
  machine: {
    cores: number
    processor: string
    memoryGiB: number
    system: string /** Of the last 1, 5 and 15 minutes, at the end. */
    load: number[]
  }
  measures: Measure[]
}

/** Keeps the medians of a benchmark with what is needed to judge them: versions, cores, how busy the machine was. */
export function keepResult(name: string, { measures, versions }: Measured, { quick }: { quick: boolean }): void {
  const folder = join(projectRoot, 'bench', 'results', ...(quick ? ['local'] : []))
  makeFolder(folder)
  const kept: KeptResult = {
    name,
    measuredAt: new Date().toISOString(),
    versions: { darcha: version(), node: process.versions.node, ...versions },
    machine: {
      cores: cpus().length,
      processor: cpus()[0]?.model ?? 'unknown',
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      system: `${process.platform} ${release()}`,
      load: loadavg().map((number) => Math.round(number * 100) / 100),
    },
    measures,
  }
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(kept, null, 2)}\n`)
}
