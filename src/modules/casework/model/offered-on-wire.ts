import { z } from 'zod'
import { refusalOf, retryAfter } from '../../../platform/http/index.ts'
import type { AnyUseCase, Performer } from '../../../platform/use-case/index.ts'
import type { DoorService, OfferedHere } from '../../exchange/index.ts'
import { completeTask } from '../use/complete-task.ts'
import { getApplicationView } from '../use/get-application.ts'
import { listTasks } from '../use/list-tasks.ts'
import { submitApplication } from '../use/submit-application.ts'

/** What bodies' own systems may do over the wire, by the service's code there. Nothing is signed by a machine. */
const OFFERED: Readonly<Record<DoorService, AnyUseCase>> = {
  openCase: submitApplication,
  readCase: getApplicationView,
  listTasks,
  recordResult: completeTask,
}

/**
 * The use cases as services of the wire: the same input, rights, record and answer as in the interface. The question's
 * X-Road-Id is its idempotency key.
 */
export const offeredOnWire = (
  performer: Performer<any>,
  { clock, language }: { clock: () => string; language: string },
): Record<string, OfferedHere> =>
  Object.fromEntries(
    Object.entries(OFFERED).map(([code, useCase]) => [
      code,
      {
        title: useCase.title,
        openapi: {
          openapi: '3.1.0',
          info: { title: code, version: '1' },
          paths: {
            '/': {
              post: {
                operationId: code,
                summary: useCase.title,
                requestBody: { content: { 'application/json': { schema: schemaOf(useCase.input, 'input') } } },
                responses: {
                  '200': {
                    description: 'done',
                    content: { 'application/json': { schema: schemaOf(useCase.output, 'output') } },
                  },
                },
              },
            },
          },
        },
        async answer({ body, id }, principal) {
          try {
            const answer = await performer.perform(useCase, body ?? {}, {
              principal,
              language,
              now: clock(),
              written: true,
              ...(useCase.kind === 'does' ? { key: `wire ${id}` } : {}),
            })
            return { status: 200, body: answer }
          } catch (error) {
            // a database that is away says when to come again, as everywhere
            const refusal = refusalOf(error as Error)
            if (!refusal) throw error
            return {
              status: refusal.kind.status,
              body: { error: refusal.kind.code, fields: refusal.problems.map(({ path }) => path) },
              headers: retryAfter(refusal.kind.status, refusal.retryAfter),
            }
          }
        },
      },
    ]),
  )

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => z.toJSONSchema(schema, { io, unrepresentable: 'any' })
