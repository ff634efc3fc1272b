import { ACTS, isOver, type ActName } from '../../../kernel/case/index.ts'
import type { Texts } from '../../../platform/i18n/index.ts'
import { enqueue, type JobHandler } from '../../../platform/jobs/index.ts'
import { queueMessage } from '../../../platform/notify/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { findTask } from '../../process/index.ts'
import { getApplication } from '../store/applications.ts'
import { insertLetter } from '../store/letters.ts'
import { insertNotice } from '../store/notices.ts'
import type { Application } from './application.ts'
import { languageFor } from './language-for.ts'
import { factorBeside, makeOfferLink } from './offer-link.ts'
import { offerTerm, offerTermSaid } from './offer-term.ts'

type OfferWorld = Pick<World, 'country' | 'people' | 'reachedBy' | 'services' | 'ways'>

/** Whether what waits for an applicant is an offer, which is answered without signing in too. */
export const isOffer = (act: string): boolean => Object.hasOwn(ACTS, act) && ACTS[act as ActName].showsOffer === true

const REMIND = 'casework.remind-of-offer'
export const RENEW = 'casework.renew-offer-link'

/**
 * Writes the letter about an offer: its link answers it, together with a code that comes another way. For whom no
 * channel reaches the office prints it.
 */
export async function tellOffer(
  tx: Tx,
  world: OfferWorld,
  texts: Texts,
  {
    application,
    wait,
    key,
    reminds,
    again = false,
    now,
  }: {
    application: Application
    wait: number
    key: string
    reminds: boolean
    /** A letter that was printed is printed once more. */
    again?: boolean
    now: string
  },
): Promise<void> {
  const task = await findTask(tx, application.caseId, wait)
  if (!task) return
  const person = await world.people.get(tx, application.person)
  const { email = person.email, phone = person.phone } = application.applicant
  const to = world.reachedBy({ email, phone, ...(await world.ways.of(tx, application.person)) })
  if (!to) return insertLetter(tx, { caseId: application.caseId, wait, office: application.owner, again }, now)
  const { factor } = factorBeside(world, to, { email, phone } as Application['applicant'])
  const link = await makeOfferLink(tx, { caseId: application.caseId, wait, factor, now })
  const speech = texts.inKnown(await languageFor(tx, world, application))
  const { passport } = await world.services.get(tx, application.service, application.version)
  const term = offerTerm(passport, task.openedAt, world)
  await queueMessage(
    tx,
    {
      ...to,
      name: person.name,
      language: speech.language,
      text: `mail.${reminds ? 'offer-reminder' : 'offer'}`,
      parameters: {
        service: speech.text(passport.name),
        number: application.number,
        answer: offerTermSaid(speech, term),
        // what is told in short holds no more than the title
        until: term ? speech.t('applicant.offer.by-short', { date: speech.date(term.by) }) : '',
      },
      link: speech.path(link),
      linkInShort: true,
    },
    now,
    { caseId: application.caseId, key },
  )
}

/** Plans the reminder that the service's model orders, where nobody has answered until then. */
export async function planReminder(
  tx: Tx,
  world: OfferWorld,
  { application, wait, now }: { application: Application; wait: number; now: string },
): Promise<void> {
  const { passport } = await world.services.get(tx, application.service, application.version)
  const after = passport.trigger?.silence.remindAfter
  if (!after) return
  await enqueue(
    tx,
    {
      kind: REMIND,
      caseId: application.caseId,
      payload: { wait },
      runAt: world.country.dueAt(after, now),
      key: `remind ${application.caseId} ${wait}`,
      lane: application.service,
    },
    now,
  )
}

/** Reminds whoever has not answered, once; who has answered hears nothing. */
export const remindOfOffer = (world: OfferWorld, texts: Texts): JobHandler => ({
  kind: REMIND,
  async finish(tx, job, _outcome, now) {
    const application = await getApplication(tx, job.caseId as string)
    const { wait } = job.payload as { wait: number }
    const task = await findTask(tx, application.caseId, wait)
    if (!task || isOver(application.status)) return
    await insertNotice(
      tx,
      application.person,
      { caseId: application.caseId, text: `act.${task.act}`, parameters: {} },
      now,
    )
    await tellOffer(tx, world, texts, { application, wait, key: `letter ${job.id}`, reminds: true, now })
  },
})

/** Writes the letter anew, with another link, for whom the last one does not open any more. */
export const renewOffer = (world: OfferWorld, texts: Texts): JobHandler => ({
  kind: RENEW,
  async finish(tx, job, _outcome, now) {
    const application = await getApplication(tx, job.caseId as string)
    const { wait } = job.payload as { wait: number }
    if (isOver(application.status)) return
    await tellOffer(tx, world, texts, { application, wait, key: `letter ${job.id}`, reminds: false, again: true, now })
  },
})
