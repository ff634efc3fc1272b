import { existsSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { backupDatabase } from '../platform/database/index.ts'
import { makeFolder, readConfig } from '../platform/config/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { DATA, finishBackup } from './backup-folder.ts'
import { exit, type Command } from './command.ts'
import { projectRoot } from './project-root.ts'
import { reachRunning } from './reach-running.ts'

const USAGE = 'Usage: darcha backup FOLDER [--json]'

export const backup: Command = {
  help: `${USAGE}

Writes the database as one moment in time, the files, archived cases, certificates and secrets into a new folder. The instance may go on running.
SHA256SUMS is written last and proves the folder (sha256sum -c): a folder without it is no backup.
The folder holds everything there is to know of people: keep it as you keep the instance.`,
  async run(args) {
    const { values, positionals } = readArguments(args, {}, USAGE)
    if (positionals.length !== 1) throw new WrongUsage(`name one folder\n${USAGE}`)
    const folder = resolve(positionals[0]!)
    if (existsSync(folder) && readdirSync(folder).length > 0)
      throw new WrongUsage(`${folder} is not empty: a backup goes into a new folder`)
    const config = readConfig(projectRoot)
    const { database, close } = await reachRunning(config)
    try {
      makeFolder(folder, 0o700)
      const done = await backupDatabase(database, join(folder, DATA))
      // after the database: a file that came meanwhile is one too many, never one too few
      const { files } = await finishBackup(config.home, folder)
      if (values.json) printJson({ folder, ...done, files })
      else process.stderr.write(`${done.rows} rows of ${done.tables} tables and ${files} files in ${folder}\n`)
      return exit.good
    } catch (error) {
      // half a backup helps nobody, and takes the room that was missing
      if (existsSync(folder))
        await Promise.all(
          readdirSync(folder).map((name) => rm(join(folder, name), { recursive: true, force: true })),
        ).catch(() => undefined)
      throw error
    } finally {
      await close()
    }
  },
}
