import { readOffice } from '../../../kernel/case/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'

/**
 * What people call an office that a model names: `kind:health` is health authorities, the owner is the body that decides.
 * A name that the country does not know stays as the model has it.
 */
export function officeNames({ speech, world }: PageContext<'country'>): (office: string) => string {
  return (office) => {
    const named = readOffice(office)
    if (named.by === 'owner' || office === 'office') return speech.t('redesign.paper.body')
    return world.country.displayName(named.by === 'kind' ? named.kind : named.office, speech.language)
  }
}
