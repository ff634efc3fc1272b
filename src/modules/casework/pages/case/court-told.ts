import type { PageContext } from '../../../../platform/http/index.ts'
import { courtText } from '../../model/court-text.ts'

/** Where a refusal goes that the body above upheld, in the reader's words. */
export const courtTold = ({ speech, world }: PageContext<'country'>): string | undefined =>
  courtText(world.country, speech)
