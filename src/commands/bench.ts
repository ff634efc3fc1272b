import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { EnvironmentFailure, readConfig } from '../platform/config/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import type { Benchmark, Measure } from './benchmark.ts'
import { exit, type Command } from './command.ts'
import { keepResult } from './bench-results.ts'
import { benchTable, keptResults } from './bench-table.ts'
import { inWords } from './bench-words.ts'
import { projectRoot } from './project-root.ts'

const USAGE = 'Usage: darcha bench [NAME…] [--quick] [--full] [--list] [--table] [--json]'

export const bench: Command = {
  help: `${USAGE}

Measures what is named, or everything, and shows for each figure the reference, the ratio and whether the goal is met.
A missed goal is shown as missed; it is no error. Medians are kept with versions and cores in bench/results/.
Libraries it is compared with are installed into bench/peers/<name>/ when they are measured.

  --quick   short measurements, kept in bench/results/local/ only
  --full    also the sizes that take long (ten million cases)
  --list    names of the benchmarks
  --table   the page of the figures that were kept, in Markdown (docs/benchmarks.md)
  --json    one JSON document on stdout`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      {
        quick: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false },
        table: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
      },
      USAGE,
    )
    if (values.table) {
      process.stdout.write(benchTable(keptResults()))
      return exit.good
    }
    const all = await benchmarks()
    if (values.list) {
      if (values.json) printJson(all.map(({ name, summary }) => ({ name, summary })))
      else for (const benchmark of all) process.stdout.write(`${benchmark.name.padEnd(12)} ${benchmark.summary}\n`)
      return exit.good
    }
    const unknown = positionals.filter((name) => !all.some((benchmark) => benchmark.name === name))
    if (unknown.length > 0)
      throw new WrongUsage(
        `there is no benchmark "${unknown[0]}"; there are ${all.map((benchmark) => benchmark.name).join(', ')}`,
      )
    const chosen = positionals.length > 0 ? all.filter((benchmark) => positionals.includes(benchmark.name)) : all
    const home = join(readConfig(projectRoot).home, 'bench')
    const measures: Measure[] = []
    let missing: EnvironmentFailure | undefined
    for (const benchmark of chosen) {
      const tell = (line: string) => process.stderr.write(`  ${benchmark.name}: ${line}\n`)
      try {
        const measured = await benchmark.run({
          seconds: values.quick ? 2 : 6,
          rounds: values.quick ? 1 : 3,
          full: values.full,
          home: join(home, benchmark.name),
          tell,
        })
        keepResult(benchmark.name, measured, { quick: values.quick })
        measures.push(...measured.measures)
        if (!values.json) for (const measure of measured.measures) process.stdout.write(`${inWords(measure)}\n`)
      } catch (error) {
        // the benchmarks are a bundle of their own, and so is their class of this error
        if ((error as Error).name !== 'EnvironmentFailure') throw error
        missing = Object.assign(new EnvironmentFailure('', ''), { message: (error as Error).message })
        if (chosen.length === 1) throw missing
        // the others can still be measured
        tell(missing.message)
      }
    }
    if (values.json) printJson(measures)
    return missing ? exit.environment : exit.good
  },
}

/** The benchmarks stand outside the product; the build puts them beside it. */
async function benchmarks(): Promise<readonly Benchmark[]> {
  const file = join(projectRoot, 'dist', 'bench', 'index.js')
  if (!existsSync(file))
    throw new EnvironmentFailure('the benchmarks are not built', 'run `npm run build` in a clone of the project')
  return ((await import(pathToFileURL(file).href)) as { benchmarks: readonly Benchmark[] }).benchmarks
}
