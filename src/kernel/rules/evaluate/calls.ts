import type { Place } from '../feel-error.ts'
import type { Run } from '../run.ts'
import type { Node } from '../syntax/node.ts'
import { fit, MISFIT } from '../types/conform.ts'
import { typeText, type Type } from '../types/type.ts'
import { FeelFunction, type Parameter } from '../values/function.ts'
import type { Compiler } from './compiler.ts'
import { inferType } from './infer.ts'
import { within, type Code, type Frames } from './scope.ts'

/** A function of a model: a literal, a business knowledge model or a decision service. */
export class DefinedFunction extends FeelFunction {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly result: Type | undefined
  private readonly body: (values: unknown[], run: Run) => unknown
  private readonly fitted: boolean

  /**
   * @param result type of its results: declared, and then results that do not fit are null; or only inferred
   */
  constructor(
    name: string,
    parameters: readonly Parameter[],
    result: Type | undefined,
    body: (values: unknown[], run: Run) => unknown,
    inferred = false,
  ) {
    super()
    this.name = name
    this.parameters = parameters
    this.result = result
    this.body = body
    this.fitted = result !== undefined && !inferred
  }

  get signatures(): readonly (readonly Parameter[])[] {
    return [this.parameters]
  }

  call(values: readonly unknown[], run: Run, place: Place): unknown {
    if (values.length !== this.parameters.length)
      return run.note(`${this.named} takes ${this.parameters.length} values, not ${values.length}`)
    const fitted: unknown[] = []
    for (const [at, { name, type }] of this.parameters.entries()) {
      const value = type ? fit(values[at], type) : values[at]
      if (value === MISFIT) return run.note(`${this.named}: "${name}" is not ${typeText(type!)}`)
      fitted.push(value)
    }
    run.enter(place)
    const made = this.body(fitted, run)
    run.leave()
    if (!this.fitted) return made
    const result = fit(made, this.result!)
    return result === MISFIT ? run.note(`the result of ${this.named} is not ${typeText(this.result!)}`) : result
  }

  callNamed(values: ReadonlyMap<string, unknown>, run: Run, place: Place): unknown {
    for (const name of values.keys())
      if (!this.parameters.some((parameter) => parameter.name === name))
        return run.note(`${this.named} has no parameter "${name}"`)
    return this.call(
      this.parameters.map((parameter) => values.get(parameter.name) ?? null),
      run,
      place,
    )
  }

  private get named(): string {
    return this.name === '' ? 'the function' : `${this.name}()`
  }
}

/** `target(values)`. */
export function compileCall(compiler: Compiler, node: Node & { kind: 'call' }, frames: Frames): Code {
  const target = compiler.target(node.target, frames, node.values.length)
  const values = node.values.map((value) => compiler.code(value, frames))
  const place = compiler.place(node)
  return (scope) => {
    const called = target(scope)
    if (!(called instanceof FeelFunction)) return scope.run.note('what is called is no function')
    return called.call(
      values.map((value) => value(scope)),
      scope.run,
      place,
    )
  }
}

/** `target(name: value)`. */
export function compileNamedCall(compiler: Compiler, node: Node & { kind: 'named-call' }, frames: Frames): Code {
  const target = compiler.target(node.target, frames)
  const values = node.values.map((value) => [value.name, compiler.code(value.value, frames)] as const)
  const place = compiler.place(node)
  return (scope) => {
    const called = target(scope)
    if (!(called instanceof FeelFunction)) return scope.run.note('what is called is no function')
    return called.callNamed(new Map(values.map(([name, value]) => [name, value(scope)])), scope.run, place)
  }
}

/** `function(a: number) body`: a closure over the scope it stands in. External functions are not run. */
export function compileFunction(compiler: Compiler, node: Node & { kind: 'function' }, frames: Frames): Code {
  const parameters = node.parameters.map(({ name, type }): Parameter => {
    const known = compiler.parameterType(type)
    return known ? { name, type: known } : { name }
  })
  if (node.external)
    return () =>
      new DefinedFunction('', parameters, undefined, (_values, run) => run.note('external functions are not run'))
  const body = compiler.code(node.body, [{ names: parameters.map((parameter) => parameter.name) }, ...frames])
  const result = inferType(node.body, parameters)
  return (scope) => new DefinedFunction('', parameters, result, (values) => body(within(scope, values)), true)
}
