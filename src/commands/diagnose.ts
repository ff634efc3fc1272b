import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  countBurden,
  diagnose as look,
  livedFrom,
  notLookedFor,
  repair,
  RULES,
  sentenceOf,
  touchedLaws,
  type Finding,
  type Lived,
} from '../kernel/diagnosis/index.ts'
import { parse } from '../kernel/process/index.ts'
import { onlyCountry } from '../platform/config/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { progress } from './progress.ts'
import { projectRoot } from './project-root.ts'
import { readLogFile, tellBrokenLog } from './read-log.ts'
import { readModelAt, serviceFolderAt } from './service-models.ts'
import { repairServices, repairTable } from './repaired-services.ts'
import { writeModel } from './write-model.ts'

const usage =
  'Usage: darcha diagnose MODEL.bpmn|SERVICE [--before] [--log LOG] [--fix OUT.bpmn] [--country ID] [--json] | --all [--write]'
/** What all fixes make of all services. */
const TABLE = join('docs', 'repairs.md')

/** `darcha diagnose`: what re-engineering would change in a process. */
export const diagnose: Command = {
  help: `${usage}

Looks in a model for documents that the state holds already, papers and checks asked twice, visits only for paper, opinions in series
that do not need each other, ping-pong between bodies, decisions that data alone tell, steps that no law is named for, neighbouring
steps in the same hands, applications sent back, work that a later gateway makes useless, timers that gather cases, and more than three
bodies. With a log also tests in a costly order, cases of two kinds, batches, approvals that change nothing, rare ways in the main flow,
and units that are always busy. Each finding names its steps, what shows it, and the rule with its source.

  MODEL.bpmn     a model; what its passport would say is not known, so documents held by the state are not found
  SERVICE        id of a service of this project, or a service's folder: its process, together with what its passport says
  --before       of a service: the way on paper, from before.bpmn, else a draft made of its passport; the rule where it does not run
  --log LOG      what really happened, in XES or CSV: its activities are the steps of the same id or name
  --fix OUT      carry out every fix that keeps the model sound, and write the new model
  --all          all fixes over every way of every service: how many become valid executable models, and what is left
  --write        with --all: write the table to ${TABLE}
  --country ID   the country pack whose words the passport speaks; default: COUNTRY, or the only one there is
  --json         one JSON document on stdout

Exit code 0 when nothing was found (with --fix: when nothing is left), 1 when something was or the model can't be read.`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      {
        before: { type: 'boolean', default: false },
        fix: { type: 'string' },
        log: { type: 'string' },
        all: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        country: { type: 'string', default: process.env['COUNTRY'] ?? onlyCountry(projectRoot) },
      },
      usage,
    )
    if (values.all) {
      if (positionals.length > 0) throw new WrongUsage(`--all names no model\n${usage}`)
      return diagnoseAll(values)
    }
    const [path] = positionals
    if (path === undefined || positionals.length > 1) throw new WrongUsage(`name one model or service\n${usage}`)
    if (values.before && serviceFolderAt(path) === undefined) throw new WrongUsage(`--before needs a service\n${usage}`)
    const { source, bpmn, facts } = await readModelAt(path, values)
    const { model, problems } = await parse(bpmn)
    if (!model) {
      const message = problems.map((problem) => `${path}: ${problem.message}`).join('\n')
      if (values.json) printJson({ findings: [], error: message })
      else process.stderr.write(`${message}\n`)
      return exit.problem
    }
    let lived: Lived | undefined
    try {
      lived = values.log === undefined ? undefined : livedFrom(await readLogFile(values.log), bpmn)
    } catch (error) {
      return tellBrokenLog(values.log!, error, values.json)
    }
    const mended = values.fix === undefined ? undefined : await repair(bpmn, facts, undefined, lived)
    if (mended && values.fix !== undefined) writeModel(values.fix, mended.bpmn)
    const findings = mended?.left ?? look(bpmn, facts, lived)
    if (values.json)
      printJson({
        model: source,
        findings: findings.map(shown),
        ...(mended
          ? {
              fixed: mended.done.map(shown),
              before: countBurden(bpmn),
              after: countBurden(mended.bpmn),
              laws: touchedLaws(bpmn, mended.bpmn),
            }
          : {}),
        notLookedFor: notLookedFor(lived),
      })
    else {
      for (const finding of mended?.done ?? []) process.stdout.write(`mended: ${lineOf(finding)}`)
      for (const finding of findings) process.stdout.write(lineOf(finding))
      for (const { law, step, what } of mended ? touchedLaws(bpmn, mended.bpmn) : [])
        process.stdout.write(`law to be changed: ${law} (${step}, ${what})\n`)
      process.stdout.write(`${source}: ${findings.length} found${mended ? `, ${mended.done.length} mended` : ''}\n`)
    }
    return findings.length === 0 ? exit.good : exit.problem
  },
}

/** All fixes over all services. @returns good when most of them became valid executable models */
async function diagnoseAll({ country, json, write }: { country: string; json: boolean; write: boolean }) {
  const told = progress()
  const ways = await told.step('all services', () => repairServices(country))
  if (write) writeFileSync(join(projectRoot, TABLE), repairTable(ways))
  const runs = ways.filter((way) => way.runs).length
  if (json) printJson({ models: ways.length, runs, ways })
  else {
    for (const { service, way, why } of ways) if (why !== '') process.stdout.write(`${service} (${way}): ${why}\n`)
    process.stdout.write(`${runs} of ${ways.length} models are valid and executable after all fixes\n`)
  }
  return runs * 2 > ways.length ? exit.good : exit.problem
}

/** A finding as the JSON document shows it. */
function shown(finding: Finding) {
  const { pattern, source } = RULES[finding.rule]
  return {
    rule: finding.rule,
    pattern,
    elements: finding.elements,
    ...sentenceOf(finding),
    evidence: finding.evidence,
    fixable: finding.fix !== undefined,
    source,
  }
}

function lineOf(finding: Finding): string {
  const { message, remedy } = sentenceOf(finding)
  return `${finding.rule}: ${message} — ${remedy}${finding.fix ? ' (can be mended by --fix)' : ''}\n`
}
