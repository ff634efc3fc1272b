import { z } from 'zod'
import { shareParameters, shareShapes } from './shared-shapes.ts'
import { editedBy, rulesOf, type AnyUseCase } from './use-case.ts'

/** Fields named in the path stand there, the others in the query (GET) or the body. */
const pathFields = (at: string) => [...at.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)

/**
 * The OpenAPI 3.1 document of all use cases, from their declarations.
 * @param title name of the instance @param others paths that take or give something other than JSON, described by hand
 * @param rooms whose name their operations begin with, and what each is for
 */
export function describeInterface(
  useCases: readonly AnyUseCase[],
  title: string,
  version: string,
  others: Record<string, unknown> = {},
  rooms: readonly { name: string; about?: string }[] = [],
): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const useCaseRow of useCases) {
    const [method, path] = useCaseRow.at.split(' ') as [string, string]
    ;(paths[path] ??= {})[method.toLowerCase()] = operation(useCaseRow, method, path)
  }
  const all = { ...paths, ...others } as Record<string, Record<string, { operationId?: string; tags?: string[] }>>
  const used = new Set<string>()
  for (const operation of Object.values(all).flatMap((methods) => Object.values(methods)))
    if (operation.operationId !== undefined) {
      operation.tags = [operation.operationId.split('.')[0]!]
      used.add(operation.tags[0]!)
    }
  const { paths: shapes, schemas } = shareShapes(all)
  const { paths: shared, parameters } = shareParameters(shapes)
  return {
    openapi: '3.1.0',
    info: { title, version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api/v1' }],
    tags: rooms
      .filter(({ name }) => used.has(name))
      .map(({ name, about }) => ({ name, ...(about ? { description: about } : {}) })),
    paths: shared,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { ...schemas, Problem: problemSchema },
      parameters,
      responses: {
        NotModified: { description: 'Not changed: a tag of If-None-Match fits', headers: etag },
        ...Object.fromEntries(
          Object.values(REFUSED).map(({ name, description, waits }) => [
            name,
            {
              description,
              ...(waits ? { headers: { 'Retry-After': ref('headers/RetryAfter') } } : {}),
              content: problem,
            },
          ]),
        ),
      },
      headers: {
        ETag: {
          description: 'Strong tag of the answer: changes when and only when the answer does',
          schema: { type: 'string' },
        },
        RetryAfter: { description: 'Seconds after which it may go better', schema: { type: 'integer' } },
      },
    },
  }
}

function operation(useCase: AnyUseCase, method: string, path: string): Record<string, unknown> {
  const { input: given = {}, output: answer } = useCase.example ?? {}
  const input = schemaOf(useCase.input, 'input') as { properties?: Record<string, unknown>; required?: string[] }
  const inPath = pathFields(path)
  const others = Object.keys(input.properties ?? {}).filter((name) => !inPath.includes(name))
  const required = new Set(input.required ?? [])
  const edited = editedBy(useCase)
  const parameters = [
    ...inPath.map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: input.properties?.[name] ?? {},
      ...(name in given ? { example: given[name] } : {}),
    })),
    ...(method === 'GET'
      ? others.map((name) => ({
          name,
          in: 'query',
          required: required.has(name),
          schema: input.properties?.[name] ?? {},
          ...(name in given ? { example: given[name] } : {}),
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
            required: others.some((name) => required.has(name)),
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: pick(input.properties ?? {}, others),
                  required: others.filter((name) => required.has(name)),
                  additionalProperties: false,
                },
                ...(others.some((name) => name in given)
                  ? {
                      example: pick(
                        given,
                        others.filter((name) => name in given),
                      ),
                    }
                  : {}),
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
        content: {
          'application/json': {
            schema: schemaOf(useCase.output, 'output'),
            ...(answer === undefined ? {} : { example: answer }),
          },
        },
      },
      ...(method === 'GET' ? { 304: ref('responses/NotModified') } : {}),
      ...refusalsOf(useCase, { inPath, hasBody: 'requestBody' in body }),
    },
  }
}

/** What an operation may be refused with: what everybody is, and what its declaration brings with it. */
function refusalsOf(
  useCase: AnyUseCase,
  { inPath, hasBody }: { inPath: string[]; hasBody: boolean },
): Record<string, unknown> {
  const changes = useCase.kind === 'does'
  const statuses: RefusedStatus[] = [
    // also where nothing is asked for: a parameter that nobody reads is refused
    400,
    422,
    401,
    ...(rulesOf(useCase).includes('anyone') ? [] : ([403] as const)),
    ...(inPath.length > 0 ? ([404] as const) : []),
    ...(changes ? ([409, 429] as const) : []),
    ...(editedBy(useCase).length > 0 ? ([412] as const) : []),
    ...(hasBody ? ([413, 415] as const) : []),
    ...(useCase.refuses ?? []),
    503,
  ]
  return refusalsDescribed(statuses)
}

/** References to the described refusals of these statuses, for what is described by hand. */
export const refusalsDescribed = (statuses: readonly RefusedStatus[]): Record<string, unknown> =>
  Object.fromEntries(
    [...statuses]
      .sort((status, other) => status - other)
      .map((status) => [status, ref(`responses/${REFUSED[status].name}`)]),
  )

/** Refusals by status (RFC 9457): the `type` of the problem says which it is, its `title` what to do. */
const REFUSED = {
  400: { name: 'Unreadable', description: 'The request can not be read', waits: false },
  401: { name: 'SignInNeeded', description: 'No token, or one that is not known any more', waits: false },
  403: { name: 'NotAllowed', description: 'Who asks may not', waits: false },
  404: { name: 'NotFound', description: 'There is none, or none that who asks may know of', waits: false },
  409: {
    name: 'DoesNotFit',
    description: 'Does not fit how things stand: already done, decided, closed or taken',
    waits: false,
  },
  410: { name: 'Gone', description: 'It was there, and is over', waits: false },
  412: { name: 'ChangedMeanwhile', description: 'No tag of If-Match fits: read it again and repeat', waits: false },
  413: { name: 'TooLarge', description: 'More was sent than is taken', waits: false },
  415: { name: 'WrongMediaType', description: 'What was sent is of another kind than is taken', waits: false },
  422: { name: 'NotRight', description: 'Something in it is not right; `errors` names each field', waits: false },
  429: { name: 'TooManyRequests', description: 'Too many changes in a minute', waits: true },
  503: { name: 'Unavailable', description: 'Can not be done at this moment; nothing was done', waits: true },
} as const
type RefusedStatus = keyof typeof REFUSED

const ref = (name: string) => ({ $ref: `#/components/${name}` })
const problem = { 'application/problem+json': { schema: ref('schemas/Problem') } }
const etag = { ETag: ref('headers/ETag') }
const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
})

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    // a field that is not known is refused by name
    override: ({ zodSchema: { _zod }, jsonSchema }) => {
      if (io === 'input' && _zod.def.type === 'object' && !(_zod.def as z.core.$ZodObjectDef).catchall)
        jsonSchema.additionalProperties = false
    },
  }) as Record<string, unknown>
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
