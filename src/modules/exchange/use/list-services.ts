import { z } from 'zod'
import { writeClient } from '../../../kernel/x-road/index.ts'
import { awaySystems } from '../../../platform/jobs/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/refusals.ts'
import { systemOf } from '../model/evidence.ts'
import { offeredServices, openapiOf, readRegisters } from '../store/offered-services.ts'

/** Public: who holds what is no secret of anybody, and whom the state asks about them people may know. */
export const listRegisterServices = useCase({
  name: 'exchange.list-services',
  title: 'The registers of the state, the services they offer on the wire, and who may ask them for what',
  at: 'GET /exchange/registers',
  input: z.object({}),
  output: z.object({
    exchange: z.string(),
    items: z.array(
      z.object({
        register: z.string(),
        /** `{instance}/{class}/{code}/{subsystem}`. */
        subsystem: z.string(),
        keeper: z.string().nullable(),
        services: z.array(z.object({ service: z.string(), title: z.string(), allowed: z.boolean() })),
        /** Public services whose model declares what they ask here. */
        askedFor: z.array(
          z.object({ service: z.string(), evidence: z.array(z.string()), feed: z.string().nullable() }),
        ),
        /** When it told its services last. */
        readAt: z.string().nullable(),
        problem: z.string().nullable(),
        /** Since when it does not answer cases: the circuit breaker is open, and one question at a time tries it. */
        awaySince: z.string().nullable(),
      }),
    ),
  }),
  needs: ['country', 'published'],
  may: 'anyone',
}).reads(async ({ world }, tx) => {
  const [offered, read, away, published] = await Promise.all([
    offeredServices(tx),
    readRegisters(tx),
    awaySystems(tx),
    world.published.list(),
  ])
  return {
    exchange: writeClient(world.country.exchange),
    items: world.country.registers.map(({ id, address, keeper }) => {
      const reading = read.find(({ register }) => register === id)
      return {
        register: id,
        subsystem: writeClient(address),
        keeper: keeper ?? null,
        services: offered
          .filter(({ register }) => register === id)
          .map(({ register: _register, ...service }) => service),
        askedFor: published.flatMap(({ id: service, passport }) => {
          const evidence = passport.evidence
            .filter((piece) => piece.heldByState && piece.register === id)
            .map((piece) => piece.id)
          const feed = passport.trigger?.register === id ? passport.trigger.feed : null
          return evidence.length > 0 || feed !== null ? [{ service, evidence, feed }] : []
        }),
        readAt: reading?.readAt ?? null,
        problem: reading?.problem ?? null,
        awaySince: away.find(({ system }) => system === systemOf(id))?.since ?? null,
      }
    }),
  }
})

export const getRegisterOpenApi = useCase({
  name: 'exchange.get-openapi',
  title: 'OpenAPI of one service of a register, as the register describes it',
  at: 'GET /exchange/registers/{register}/services/{service}',
  input: z.object({ register: z.string().max(100), service: z.string().max(100) }),
  output: z.record(z.string(), z.json()),
  may: 'anyone',
  refuses: [410],
}).reads(async ({ input }, tx) => {
  const found = await openapiOf(tx, input.register, input.service)
  if (!found) throw new Refusal(refusal['not-told'])
  return found as Record<string, z.core.util.JSONType>
})
