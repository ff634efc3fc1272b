import { findOffice } from '../../../kernel/case/index.ts'
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
    const office = findOffice(named, facts, country)
    if (!office) throw new Error(`no office "${String(named)}" serves the district ${facts.district}`)
    return { office }
  }
}
