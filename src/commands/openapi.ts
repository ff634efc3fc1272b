import { describeInterface } from '../platform/use-case/index.ts'
import { printJson, readArguments } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { readConfig } from '../platform/config/index.ts'
import { useCasesOf } from './compose.ts'
import { describedIn } from './compose-web.ts'
import { MODULES } from './modules.ts'
import { projectRoot } from './project-root.ts'
import { version } from './version.ts'

const USAGE = 'Usage: darcha openapi'

export const openapi: Command = {
  help: `${USAGE}\n\nPrints the description of /api/v1, made from the declarations of the use cases.`,
  async run(args) {
    readArguments(args, {}, USAGE)
    const useCases = useCasesOf(MODULES, { ...readConfig(projectRoot), demo: true })
    printJson(describeInterface(useCases, 'Darcha', version(), describedIn(MODULES), MODULES))
    return exit.good
  },
}
