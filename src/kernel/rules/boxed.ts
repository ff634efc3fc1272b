import { FeelFunction } from 'feelin'
import { compileTable } from './decision-table.ts'
import { compileFeel } from './feel.ts'

/** A compiled boxed expression (DMN 1.5, 7.2.1): from the variables in scope to a value. */
export type Evaluate = (context: Record<string, unknown>, errors: string[]) => unknown

/** Compiles any boxed expression; what we can't run is refused by name. */
export function compileExpression(expression: any, name = ''): Evaluate {
  if (!expression) return () => null
  switch (expression.$type) {
    case 'dmn:LiteralExpression': return literal(expression.text?.trim() ?? '')
    case 'dmn:DecisionTable': return compileTable(expression, name)
    case 'dmn:Context': return boxedContext(expression)
    case 'dmn:List': { const items = (expression.elements ?? expression.expression ?? []).map((one: any) => compileExpression(one)); return (context, errors) => items.map((one: Evaluate) => one(context, errors)) }
    case 'dmn:Relation': return relation(expression)
    case 'dmn:FunctionDefinition': return functionDefinition(expression)
    case 'dmn:Invocation': return invocation(expression)
    default: throw new Error(`the boxed expression ${expression.$type} is not run`)
  }
}

const literal = (text: string): Evaluate => {
  if (text === '') return () => null
  return (context) => compileFeel(text, { names: Object.keys(context) }).evaluate(context)
}

function boxedContext(expression: any): Evaluate {
  const entries = (expression.contextEntry ?? []).map((entry: any) => ({ name: entry.variable?.name as string | undefined, evaluate: compileExpression(entry.value ?? entry.expression) }))
  return (context, errors) => {
    const scope = { ...context }
    const made: Record<string, unknown> = {}
    for (const entry of entries) {
      const value = entry.evaluate(scope, errors)
      if (entry.name === undefined) return value
      scope[entry.name] = made[entry.name] = value
    }
    return made
  }
}

function relation(expression: any): Evaluate {
  const columns: string[] = (expression.column ?? []).map((column: any) => column.name)
  const rows: Evaluate[][] = (expression.row ?? []).map((row: any) => (row.elements ?? row.expression ?? []).map((cell: any) => compileExpression(cell)))
  return (context, errors) => rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]?.(context, errors) ?? null])))
}

function functionDefinition(expression: any): Evaluate {
  const kind = expression.kind ?? 'FEEL'
  if (kind !== 'FEEL') throw new Error(`functions of kind ${kind} are not run`)
  const parameters: string[] = (expression.formalParameter ?? []).map((one: any) => one.name)
  const body = compileExpression(expression.body ?? expression.expression)
  return (context, errors) => new FeelFunction((...given: unknown[]) => body({ ...context, ...Object.fromEntries(parameters.map((name, at) => [name, given[at] ?? null])) }, errors), parameters)
}

function invocation(expression: any): Evaluate {
  const called = compileExpression(expression.calledFunction ?? expression.expression)
  const bindings = (expression.binding ?? []).map((binding: any) => ({ name: binding.parameter?.name as string, evaluate: compileExpression(binding.bindingFormula ?? binding.expression) }))
  return (context, errors) => {
    const target = called(context, errors)
    if (!(target instanceof FeelFunction)) { errors.push('the invoked name is no function'); return null }
    return target.invoke(Object.fromEntries(bindings.map((one: any) => [one.name, one.evaluate(context, errors)])))
  }
}
