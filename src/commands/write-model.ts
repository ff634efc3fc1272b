import { closeSync, openSync, writeSync } from 'node:fs'
import { WrongUsage } from './arguments.ts'

/** Writes a model, or a log part by part, to a file. @throws WrongUsage when it can't be written */
export function writeModel(path: string, text: string | Iterable<string>): void {
  try {
    const file = openSync(path, 'w')
    try {
      for (const part of typeof text === 'string' ? [text] : text) writeSync(file, part)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw new WrongUsage(
      `${path} can't be written: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`,
    )
  }
}
