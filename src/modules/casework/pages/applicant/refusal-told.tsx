import type { PageContext } from '../../../../platform/http/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { lawOfGround } from '../desk/law-of-ground.ts'

/** Why it was refused: the ground given last, with the act it stands in. Renders nothing when none was given. */
export function RefusalGround({
  context,
  service: { passport },
  ground: given,
}: {
  context: PageContext<'country'>
  service: RunnableService
  ground: string | undefined
}) {
  const ground = passport.refusalGrounds.find((candidate) => candidate.id === given)
  if (!ground) return null
  const law = lawOfGround(context, passport, ground)
  return (
    <p>
      {context.speech.text(ground.text)}
      {law ? <span class="soft small"> ({law})</span> : null}
    </p>
  )
}

/** Which body an appeal goes to and until when. */
export const appealTold = (
  { speech, world }: PageContext<'country'>,
  { office, until }: NonNullable<ApplicationView['appeal']>,
): string =>
  speech.t(until === null ? 'casework.appeal.text-not-served' : 'casework.appeal.text', {
    office: world.country.displayName(office, speech.language),
    ...(until === null ? {} : { date: speech.date(until) }),
  })
