import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest, so that none of them is begun when all others are done; measured, in seconds on two cores. */
const SECONDS: Record<string, number> = {
  'e2e/journeys/journeys.test.ts': 330,
  'e2e/crash/crash.test.ts': 140,
  'e2e/crash/start-faults.test.ts': 110,
  'e2e/backup/backup.test.ts': 80,
  'e2e/hardening/pages.test.ts': 75,
  'e2e/crash/start-again.test.ts': 70,
  'e2e/crash/stand-in.test.ts': 65,
  'src/ui/gallery.test.ts': 55,
  'src/modules/casework/pages/pages.test.ts': 50,
  'e2e/testing/start-instance.test.ts': 50,
  'e2e/hardening/api.test.ts': 45,
  'src/platform/jobs/outside.test.ts': 40,
  'e2e/pooler/pgbouncer.test.ts': 40,
  'demo/pages.test.ts': 40,
}

/**
 * Runs the files that take longest first; the others follow as vitest would run them. Those that share a process come
 * last and one after the other, for a process is handed on from each to the next alone.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const secondsOf = ({ moduleId }: TestSpecification): number =>
      Object.entries(SECONDS).find(([path]) => moduleId.endsWith(path))?.[1] ?? 0
    const isTogether = ({ project }: TestSpecification): number => Number(!project.config.isolate)
    return (await super.sort(files)).sort(
      (file, other) => isTogether(file) - isTogether(other) || secondsOf(other) - secondsOf(file),
    )
  }
}
