import { writeFileSync } from 'node:fs'
import { WrongUsage } from './arguments.ts'

/** Writes a model to a file. @throws WrongUsage when it can't be written */
export function writeModel(path: string, bpmn: string): void {
  try {
    writeFileSync(path, bpmn)
  } catch (error) {
    throw new WrongUsage(
      `${path} can't be written: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`,
    )
  }
}
