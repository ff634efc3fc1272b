type Json = Record<string, unknown>
/** What a shape may be called: the last word, with those before it where it is taken. */
type Name = readonly string[]

/** Shorter ones are read quicker where they stand. */
const SHARED_FROM = 60

/**
 * Puts shapes that stand in a description more than once under `components/schemas`, each once, and refers to them;
 * what JSON Schema defines where it stands (`$defs`) resolves nowhere in OpenAPI, and goes there too.
 * @param paths the paths of the description
 * @returns the same paths with references, and the shapes by name
 */
export function shareShapes(paths: Json): { paths: Json; schemas: Record<string, Json> } {
  const counted = new Map<string, number>()
  const count = (schema: Json): Json => {
    if (isShape(schema)) counted.set(keyOf(schema), (counted.get(keyOf(schema)) ?? 0) + 1)
    return inEach(schema, [], count)
  }
  const local = eachSchema(paths, withoutDefinitions)
  eachSchema(local, count)
  const schemas: Record<string, Json> = {}
  const names = new Map<string, string>()
  const share = (schema: Json, name: Name): Json => {
    const repeated = isShape(schema) && counted.get(keyOf(schema))! > 1 && keyOf(schema).length >= SHARED_FROM
    if (!repeated) return inEach(schema, name, share)
    let known = names.get(keyOf(schema))
    if (known === undefined) {
      known = freeName(schemas, name)
      names.set(keyOf(schema), known)
      // its place is taken before what it holds gets names
      schemas[known] = {}
      schemas[known] = inEach(schema, name, share)
    }
    return { $ref: `#/components/schemas/${known}` }
  }
  const shared = eachSchema(local, share)
  if (JSON.stringify(shared).includes(JSON_VALUE.$ref) || JSON.stringify(schemas).includes(JSON_VALUE.$ref))
    schemas['JsonValue'] = jsonValue
  return { paths: shared, schemas: sorted(schemas) }
}

/** Puts parameters that stand in a description more than once under `components/parameters`. */
export function shareParameters(paths: Json): { paths: Json; parameters: Record<string, Json> } {
  const counted = new Map<string, number>()
  const parameters: Record<string, Json> = {}
  const names = new Map<string, string>()
  const inOperations = (change: (parameter: Json, path: string) => Json): Json =>
    Object.fromEntries(
      Object.entries(paths).map(([path, operations]) => [
        path,
        Object.fromEntries(
          Object.entries(operations as Record<string, Json>).map(([method, operation]) => [
            method,
            {
              ...operation,
              parameters: ((operation['parameters'] ?? []) as Json[]).map((parameter) => change(parameter, path)),
            },
          ]),
        ),
      ]),
    )
  inOperations((parameter) => {
    counted.set(keyOf(parameter), (counted.get(keyOf(parameter)) ?? 0) + 1)
    return parameter
  })
  const shared = inOperations((parameter, path) => {
    const key = keyOf(parameter)
    if (counted.get(key) === 1) return parameter
    let name = names.get(key)
    if (name === undefined) {
      name = freeName(parameters, [...nameOfPath(path), pascal(String(parameter['name']))])
      names.set(key, name)
      parameters[name] = parameter
    }
    return { $ref: `#/components/parameters/${name}` }
  })
  return { paths: shared, parameters: sorted(parameters) }
}

const keyOf = (schema: Json) => JSON.stringify(schema)
/** Something with a name of its own; "this or nothing" is no more than this. */
const isShape = (schema: Json) =>
  'properties' in schema ||
  'enum' in schema ||
  'oneOf' in schema ||
  (Array.isArray(schema['anyOf']) && !orNothing(schema['anyOf']))
const orNothing = (choices: Json[]) => choices.length === 2 && choices.some(({ type }) => type === 'null')

/** Does something with every schema of a description. @returns the description with what came of them */
function eachSchema(node: unknown, change: (schema: Json, name: Name) => Json, name: Name = []): any {
  if (Array.isArray(node)) return node.map((entry) => eachSchema(entry, change, name))
  if (!isObject(node)) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'schema' && isObject(value)
        ? change(value, typeof node['name'] === 'string' ? [pascal(node['name'])] : name)
        : key === 'example' || key === 'examples'
          ? value
          : eachSchema(value, change, key.startsWith('/') ? nameOfPath(key) : name),
    ]),
  )
}

/** The schemas within a schema. @param change is told what each is called there */
function inEach(schema: Json, name: Name, change: (schema: Json, name: Name) => Json): Json {
  const within = (value: unknown, called: Name) => (isObject(value) ? change(value, called) : value)
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === 'properties' && isObject(value))
        return [
          key,
          Object.fromEntries(
            Object.entries(value).map(([field, of]) => [
              field,
              within(of, field === 'items' ? name : [...name, pascal(field)]),
            ]),
          ),
        ]
      if (key === 'items' || key === 'additionalProperties')
        return [key, within(value, [...name.slice(0, -1), singular(name.at(-1) ?? '')])]
      if ((key === 'anyOf' || key === 'oneOf' || key === 'allOf') && Array.isArray(value))
        return [key, value.map((each) => within(each, name))]
      return [key, value]
    }),
  )
}

const JSON_VALUE = { $ref: '#/components/schemas/JsonValue' }
/** Without a shape: generators of clients stumble over one that holds itself. */
const jsonValue = { description: 'Any JSON value' }

/** The one thing that is defined by itself is a JSON value. @throws Error for another, which needs a name first */
function withoutDefinitions(schema: Json): Json {
  const { $defs = {}, ...rest } = schema
  for (const [name, definition] of Object.entries($defs as Json))
    if (
      !/^\{"anyOf":\[\{"type":"string"\},\{"type":"number"\},\{"type":"boolean"\},\{"type":"null"\}/.test(
        JSON.stringify(definition),
      )
    )
      throw new Error(`the shape ${name} that holds itself is known under no name: add it to shared-shapes`)
  const resolved = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(resolved)
    if (!isObject(node)) return node
    if (typeof node['$ref'] === 'string' && node['$ref'].startsWith('#/$defs/')) return JSON_VALUE
    // the names of a map are texts anyway, and a format says more than the pattern it stands for
    const said = ([key, value]: [string, unknown]) =>
      !(key === 'pattern' && typeof value === 'string' && 'format' in node) &&
      !(key === 'propertyNames' && node['type'] === 'object')
    return Object.fromEntries(
      Object.entries(node)
        .filter(said)
        .map(([key, value]) => [key, resolved(value)]),
    )
  }
  return resolved(rest) as Json
}

/** The last word of a name; when another shape is called so, the words before it too; at last a number. */
function freeName(taken: Record<string, Json>, name: Name): string {
  for (let words = 1; ; words++) {
    const tried = name.slice(-words).join('') + (words > name.length ? words - name.length + 1 : '')
    if (!(tried in taken) && !RESERVED.has(tried)) return tried
  }
}

const RESERVED = new Set(['Problem', 'JsonValue'])

/** `/applications/{application}/withdraw` answers with an `Application`, or else with a `WithdrawApplication`. */
const nameOfPath = (path: string): Name => {
  const words = path.split('/').filter((word) => word && !word.startsWith('{'))
  return [...words.slice(1).map(pascal), pascal(singular(words[0] ?? 'answer'))]
}
const singular = (name: string) =>
  name.endsWith('ies') ? `${name.slice(0, -3)}y` : /[^s]s$/.test(name) ? name.slice(0, -1) : name
const pascal = (name: string) =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('')
const isObject = (value: unknown): value is Json => value !== null && typeof value === 'object' && !Array.isArray(value)
const sorted = <Value>(values: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).sort(([name], [other]) => (name < other ? -1 : 1)))
