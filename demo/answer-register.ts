import type { DemoPerson } from '../src/platform/identity/people-file.ts'
import { REGISTERS } from './process/register-data.ts'

/**
 * What a demo register answers, without its server: for checking services and running their examples.
 * @returns its data, null when it holds nothing
 * @throws when there is no such register
 */
export function answerRegister(
  register: string,
  number: string,
  evidence: string,
  people: readonly DemoPerson[],
): Record<string, unknown> | null {
  const answer = Object.hasOwn(REGISTERS, register) ? REGISTERS[register] : undefined
  if (!answer) throw new Error(`there is no demo register "${register}"`)
  return answer({ number }, evidence, people) ?? null
}
