import type { Command } from './command.ts'
import { bench } from './bench.ts'
import { archive } from './archive.ts'
import { backup } from './backup.ts'
import { catalogue } from './catalogue.ts'
import { burden } from './burden.ts'
import { check } from './check.ts'
import { conformance } from './conformance.ts'
import { decide } from './decide.ts'
import { diagnose } from './diagnose.ts'
import { discover } from './discover.ts'
import { migrate } from './migrate.ts'
import { mine } from './mine.ts'
import { create } from './new.ts'
import { openapi } from './openapi.ts'
import { prepare } from './prepare.ts'
import { registry } from './registry.ts'
import { restore } from './restore.ts'
import { roundtrip } from './roundtrip.ts'
import { run } from './run.ts'
import { seal } from './seal.ts'
import { serve } from './serve.ts'
import { simulate } from './simulate.ts'
import { start } from './start.ts'
import { token } from './token.ts'
import { verify } from './verify.ts'
import { work } from './work.ts'

/** Every command of `darcha`, in the order of its help. */
export const commands: Record<string, Command> = {
  start,
  serve,
  work,
  migrate,
  prepare,
  backup,
  restore,
  archive,
  token,
  new: create,
  check,
  run,
  roundtrip,
  decide,
  diagnose,
  simulate,
  mine,
  discover,
  burden,
  conformance,
  verify,
  seal,
  registry,
  openapi,
  catalogue,
  bench,
}
