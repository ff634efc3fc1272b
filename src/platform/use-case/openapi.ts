import { z } from 'zod'
import { editedBy, rulesOf, type AnyUseCase } from './use-case.ts'

/** Fields named in the path stand there, the others in the query (GET) or the body. */
const pathFields = (at: string) => [...at.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)

/**
 * The OpenAPI 3.1 document of all use cases, from their declarations.
 * @param title name of the instance @param others paths that take or give something other than JSON, described by hand
 */
export function describeInterface(
  useCases: readonly AnyUseCase[],
  title: string,
  version: string,
  others: Record<string, unknown> = {},
): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const useCaseRow of useCases) {
    const [method, path] = useCaseRow.at.split(' ') as [string, string]
    ;(paths[path] ??= {})[method.toLowerCase()] = operation(useCaseRow, method, path)
  }
  return {
    openapi: '3.1.0',
    info: { title, version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api/v1' }],
    paths: { ...paths, ...others },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: problemSchema },
    },
  }
}

function operation(useCase: AnyUseCase, method: string, path: string): Record<string, unknown> {
  const input = schemaOf(useCase.input, 'input') as { properties?: Record<string, unknown>; required?: string[] }
  const inPath = pathFields(path)
  const others = Object.keys(input.properties ?? {}).filter((name) => !inPath.includes(name))
  const required = new Set(input.required ?? [])
  const edited = editedBy(useCase)
  const parameters = [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: input.properties?.[name] ?? {} })),
    ...(method === 'GET'
      ? others.map((name) => ({
          name,
          in: 'query',
          required: required.has(name),
          schema: input.properties?.[name] ?? {},
        }))
      : []),
    ...(method === 'POST'
      ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } }]
      : []),
    ...(method === 'GET' ? [header('If-None-Match', 'Tags that the client has; 304 when one of them fits.')] : []),
    ...(edited.length > 0
      ? [
          header(
            'If-Match',
            `ETag of ${edited.map((each) => each.shows.at).join(' or of ')}, a list of them, or \`*\`; 412 and nothing done when none fits any more.`,
          ),
        ]
      : []),
  ]
  const body =
    method === 'GET' || others.length === 0
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: pick(input.properties ?? {}, others),
                  required: others.filter((name) => required.has(name)),
                },
              },
            },
          },
        }
  const rules = rulesOf(useCase)
  return {
    operationId: useCase.name,
    summary: useCase.title,
    description: `Who may: ${rules.join(', or ')}.`,
    parameters,
    ...body,
    security: rules.includes('anyone') ? [{}, { bearer: [] }] : [{ bearer: [] }],
    responses: {
      [String(useCase.status ?? 200)]: {
        description: 'Done',
        ...(method === 'GET' ? { headers: etag } : {}),
        content: { 'application/json': { schema: schemaOf(useCase.output, 'output') } },
      },
      ...(method === 'GET' ? { 304: { description: 'Not changed: a tag of If-None-Match fits', headers: etag } } : {}),
      ...(edited.length > 0
        ? {
            412: {
              description: 'Changed meanwhile: no tag of If-Match fits; read it again and repeat',
              content: problem,
            },
          }
        : {}),
      default: { description: 'Refused (RFC 9457)', content: problem },
    },
  }
}

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
const etag = {
  ETag: {
    description: 'Strong tag of the answer: changes when and only when the answer does',
    schema: { type: 'string' },
  },
}
const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
})

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<string, unknown>
  return rest
}

const pick = (from: Record<string, unknown>, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, from[name]]))

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
}
