import { DmnModdle } from 'dmn-moddle'
import { compileExpression, type Evaluate } from './boxed.ts'
import { toJson } from './json.ts'

/** A compiled model: its decisions and business knowledge by name and id. */
export interface DmnModel { name: string; decisions: Map<string, CompiledDecision> }

export interface CompiledDecision { id: string; name: string; requires: string[]; knowledge: { name: string; make: Evaluate }[]; evaluate: Evaluate }

export interface Decided { result: unknown; errors: string[] }

const NAMESPACE_1_3 = 'https://www.omg.org/spec/DMN/20191111/MODEL/'
/** Namespaces of DMN 1.1 to 1.5; the parser reads 1.3, and what we run is the same in all. */
const OTHERS = ['http://www.omg.org/spec/DMN/20151101/dmn.xsd', 'http://www.omg.org/spec/DMN/20180521/MODEL/', 'https://www.omg.org/spec/DMN/20211108/MODEL/', 'https://www.omg.org/spec/DMN/20230324/MODEL/']

/**
 * Compiles the decisions of a DMN model.
 * @throws when the XML is no DMN, holds a DOCTYPE, or a rule is no FEEL
 */
export async function compileDmn(xml: string): Promise<DmnModel> {
  if (/<!DOCTYPE/i.test(xml)) throw new Error('a document type declaration is not allowed in a model')
  let text = xml
  for (const namespace of OTHERS) text = text.replaceAll(namespace, NAMESPACE_1_3)
  const { rootElement } = await new DmnModdle().fromXML(text, 'dmn:Definitions')
  const elements: any[] = rootElement.drgElement ?? []
  const byId = new Map(elements.map((element) => [element.id, element]))
  const target = (reference: any) => byId.get(String(reference?.href ?? '').replace(/^.*#/, ''))
  const decisions = new Map<string, CompiledDecision>()
  for (const element of elements.filter((one) => one.$type === 'dmn:Decision')) {
    const compiled: CompiledDecision = {
      id: element.id,
      name: element.name ?? element.id,
      requires: (element.informationRequirement ?? []).map((one: any) => target(one.requiredDecision)?.name).filter(Boolean),
      knowledge: (element.knowledgeRequirement ?? []).map((one: any) => target(one.requiredKnowledge)).filter(Boolean)
        .map((one: any) => ({ name: one.name, make: compileExpression(one.encapsulatedLogic, one.name) })),
      evaluate: compileExpression(element.decisionLogic, element.name),
    }
    decisions.set(compiled.name, compiled)
    if (compiled.id) decisions.set(compiled.id, compiled)
  }
  return { name: rootElement.name ?? '', decisions }
}

/**
 * Evaluates a decision, the decisions it requires first.
 * @param name name or id of the decision
 * @returns the result as JSON, and what went wrong
 */
export function decide(model: DmnModel, name: string, input: Record<string, unknown>): Decided {
  const errors: string[] = []
  try {
    return { result: toJson(evaluateDecision(model, name, { ...input }, new Set(), errors)), errors }
  } catch (error) {
    return { result: null, errors: [...errors, (error as Error).message] }
  }
}

function evaluateDecision(model: DmnModel, name: string, context: Record<string, unknown>, under: Set<string>, errors: string[]): unknown {
  const decision = model.decisions.get(name)
  if (!decision) throw new Error(`there is no decision "${name}"`)
  if (under.has(decision.name)) throw new Error(`the decision "${name}" requires itself`)
  const inside = new Set([...under, decision.name])
  const seen: Record<string, unknown> = { ...context }
  for (const required of decision.requires) seen[required] = evaluateDecision(model, required, context, inside, errors)
  for (const knowledge of decision.knowledge) seen[knowledge.name] = knowledge.make(seen, errors)
  return decision.evaluate(seen, errors)
}
