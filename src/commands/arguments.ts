import { parseArgs, type ParseArgsConfig } from 'node:util'
import { exit } from './command.ts'

/** Wrong usage: the command ends with code 2 and says what is right. */
export class WrongUsage extends Error {
  readonly code = exit.usage
}

/** Reads options; an unknown one is wrong usage. @throws WrongUsage */
export function readArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({
      args,
      options: { ...options, json: { type: 'boolean', default: false } } as Options & {
        json: { type: 'boolean'; default: false }
      },
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    throw new WrongUsage(`${(error as Error).message}\n${usage}`)
  }
}

/** The one JSON document of a command. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}
