import type { Wait } from '../../../kernel/process/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { CaseFacts } from '../store/instances.ts'
import type { Placement } from '../store/steps.ts'

/**
 * The office of a task by the model's `darcha:office` (docs/handbook/service-format.md): `owner`, `kind:<kind>`,
 * `kind:<kind>/<level>` or an office's id.
 * @throws when the country has no such office for the case's district: the step stands as an incident instead of losing
 *   the task
 */
export function placeTask(country: Country): (wait: Wait, facts: CaseFacts) => Placement {
  return (wait, facts) => {
    const named = wait.attributes['office']
    if (typeof named !== 'string' || named === '' || named === 'owner') return { office: facts.owner }
    const kind = /^kind:([a-z-]+)(?:\/([a-z]+))?$/.exec(named)
    const office = kind
      ? country.officeFor(kind[1]!, kind[2] ?? 'district', facts.district)
      : country.findOffice(named)?.id
    if (!office) throw new Error(`no office "${named}" serves the district ${facts.district}`)
    return { office }
  }
}
