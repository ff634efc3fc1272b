import { readConfig, EnvironmentFailure } from '../platform/config/index.ts'
import { isTrouble, openDatabase } from '../platform/database/index.ts'
import { issueToken, personas } from '../platform/identity/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { readRunning } from './instance.ts'
import { projectRoot } from './project-root.ts'

const USAGE = 'Usage: darcha token PERSONA [--json]\n       darcha token --list [--json]'

export const token: Command = {
  help: `${USAGE}

Gives a token of the running demo instance of DARCHA_HOME, for Authorization: Bearer. --list names the accounts.`,
  async run(args) {
    const { values, positionals } = readArguments(args, { list: { type: 'boolean', default: false } }, USAGE)
    const [persona] = positionals
    if (!values.list && (persona === undefined || positionals.length > 1))
      throw new WrongUsage(`name one persona\n${USAGE}`)
    const config = readConfig(projectRoot)
    if (!config.demo)
      throw new EnvironmentFailure('this is no demo instance', 'tokens for personas exist with DARCHA_DEMO=1 only')
    const url = config.databaseUrl ?? readRunning(config.home)?.databaseUrl
    if (!url) throw new EnvironmentFailure('no instance runs here', 'run `npm start` first')
    // DATABASE_URL may lead to PgBouncer, which is not worth a question of its own here
    const database = openDatabase({ url, connections: 1, named: false, pooled: true })
    try {
      const now = new Date().toISOString()
      if (values.list) {
        const found = await personas(database, now)
        if (values.json) printJson({ personas: found })
        else
          for (const item of found)
            process.stdout.write(
              `${item.persona}\t${item.name}\t${item.roles.map((held) => `${held.role} of ${held.body}`).join(', ')}\n`,
            )
        return exit.good
      }
      const issued = await database.transaction((tx) => issueToken(tx, persona!, now))
      if (!issued) {
        process.stderr.write(`darcha: there is no persona "${persona}"; \`darcha token --list\` names them\n`)
        return exit.problem
      }
      if (values.json) printJson(issued)
      else process.stdout.write(`${issued.token}\n`)
      return exit.good
    } catch (error) {
      // whoever names a database is told what that one says
      if (isTrouble(error) && !config.databaseUrl)
        throw new EnvironmentFailure('the database does not answer', 'run `npm start` first, or wait until it is back')
      throw error
    } finally {
      await database.close()
    }
  },
}
