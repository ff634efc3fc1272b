import { roundtrip as there } from '../kernel/process/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { readModelFile } from './read-models.ts'

const usage = 'Usage: darcha roundtrip MODEL.bpmn [--json]'

/** `darcha roundtrip`: parses a model and writes it again. */
export const roundtrip: Command = {
  help: `${usage}

Prints the model written again, in UTF-8. With --json prints what was lost or changed in place of it.
Exit code 0 when nothing was lost or changed, else 1.`,
  async run(args) {
    const { values, positionals } = readArguments(args, {}, usage)
    const [path] = positionals
    if (path === undefined || positionals.length > 1) throw new WrongUsage(`name one model\n${usage}`)
    const source = readModelFile(path)
    let result: Awaited<ReturnType<typeof there>>
    try {
      result = await there(source)
    } catch (error) {
      const message = `${path}: ${(error as Error).message}`
      if (values.json) printJson({ lost: [], changed: [], error: message })
      else process.stderr.write(`${message}\n`)
      return exit.problem
    }
    const { xml, lost, changed } = result
    if (values.json) printJson({ lost, changed })
    else {
      process.stdout.write(xml)
      for (const text of lost) process.stderr.write(`lost: ${text}\n`)
      for (const text of changed) process.stderr.write(`changed: ${text}\n`)
    }
    return lost.length + changed.length === 0 ? exit.good : exit.problem
  },
}
