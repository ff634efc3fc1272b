import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readExamples, type RunExample } from '../modules/redesign/index.ts'
import { WrongUsage } from './arguments.ts'

/**
 * An example of a service's folder.
 * @param name absent: the first
 * @returns undefined when the service has none
 * @throws WrongUsage when there is none of this name, or the file is broken
 */
export function exampleOf(folder: string, name: string | undefined): RunExample | undefined {
  const path = join(folder, 'examples.yaml')
  const read = existsSync(path) ? readExamples(readFileSync(path, 'utf8')) : { value: [] }
  if ('problems' in read)
    throw new WrongUsage(read.problems.map(({ line, message }) => `${path}:${line}: ${message}`).join('\n'))
  const example = name === undefined ? read.value[0] : read.value.find((each) => each.name === name)
  if (!example && name !== undefined)
    throw new WrongUsage(
      `${path} has no example "${name}"; it has: ${read.value.map((each) => each.name).join(', ') || 'none'}`,
    )
  return example
}
