import { mayFollow, STATUSES, type Status } from '../../../kernel/case/index.ts'
import type { Report } from './check-parts.ts'
import { flowOf, startsOf } from './flow-of.ts'
import type { ModelElement } from './model-elements.ts'

/**
 * Notes each status that a model demands on a way on which it may not follow: a case that came there would stand still.
 * Ways are followed as they are drawn, whatever their conditions; what runs beside is left to the examples.
 */
export function checkStatuses(elements: readonly ModelElement[], report: Report): void {
  const byId = new Map(elements.map((element) => [element.id, element]))
  const follow = flowOf(elements)
  const told = new Set<string>()
  const before = new Map<string, Set<Status>>()
  const ways: [id: string, status: Status][] = startsOf(elements).map((element) => [element.id, 'new'])
  for (let way = ways.pop(); way; way = ways.pop()) {
    const [id, status] = way
    const seen = before.get(id) ?? new Set()
    if (seen.has(status)) continue
    before.set(id, seen.add(status))
    const element = byId.get(id)
    if (!element) continue
    const after = statusBehind(element, status)
    if ('forbidden' in after) {
      if (told.has(`${id} ${status}`)) continue
      told.add(`${id} ${status}`)
      report({
        file: 'process.bpmn',
        line: element.line,
        message: `"${id}" demands the status ${after.forbidden}, and a case can come there ${status}: ${after.forbidden} may not follow`,
        remedy: 'Let the case go another way, or leave darcha:status out.',
      })
    } else for (const next of follow(id)) ways.push([next, after.status])
  }
}

/** The status that a case has behind an element. */
function statusBehind(element: ModelElement, before: Status): { status: Status } | { forbidden: Status } {
  const demanded = element.attribute('status')?.replaceAll('-', '_')
  if (demanded !== undefined && (STATUSES as readonly string[]).includes(demanded))
    return mayFollow(before, demanded as Status) ? { status: demanded as Status } : { forbidden: demanded as Status }
  const works = element.type.endsWith('Task')
  return { status: works && (before === 'new' || before === 'awaiting_payment') ? 'in_progress' : before }
}
