import { compileFeel, compileUnary } from './feel.ts'
import type { Evaluate } from './boxed.ts'

interface Rule { tests: ((value: unknown, context: Record<string, unknown>) => boolean)[]; outputs: string[] }
interface Output { name: string | undefined; fallback: string | undefined; priorities: string[] }

/**
 * Compiles a decision table (DMN 1.5, 8): all hit policies and aggregations.
 * @param name the decision's name, for messages
 */
export function compileTable(table: any, name: string): Evaluate {
  const inputs: string[] = (table.input ?? []).map((one: any) => one.inputExpression?.text?.trim() ?? '')
  const outputs: Output[] = (table.output ?? []).map((one: any) => ({ name: one.name, fallback: one.defaultOutputEntry?.text, priorities: splitValues(one.outputValues?.text) }))
  const rules: Rule[] = (table.rule ?? []).map((rule: any) => ({
    tests: (rule.inputEntry ?? []).map((entry: any) => compileUnary(entry.text ?? '-')),
    outputs: (rule.outputEntry ?? []).map((entry: any) => entry.text ?? 'null'),
  }))
  const policy: string = table.hitPolicy ?? 'UNIQUE'
  const aggregation: string | undefined = table.aggregation

  return (context, errors) => {
    const names = Object.keys(context)
    const value = (text: string): unknown => compileFeel(text, { names }).evaluate(context)
    const given = inputs.map((text) => value(text))
    const hits = rules.filter((rule) => rule.tests.every((test, at) => test(given[at], context)))
    const result = (rule: Rule): unknown => (outputs.length > 1 ? Object.fromEntries(outputs.map((output, at) => [output.name ?? `output${at + 1}`, value(rule.outputs[at] ?? 'null')])) : value(rule.outputs[0] ?? 'null'))
    if (hits.length === 0) return fallback(outputs, value, policy, aggregation)
    switch (policy) {
      case 'UNIQUE':
        if (hits.length > 1) { errors.push(`${name}: ${hits.length} rules match, the table says only one may`); return null }
        return result(hits[0]!)
      case 'ANY': {
        const all = hits.map(result)
        if (all.some((one) => JSON.stringify(one) !== JSON.stringify(all[0]))) { errors.push(`${name}: matching rules differ`); return null }
        return all[0]
      }
      case 'FIRST': return result(hits[0]!)
      case 'PRIORITY': return byPriority(hits.map(result), outputs)[0]
      case 'OUTPUT ORDER': return byPriority(hits.map(result), outputs)
      case 'RULE ORDER': return hits.map(result)
      case 'COLLECT': return aggregate(hits.map(result), aggregation)
      default: throw new Error(`${name}: hit policy ${policy} is not run`)
    }
  }
}

function fallback(outputs: Output[], value: (text: string) => unknown, policy: string, aggregation: string | undefined): unknown {
  if (outputs.every((output) => output.fallback === undefined)) return policy === 'COLLECT' && !aggregation ? [] : null
  const made = outputs.map((output) => (output.fallback === undefined ? null : value(output.fallback)))
  return outputs.length > 1 ? Object.fromEntries(outputs.map((output, at) => [output.name ?? `output${at + 1}`, made[at]])) : made[0]
}

function aggregate(values: unknown[], aggregation: string | undefined): unknown {
  if (!aggregation) return values
  if (aggregation === 'COUNT') return values.length
  const numbers = values.filter((one): one is number => typeof one === 'number')
  if (numbers.length !== values.length) return null
  return aggregation === 'SUM' ? numbers.reduce((sum, one) => sum + one, 0) : aggregation === 'MIN' ? Math.min(...numbers) : Math.max(...numbers)
}

/** Values of an output in falling priority: their order in its list of allowed values. */
function byPriority(values: unknown[], outputs: Output[]): unknown[] {
  const rank = (value: unknown) => outputs.map((output) => {
    const one = outputs.length > 1 ? (value as Record<string, unknown>)[output.name ?? ''] : value
    const at = output.priorities.indexOf(JSON.stringify(one))
    return at < 0 ? Number.MAX_SAFE_INTEGER : at
  })
  return [...values].sort((a, b) => { const [x, y] = [rank(a), rank(b)]; for (let at = 0; at < x.length; at++) if (x[at] !== y[at]) return x[at]! - y[at]!; return 0 })
}

const splitValues = (text: string | undefined): string[] => (text ? (text.match(/"(?:[^"\\]|\\.)*"|[^,]+/g) ?? []).map((one) => one.trim()).filter(Boolean) : [])
