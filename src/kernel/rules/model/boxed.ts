import type { Place } from '../feel-error.ts'
import { expressionCode, testCode } from '../feel.ts'
import { DefinedFunction } from '../evaluate/calls.ts'
import type { CompilerOptions } from '../evaluate/compiler.ts'
import { within, type Code, type Frames } from '../evaluate/scope.ts'
import { checkLength } from '../run.ts'
import { fit, MISFIT } from '../types/conform.ts'
import { entryType, isBoolean, typeText, type Type } from '../types/type.ts'
import { newContext } from '../values/context.ts'
import { FeelFunction, type Parameter } from '../values/function.ts'
import { compileConditional, compileFilter, compileFor, compileQuantified } from './boxed-loops.ts'
import { compileTable } from './decision-table.ts'
import { EXPRESSIONS, expressionIn } from './expression-elements.ts'
import { feelOf, testOf } from './foreign-text.ts'
import { attribute, child, children, childText, type XmlElement } from './xml.ts'

/** Compiles the boxed expressions of one element of a model (DMN 1.5, 7.2.1 and 10.2.1). */
export class BoxedCompiler {
  readonly element: string
  readonly resolve: (reference: string | undefined) => Type | undefined
  private readonly names: readonly string[]
  private readonly members: readonly string[]
  private readonly report: (message: string, line: number) => void
  private readonly typeOf: (name: string) => Type | undefined
  private readonly language: string

  /**
   * @param element name of the decision or business knowledge, for messages
   * @param names names in scope
   * @param members names of entries in the model
   * @param typeOf types of the names in scope, as far as the model tells them
   * @param language of expressions that name none themselves; empty for FEEL
   */
  constructor(
    element: string,
    names: readonly string[],
    members: readonly string[],
    resolve: (reference: string | undefined) => Type | undefined,
    report: (message: string, line: number) => void,
    typeOf: (name: string) => Type | undefined,
    language: string,
  ) {
    this.element = element
    this.names = names
    this.members = members
    this.resolve = resolve
    this.report = report
    this.typeOf = typeOf
    this.language = language
  }

  place = (xml: XmlElement): Place => ({ source: `${this.element} (line ${xml.line} of the model)`, position: 0 })

  /** Code of any boxed expression; what is missing is null. */
  code(xml: XmlElement | undefined, frames: Frames): Code {
    if (!xml) return () => null
    switch (xml.name) {
      case 'literalExpression':
        return this.literal(xml, frames)
      case 'decisionTable':
        return compileTable(this, xml, frames)
      case 'context':
        return this.context(xml, frames)
      case 'list':
        return this.list(
          xml.children.filter((child) => EXPRESSIONS.has(child.name)),
          xml,
          frames,
        )
      case 'relation':
        return this.relation(xml, frames)
      case 'functionDefinition':
        return this.function(xml, frames)
      case 'invocation':
        return this.invocation(xml, frames)
      case 'conditional':
        return compileConditional(this, xml, frames)
      case 'filter':
        return compileFilter(this, xml, frames)
      case 'for':
        return compileFor(this, xml, frames)
      case 'some':
      case 'every':
        return compileQuantified(this, xml, frames)
      default:
        return this.refuse(`<${xml.name}> is not run`, xml)
    }
  }

  /** Code of a FEEL text; what is wrong in it is reported with its line. */
  text(text: string | undefined, xml: XmlElement, frames: Frames): Code {
    if (text === undefined) return () => null
    return this.reported(xml, () =>
      expressionCode(feelOf(text, xml, this.language), this.namesWith(frames), this.members, frames, this.scope(xml)),
    )
  }

  /** Code of unary tests, to run in a frame of its own with the value. */
  test(text: string | undefined, xml: XmlElement, frames: Frames, ofBoolean: boolean): Code {
    return this.reported(xml, () =>
      testCode(
        testOf(text ?? '-', xml, text === undefined || text === '-' ? '' : this.language),
        this.namesWith(frames),
        this.members,
        {
          frames,
          ...this.scope(xml),
          ofBoolean,
          isBoolean: (path) => isBoolean(entryType(this.typeOf(path[0]!), path.slice(1))),
        },
      ),
    )
  }

  /** A value that must fit a type, or be null. */
  fitted(code: Code, type: Type | undefined, what: string): Code {
    if (!type) return code
    return (scope) => {
      const value = fit(code(scope), type)
      return value === MISFIT ? scope.run.note(`${what} is not ${typeText(type)}`) : value
    }
  }

  parameters = (xml: XmlElement): Parameter[] =>
    children(xml, 'formalParameter').map((child) => {
      const [name, type] = [(attribute(child, 'name') ?? '').trim(), this.resolve(attribute(child, 'typeRef'))]
      return type ? { name, type } : { name }
    })

  /** Says what is wrong where the rest can still be run: only who reads the model leniently goes on. */
  doubt(message: string, xml: XmlElement): void {
    this.report(`${this.element}: ${message}`, xml.line)
  }

  refuse(message: string, xml: XmlElement): Code {
    this.doubt(message, xml)
    return (scope) => scope.run.fail(`${this.element}, line ${xml.line} of the model: ${message}`)
  }

  /** What expressions of the element may use besides its names; a call of what there is not is reported, and null. */
  private scope = (xml: XmlElement): CompilerOptions => ({
    types: this.resolve,
    callable: this.names,
    missing: ({ message }) => this.doubt(message, xml),
  })

  private reported(xml: XmlElement, make: () => Code): Code {
    try {
      return make()
    } catch (error) {
      return this.refuse((error as Error).message, xml)
    }
  }

  /** In a filter, entries of the elements are names too. */
  private namesWith = (frames: Frames): string[] => [
    ...this.names,
    ...frames.flatMap((frame) => (frame.ofItem ? [...frame.names, ...this.members] : frame.names)),
  ]

  private literal(xml: XmlElement, frames: Frames): Code {
    return this.fitted(
      this.text(childText(xml, 'text'), xml, frames),
      this.resolve(attribute(xml, 'typeRef')),
      `a value in ${this.element}`,
    )
  }

  /** Entries see those before them; an entry without a name is the result. */
  private context(xml: XmlElement, frames: Frames): Code {
    const entries = children(xml, 'contextEntry').map((entry) => {
      const variable = child(entry, 'variable')
      return {
        name: variable && (attribute(variable, 'name') ?? '').trim(),
        typeRef: variable && attribute(variable, 'typeRef'),
        expression: expressionIn(entry),
      }
    })
    const names = entries.map((entry) => entry.name ?? '')
    const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at)
    if (twice !== undefined) this.doubt(`the entry "${twice}" stands twice in a context: only the last is kept`, xml)
    const outermost = frames.length === 0
    const codes = entries.map(({ name, typeRef, expression }, at) => {
      const seen = names.slice(0, expression?.name === 'functionDefinition' ? at + 1 : at)
      return this.fitted(
        this.code(expression, [{ names: seen }, ...frames]),
        this.resolve(typeRef),
        `"${name ?? this.element}"`,
      )
    })
    return (scope) => {
      const values: unknown[] = []
      const inner = within(scope, values)
      const made = newContext()
      for (const [at, { name }] of entries.entries()) {
        const value = codes[at]!(inner)
        if (name === undefined) return value
        made[name] = values[at] = value
        if (outermost) scope.run.tracer?.entry(name, value)
      }
      return made
    }
  }

  private list(items: XmlElement[], xml: XmlElement, frames: Frames): Code {
    const codes = items.map((item) => this.code(item, frames))
    const place = this.place(xml)
    return (scope) => {
      checkLength(codes.length, place)
      return codes.map((code) => code(scope))
    }
  }

  private relation(xml: XmlElement, frames: Frames): Code {
    const columns = children(xml, 'column').map((column) => ({
      name: (attribute(column, 'name') ?? '').trim(),
      type: this.resolve(attribute(column, 'typeRef')),
    }))
    const rows = children(xml, 'row').map((row) => {
      const cells = row.children.filter((child) => EXPRESSIONS.has(child.name))
      return columns.map(({ name, type }, at) => this.fitted(this.code(cells[at], frames), type, `"${name}"`))
    })
    return (scope) => rows.map((row) => newContext(row.map((cell, at) => [columns[at]!.name, cell(scope)])))
  }

  private function(xml: XmlElement, frames: Frames): Code {
    const parameters = this.parameters(xml)
    const kind = attribute(xml, 'kind') ?? 'FEEL'
    if (kind !== 'FEEL') return () => externalFunction('', parameters)
    const body = this.code(expressionIn(xml), [{ names: parameters.map((parameter) => parameter.name) }, ...frames])
    return (scope) => new DefinedFunction('', parameters, undefined, (values) => body(within(scope, values)))
  }

  private invocation(xml: XmlElement, frames: Frames): Code {
    const target = this.code(expressionIn(xml), frames)
    const bindings = children(xml, 'binding').map((binding) => {
      const parameter = child(binding, 'parameter')
      return [
        (parameter && attribute(parameter, 'name')?.trim()) ?? '',
        this.code(expressionIn(binding), frames),
      ] as const
    })
    const place = this.place(xml)
    return (scope) => {
      const called = target(scope)
      if (!(called instanceof FeelFunction)) return scope.run.fail(`${this.element}: what is invoked is no function`)
      return called.callNamed(new Map(bindings.map(([name, code]) => [name, code(scope)])), scope.run, place)
    }
  }
}

/** A function written in Java or PMML: it can be named and handed on, but not run here. */
export const externalFunction = (name: string, parameters: readonly Parameter[]): DefinedFunction =>
  new DefinedFunction(name, parameters, undefined, (_values, run) => run.fail('functions in Java and PMML are not run'))
