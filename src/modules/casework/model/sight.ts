import {
  findAct,
  findOffice,
  isNamed,
  namedFacts,
  namedInAny,
  performerOf,
  type Named,
} from '../../../kernel/case/index.ts'
import type { Json, UserTask, Variables } from '../../../kernel/process/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import { officesOf, performs, worksIn } from './roles-held.ts'

/**
 * What an official sees of a case: the facts that the model names for the tasks they may do. Who decides sees also what
 * the bodies said and how the rules came to their results; a body that was asked something in passing sees its question.
 */
export interface Sight {
  /** A task of the case is theirs; else their office was only asked. */
  works: boolean
  /** Decides, signs or judges an appeal, or works in the office that owns the case. */
  decides: boolean
  evidence: Named
  answers: Named
  offices: readonly string[]
  /** Steps at which an hour was agreed: whoever has to do with the case must know when they are expected. */
  hours: readonly string[]
}

interface OfCase {
  owner: string
  district: string
  /** Tasks of the model; those that are open say what FEEL gave. */
  model: readonly UserTask[]
  open: readonly { office: string; role: string; performer: string; attributes: Readonly<Record<string, Json>> }[]
}

export function sightOf(principal: Principal, { owner, district, model, open }: OfCase, country: Country): Sight {
  const placed = model.flatMap(({ attributes }) => {
    const office = findOffice(attributes['office'], { owner, district }, country)
    return office === undefined || performerOf(attributes) !== 'office'
      ? []
      : [{ office, role: attributes['role'] ?? 'officer', attributes: attributes as Readonly<Record<string, Json>> }]
  })
  const own = [...placed, ...open.filter((task) => task.performer === 'office')].filter((task) =>
    performs(principal, task),
  )
  return {
    works: own.length > 0 || worksIn(principal, owner),
    decides: worksIn(principal, owner) || own.some(({ attributes }) => isDecision(attributes['act'])),
    evidence: namedInAny(own.map(({ attributes }) => namedFacts(attributes['evidence'], 'none'))),
    answers: worksIn(principal, owner)
      ? 'all'
      : namedInAny(own.map(({ attributes }) => namedFacts(attributes['answers'], 'all'))),
    offices: officesOf(principal),
    hours: model.filter(({ attributes }) => attributes['act'] === 'choose-slot').map(({ element }) => element),
  }
}

const isDecision = (act: unknown): boolean =>
  Object.values(findAct(String(act))?.outcomes ?? {}).some(
    ({ proposes, decides, signs }) => proposes !== undefined || decides !== undefined || signs === true,
  )

/** Those of a record that are named. */
export const onlyNamed = <Value>(record: Readonly<Record<string, Value>>, named: Named): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([id]) => isNamed(named, id)))

/** Variables of a case for texts and tables, without what is not seen. */
export function variablesSeen(variables: Variables, sight: Sight): Variables {
  const seen = {
    ...variables,
    ...('evidence' in variables
      ? { evidence: onlyNamed((variables['evidence'] ?? {}) as Record<string, Json>, sight.evidence) }
      : {}),
    ...('answers' in variables
      ? { answers: onlyNamed((variables['answers'] ?? {}) as Record<string, Json>, sight.answers) }
      : {}),
  }
  return sight.decides
    ? seen
    : Object.fromEntries(Object.entries(seen).filter(([name]) => PLAIN.includes(name) || sight.hours.includes(name)))
}

/** Variables that tell nothing of what bodies said and rules found. */
const PLAIN = ['answers', 'evidence', 'filedOn', 'channel', 'district']
