import type { Country } from '../../../platform/country/index.ts'
import type { Passport } from '../model/passport.ts'
import type { Report } from './check-parts.ts'
import { mayRefuse, reached } from './check-appeal.ts'
import { flowOf } from './flow-of.ts'
import type { ModelElement } from './model-elements.ts'

/**
 * Notes a refusal of which nobody was heard though the country's law wants it: the hearing stands before an act that
 * decides, so where a rule refuses by itself the passport has to name the law that excepts it.
 */
export function checkHearing(
  passport: Passport,
  elements: readonly ModelElement[],
  { procedure }: Pick<Country, 'procedure'>,
  report: Report,
): void {
  if (!procedure.hearing || passport.hearing?.except.some(({ grounds, byRule }) => byRule || !grounds)) return
  const decides = (id: string) => elements.some((element) => element.id === id && element.attribute('act') === 'decide')
  // what the body above decides follows a refusal that was heard
  for (const end of reached(flowOf(elements), elements, decides))
    if (mayRefuse(end) && !afterAppeal(end, elements))
      report({
        file: 'process.bpmn',
        line: end.line,
        message: `a case comes to "${end.id}" with no person deciding, and the applicant is not heard before the refusal`,
        remedy:
          'Let a task with darcha:act="decide" stand before it, or name in service.yaml the law that excepts it: hearing: {except: [{byRule: true, basis: …}]}.',
      })
}

const afterAppeal = (end: ModelElement, elements: readonly ModelElement[]): boolean => {
  const offers = elements.filter((element) => element.message === 'appeal').map(({ id }) => id)
  return offers.length > 0 && !reached(flowOf(elements), elements, (id) => offers.includes(id)).includes(end)
}
