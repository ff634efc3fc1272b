import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { parseYaml } from '../../src/platform/yaml/index.ts'
import type { ClientId } from '../../src/kernel/x-road/index.ts'

/** What a register has to know of `registers.yaml`: reading the whole country pack costs each process more than all else. */
const Registers = z.object({
  registers: z.array(
    z.object({
      id: z.string(),
      member: z.string().optional(),
      keeper: z.string().optional(),
      feeds: z.array(z.object({ id: z.string() })).default([]),
    }),
  ),
  exchange: z
    .object({ instance: z.string(), memberClass: z.string(), member: z.string(), subsystem: z.string() })
    .optional(),
})

/** Where each register stands in the exchange, by the country pack that the people file lies in. */
export function addresses(peopleFile: string) {
  const folder = dirname(peopleFile)
  const read = (name: string) => parseYaml(readFileSync(join(folder, name), 'utf8'))
  const { registers, exchange } = Registers.parse(read('registers.yaml'))
  const { instance, memberClass, member, subsystem } = exchange ?? {
    instance: z.object({ id: z.string() }).parse(read('country.yaml')).id.toUpperCase(),
    memberClass: 'GOV',
    member: 'darcha',
    subsystem: 'darcha',
  }
  const known = new Map(registers.map((register) => [register.id, register]))
  return {
    own: { instance, memberClass, memberCode: member, subsystem } satisfies ClientId,
    addressOf: (name: string): ClientId => ({
      instance,
      memberClass,
      memberCode: known.get(name)?.member ?? name,
      subsystem: name,
    }),
    feedsOf: (name: string) => known.get(name)?.feeds ?? [],
  }
}
