import type { Languages } from '../i18n/index.ts'
import { general, problemsOfNames, Refusal, type AnyUseCase, type FieldProblem } from '../use-case/index.ts'

/** What every address of the interface takes beside its own: the language of the answer. */
const LANGUAGE = 'language'

/**
 * What stands behind the question mark of an address of the interface, as the use case takes it: texts are made the
 * numbers and flags that its schema wants. Only a read takes anything there, a change has a body. What a read does not
 * know is left to the check of unknown fields; what could be read only by passing something over is refused here.
 * @param inPath what the path itself said: it can't be said again
 * @throws Refusal with a problem for each parameter that stands twice, that nobody reads or that is no language
 */
export function readQuery(
  useCase: AnyUseCase,
  query: URLSearchParams,
  inPath: Record<string, string>,
  languages: Languages,
): Record<string, unknown> {
  const shape = useCase.input.def.shape as Record<string, Shape>
  const reads = useCase.at.startsWith('GET ')
  const problems: FieldProblem[] = []
  const wrong = (text: string, name: string) => problems.push(...problemsOfNames([[name]], text))
  const given: [string, unknown][] = []
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name)
    const own = reads && Object.hasOwn(shape, name) && !Object.hasOwn(inPath, name)
    if (values.length > 1) wrong('errors.input.given-twice', name)
    else if (name === LANGUAGE && !languages.is(values[0]!)) wrong('errors.input.not-a-language', name)
    else if (own) given.push([name, asWanted(shape[name]!, values[0]!)])
    else if (name !== LANGUAGE) wrong('errors.input.no-such-parameter', name)
  }
  if (problems.length > 0) throw new Refusal(general['invalid-input'], { problems: problems.slice(0, 20) })
  return Object.fromEntries(given)
}

interface Shape {
  def: { type: string; innerType?: Shape }
}

function asWanted(schema: Shape, value: string): unknown {
  let { def } = schema
  while (def.innerType) ({ def } = def.innerType)
  if (def.type === 'number' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  return def.type === 'boolean' && /^(true|false)$/.test(value) ? value === 'true' : value
}
