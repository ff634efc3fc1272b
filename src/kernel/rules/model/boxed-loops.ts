import { within, type Code, type Frames } from '../evaluate/scope.ts'
import { ofEach, listOf } from '../evaluate/loops.ts'
import { fromOutside } from '../values/context.ts'
import type { BoxedCompiler } from './boxed.ts'
import { expressionIn } from './expression-elements.ts'
import { attribute, child, type XmlElement } from './xml.ts'

const part = (compiler: BoxedCompiler, xml: XmlElement, name: string, frames: Frames): Code =>
  compiler.code(expressionIn(child(xml, name)), frames)

/** Boxed `if`: a condition that is neither true nor false nor null makes it null. */
export function compileConditional(compiler: BoxedCompiler, xml: XmlElement, frames: Frames): Code {
  const [condition, then, otherwise] = [
    part(compiler, xml, 'if', frames),
    part(compiler, xml, 'then', frames),
    part(compiler, xml, 'else', frames),
  ]
  return (scope) => {
    const holds = condition(scope)
    if (holds !== null && typeof holds !== 'boolean')
      return scope.run.note(`${compiler.element}: the condition is neither true nor false`)
    return holds === true ? then(scope) : otherwise(scope)
  }
}

/** Boxed filter: a condition that is neither true nor false makes it null. */
export function compileFilter(compiler: BoxedCompiler, xml: XmlElement, frames: Frames): Code {
  const list = part(compiler, xml, 'in', frames)
  const match = part(compiler, xml, 'match', [{ names: ['item'], ofItem: true }, ...frames])
  const place = compiler.place(xml)
  return (scope) => {
    const given = list(scope)
    if (given === null) return null
    const kept: unknown[] = []
    for (const entry of Array.isArray(given) ? (given as unknown[]) : [given]) {
      scope.run.step(place)
      const item = fromOutside(entry)
      const holds = match(within(scope, [item]))
      if (holds !== null && typeof holds !== 'boolean')
        return scope.run.note(`${compiler.element}: the condition of the filter is neither true nor false`)
      if (holds === true) kept.push(item)
    }
    return kept
  }
}

export function compileFor(compiler: BoxedCompiler, xml: XmlElement, frames: Frames): Code {
  const place = compiler.place(xml)
  const inner = [{ names: ['partial'] }, ...frames]
  const domain = part(compiler, xml, 'in', inner)
  return listOf([domain], part(compiler, xml, 'return', [variableOf(xml), ...inner]), place)
}

export function compileQuantified(compiler: BoxedCompiler, xml: XmlElement, frames: Frames): Code {
  return ofEach(
    [part(compiler, xml, 'in', frames)],
    part(compiler, xml, 'satisfies', [variableOf(xml), ...frames]),
    xml.name === 'some',
    compiler.place(xml),
  )
}

const variableOf = (xml: XmlElement) => ({ names: [(attribute(xml, 'iteratorVariable') ?? 'item').trim()] })
