import type { PageContext } from '../../../../platform/http/index.ts'
import { lawName, type Passport } from '../../../catalogue/index.ts'

/** `Law ZRU-364, article 12`: where a ground for refusal stands; empty when the passport does not say. */
export function lawOfGround(
  { speech, world }: PageContext<'country'>,
  passport: Passport,
  ground: Passport['refusalGrounds'][number],
): string {
  return lawName({ speech, country: world.country }, passport, ground.basis, { article: ground.article }) ?? ''
}
