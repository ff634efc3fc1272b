import { ACTS, DEFAULT_ACT, type ActName } from '../../../kernel/case/index.ts'
import { gatewayShares, waysOfPath } from '../../../kernel/diagnosis/index.ts'
import type { Graph, Json, Wait } from '../../../kernel/process/index.ts'
import { compileDmn, decide, type DmnModel } from '../../../kernel/rules/index.ts'
import { simulate, type Simulation } from '../../../kernel/simulation/index.ts'
import type { RunExample } from './read-examples.ts'

/** What is known of the cases of a model: its decisions, and examples of what people answer and officials decide. */
export interface Known {
  /** DMN of the service. */
  rules?: string | undefined
  examples?: readonly RunExample[] | undefined
}

/** How cases go, for the simulation; what that leaves open is told once it has run. */
export interface KnownCases {
  goes: Pick<Simulation, 'result' | 'kinds' | 'way' | 'shares' | 'decide'>
  told(): string[]
}

/**
 * How the cases of a model go: by shares of its flows (`darcha:share`), else as the examples of the service go, whose rules
 * its check holds to that. An example that can't be followed to its end, because what registers would answer is not known
 * here, is left out.
 */
export async function knownCases(bpmn: string, graph: Graph, { rules, examples = [] }: Known): Promise<KnownCases> {
  const shares = gatewayShares(bpmn)
  const undecided = new Set<string>()
  const model = rules === undefined ? undefined : await compileDmn(rules)
  const goesBy = (these: readonly RunExample[], open = undecided): KnownCases['goes'] => {
    const ways = these.map(({ path = [] }) => waysOfPath(bpmn, path))
    return {
      result(wait, kind, visit) {
        const given = these[kind]?.results[wait.element]
        return given?.[Math.min(visit, given.length - 1)] ?? resultOf(wait)
      },
      ...(these.length > 0 ? { kinds: these.map(({ variables }) => variables) } : {}),
      ...(ways.some(({ size }) => size > 0)
        ? {
            way(gateway, kind, visit) {
              const taken = ways[kind]?.get(gateway)
              return taken?.[Math.min(visit, taken.length - 1)]
            },
          }
        : {}),
      ...(shares.size > 0 ? { shares: (gateway) => shares.get(gateway) } : {}),
      ...(model ? { decide: decider(model, open) } : {}),
    }
  }
  const followed = examples.filter((example) => {
    const alone = { graph, cases: 1, seed: 1, between: 1, minutes: () => 1, unit: () => undefined, staff: () => 1 }
    return simulate({ ...alone, ...goesBy([example], new Set()) }).unfinished === 0
  })
  return {
    goes: goesBy(followed),
    told: () => [
      ...(followed.length === 0 ? [] : [`as many cases of each of ${followed.length} examples of the service`]),
      ...(followed.length === examples.length
        ? []
        : [`${examples.length - followed.length} examples left out: how they go hangs on what registers answer`]),
      ...[...undecided].map((decision) => `decision ${decision}: left open by the examples`),
    ],
  }
}

/** Decisions of the rules; one that the examples leave open is none, so that its gateway takes the default way. */
const decider =
  (model: DmnModel, undecided: Set<string>): NonNullable<Simulation['decide']> =>
  (decision, variables, clock) => {
    const { result, errors } = decide(model, decision, variables, clock)
    if (errors.length === 0) return result as Json
    undecided.add(decision)
    return null
  }

/** Where no example says what came of it, the first outcome of an act is what goes on. */
function resultOf({ attributes, kind }: Wait): Json | undefined {
  if (kind !== 'task') return undefined
  const act = ACTS[(attributes['act'] ?? DEFAULT_ACT) as ActName]
  const [outcome] = Object.keys(act?.outcomes ?? {})
  return outcome === undefined ? undefined : { outcome }
}
