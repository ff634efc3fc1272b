import {
  keepWitness,
  lastSeal,
  publicText,
  sealEvents,
  settledPosition,
  witnessKey,
  witnessLine,
} from '../platform/audit/index.ts'
import { systemClock } from '../platform/clock/index.ts'
import { readConfig } from '../platform/config/index.ts'
import type { Database } from '../platform/database/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { projectRoot } from './project-root.ts'
import { reachRunning } from './reach-running.ts'

const USAGE = 'Usage: darcha seal [--to FILE] [--json]\n       darcha seal --key'

export const seal: Command = {
  help: `${USAGE}

Seals all that was recorded so far and prints the last seal as NUMBER:HASH and its time. Kept where whoever can write to the database can't
(a file on another machine, a mailbox, another body), it proves the log: \`darcha verify --audit --witness FILE\` or \`--seal NUMBER:HASH\`.
A running instance with DARCHA_WITNESS adds each last seal to that file by itself; DARCHA_WITNESS_MAIL sends it to an address every hour, and
DARCHA_WITNESS_URL gives it, signed, to other bodies. An instance keeps the seals of the bodies that DARCHA_WITNESS_OF names (NAME=KEY).

  --key       print the public key by which a witness knows seals of this instance
  --to FILE   add the seal to this file; it is only ever added to`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      { to: { type: 'string' }, key: { type: 'boolean', default: false } },
      USAGE,
    )
    if (positionals.length > 0) throw new WrongUsage(`"${positionals[0]}" is one too many\n${USAGE}`)
    const config = readConfig(projectRoot)
    if (values.key) {
      const key = publicText(witnessKey(config.home))
      if (values.json) printJson({ key })
      else process.stdout.write(`${key}\n`)
      return exit.good
    }
    const { database, close } = await reachRunning(config)
    try {
      await sealAll(database)
      const last = await lastSeal(database)
      if (!last) {
        process.stderr.write('darcha: nothing was recorded yet: there is no seal\n')
        return exit.problem
      }
      if (values.to !== undefined) await keepWitness(values.to, last)
      if (values.json) printJson(last)
      else process.stdout.write(`${witnessLine(last)}\n`)
      return exit.good
    } finally {
      await close()
    }
  },
}

async function sealAll(database: Database): Promise<void> {
  const settled = await settledPosition(database)
  if (settled === undefined) return
  for (let more = true; more; ) ({ more } = await database.transaction((tx) => sealEvents(tx, settled, systemClock())))
}
