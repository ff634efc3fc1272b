import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KeptResult } from './bench-results.ts'
import { projectRoot } from './project-root.ts'
import { short } from './bench-words.ts'

/** What was measured last and kept, by name. */
export function keptResults(folder = join(projectRoot, 'bench', 'results')): KeptResult[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as KeptResult)
}

/** The page of figures for readers: ratios first, because only they mean something on another machine. */
export function benchTable(results: readonly KeptResult[]): string {
  const machines = new Set(
    results.map(
      ({ machine }) => `${machine.cores} cores (${machine.processor}), ${machine.memoryGiB} GiB, ${machine.system}`,
    ),
  )
  const rows = results.flatMap(({ measures }) =>
    measures.map(
      (measure) =>
        `| ${measure.name} | ${short(measure.value)} ${measure.unit} | ${measure.reference.name}: ${short(measure.reference.value)} | **${short(measure.ratio)}** | ${measure.better === 'higher' ? '≥' : '≤'} ${measure.goal} | ${measure.holds ? 'met' : '**missed**'} | ${measure.note ?? ''} |`,
    ),
  )
  const versions = results.map(
    ({ name, measuredAt, versions, machine }) =>
      `- ${name}: ${measuredAt.slice(0, 10)}, load ${machine.load[0]}; ${Object.entries(versions)
        .map(([part, version]) => `${part} ${version}`)
        .join(', ')}`,
  )
  return `# Benchmarks

Made by \`darcha bench --table\` from what \`darcha bench\` kept in \`bench/results/\`. Reference and product are measured in turn, in one run, on one
machine, against one PostgreSQL with fsync on; figures are medians. Only the ratio means something elsewhere, and
where most of a step is its commit, the ratio beside how long a commit takes there, which stands in the remarks of what was measured since.

To repeat: \`npx darcha bench\` (all of it takes about an hour; \`--list\` names the parts, \`--full\` adds ten million cases). The comparison with
PostgreSQL needs its own load program \`pgbench\` (Debian: postgresql-contrib); libraries that are compared are installed when they are measured.

Measured on ${[...machines].join('; ')}.

| what | Darcha | reference | ratio | goal | | remarks |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

${versions.join('\n')}
`
}
