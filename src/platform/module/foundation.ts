import type { Clock } from '../clock/index.ts'
import type { Config } from '../config/index.ts'
import type { Country } from '../country/index.ts'
import type { Database } from '../database/index.ts'
import type { Texts } from '../i18n/index.ts'
import type { Log } from '../telemetry/index.ts'

/** What stands before any room: the ground that an instance is built on. */
export interface Foundation {
  config: Config
  database: Database
  country: Country
  texts: Texts
  log: Log
  /** Public address, no slash at its end. */
  origin: string
  /** Folder of the project: templates, fonts and built files are found below it. */
  root: string
  /** What time it is for all that this instance does. */
  clock: Clock
}
