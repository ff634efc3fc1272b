import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { lastReason } from '../../model/last-reason.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { lawOfGround } from '../desk/law-of-ground.ts'

/** Why it was refused: the ground given last, with the act it stands in. Renders nothing when none was given. */
export async function refusalGround({
  context,
  service: { passport },
  application,
  variables,
}: {
  context: PageContext
  service: RunnableService
  application: string
  variables: Variables
}) {
  const reason = await lastReason(context.database, application, variables)
  const ground = passport.refusalGrounds.find((candidate) => candidate.id === reason)
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
  { speech, world }: PageContext,
  { office, until }: NonNullable<ApplicationView['appeal']>,
): string =>
  speech.t('casework.appeal.text', {
    office: world.country.displayName(office, speech.language),
    date: speech.date(until),
  })
