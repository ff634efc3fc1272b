import { describeInterface } from '../platform/use-case/index.ts'
import { printJson, readArguments } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { allUseCases } from './all-use-cases.ts'
import { describeFiles } from '../modules/casework/index.ts'
import { version } from './version.ts'

const USAGE = 'Usage: darcha openapi'

export const openapi: Command = {
  summary: 'the OpenAPI 3.1 document of the interface',
  help: `${USAGE}\n\nPrints the description of /api/v1, made from the declarations of the use cases.`,
  async run(args) {
    readArguments(args, {}, USAGE)
    printJson(describeInterface(allUseCases(true), 'Darcha', version(), describeFiles))
    return exit.good
  },
}
