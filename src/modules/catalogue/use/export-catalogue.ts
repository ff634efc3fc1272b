import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { listServices } from '../store/services.ts'

const Value = z.union([
  z.object({ '@id': z.string() }),
  z.object({ '@value': z.string(), '@language': z.string().optional(), '@type': z.string().optional() }),
])

export const exportCatalogue = useCase({
  name: 'catalogue.export-catalogue',
  title:
    'Public services as linked data by CPSV-AP 3.2 (JSON-LD); `/catalogue` gives the same as JSON-LD or Turtle, by what is accepted',
  at: 'GET /catalogue',
  input: z.object({
    /** Only this one. */
    service: z.string().max(100).optional(),
  }),
  output: z.object({
    '@context': z.record(z.string(), z.string()),
    '@graph': z.array(
      z
        .object({ '@id': z.string(), '@type': z.array(z.string()) })
        .catchall(z.union([z.string(), z.array(z.string()), z.array(Value)])),
    ),
  }),
  needs: ['linkedPassports', 'services'],
  example: { input: { service: 'housing-availability-certificate' } },
  may: 'anyone',
}).reads(async ({ input, world }, tx) => {
  const passports =
    input.service === undefined
      ? (await listServices(tx)).map(({ passport }) => passport)
      : [(await world.services.get(tx, input.service)).passport]
  return world.linkedPassports(passports, input.service === undefined)
})
