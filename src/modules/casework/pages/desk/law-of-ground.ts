import type { PageContext } from '../../../../platform/http/index.ts'
import type { Passport } from '../../../catalogue/index.ts'

/** `Law ZRU-364, article 12`: where a ground for refusal stands; empty when the passport does not say. */
export function lawOfGround(
  { speech, world }: PageContext<'country'>,
  passport: Passport,
  ground: Passport['refusalGrounds'][number],
): string {
  const law = passport.legalBasis.find((candidate) => candidate.id === ground.basis)
  // a code has a name and no number
  const name =
    law &&
    (law.number || !law.title
      ? [world.country.lawKindName(law.kind, speech.language), law.number].filter(Boolean).join(' ')
      : speech.text(law.title))
  return law
    ? [name, ground.article ? speech.t('portal.service.article', { article: ground.article }) : '']
        .filter(Boolean)
        .join(', ')
    : ''
}
