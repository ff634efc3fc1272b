import { DataFault, EnvironmentFailure } from '../platform/config/index.ts'
import { WrongUsage } from './arguments.ts'
import { exit } from './command.ts'
import { environmentSentence } from './environment-sentence.ts'

/**
 * Says on stderr why a command failed: one sentence with its remedy, or a stack for a fault of the product itself.
 * @param error what the command threw
 * @returns the promised exit code
 */
export function tellFailure(error: unknown): number {
  const say = (sentence: string) => process.stderr.write(`darcha: ${sentence}\n`)
  if (error instanceof WrongUsage) {
    say(error.message)
    return exit.usage
  }
  if (error instanceof EnvironmentFailure) {
    say(error.message)
    return exit.environment
  }
  // where in the program it was found helps nobody
  if (error instanceof DataFault) {
    say(error.message)
    return exit.problem
  }
  const sentence = environmentSentence(error)
  say(sentence ?? (error as Error).stack ?? String(error))
  return sentence === undefined ? exit.problem : exit.environment
}
