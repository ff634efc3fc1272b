import { actKey } from '../../../kernel/case/index.ts'
import type { JobHandler } from '../../../platform/jobs/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Speech, Texts } from '../../../platform/i18n/index.ts'
import { queueMessage } from '../../../platform/notify/index.ts'
import { paymentsOfCase } from '../../../platform/pay/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { getApplication } from '../store/applications.ts'
import { decisionsOf } from '../store/decisions.ts'
import { eventsOf } from '../store/events.ts'
import { insertNotice } from '../store/notices.ts'
import { pausesOf } from '../store/pauses.ts'
import type { Application } from './application.ts'
import { languageFor } from './language-for.ts'
import { lapsedOf, lapsedText } from './lapsed.ts'
import { letterOf } from './letter-of.ts'
import { isOffer, planReminder, tellOffer } from './tell-offer.ts'

/** Which words the notice is about: a question, what was told before a refusal, a text of the service. */
const aboutOf = (payload: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    ['message', 'hearing', 'own'].flatMap((name) => {
      const given = payload[name]
      return typeof given === 'string' || typeof given === 'number' ? [[name, String(given)]] : []
    }),
  )

/** By which term it lapsed, in the letter that tells it. */
async function lapsedIn(tx: Tx, said: string, application: Application, speech: Speech): Promise<{ lapsed?: string }> {
  if (said !== 'outcome.lapsed') return {}
  const id = application.caseId
  const [decisions, pauses, payments, events] = await Promise.all([
    decisionsOf(tx, id),
    pausesOf(tx, id),
    paymentsOfCase(tx, id),
    eventsOf(tx, id),
  ])
  const lapsed = lapsedOf(application, decisions, pauses, payments, events)
  return { lapsed: lapsed ? lapsedText(speech, lapsed, application) : '' }
}

/**
 * Tells the applicant what happened: in the cabinet at once, and by the channel that they chose; who chose none by a
 * letter when an address is known, else by a short message.
 */
export function tellApplicant(
  world: Pick<World, 'country' | 'people' | 'reachedBy' | 'services' | 'ways'>,
  texts: Texts,
): JobHandler {
  return {
    kind: 'casework.tell-applicant',
    async finish(tx, job, _outcome, now) {
      const application = await getApplication(tx, job.caseId as string)
      const person = await world.people.get(tx, application.person)
      const said = String(job.payload.text)
      await insertNotice(
        tx,
        application.person,
        { caseId: application.caseId, text: said, parameters: aboutOf(job.payload) },
        now,
      )
      const task = said.startsWith('act.') ? said.slice(4) : undefined
      const { wait } = job.payload as { wait?: number }
      if (task && wait !== undefined && isOffer(task)) {
        await planReminder(tx, world, { application, wait, now })
        return tellOffer(tx, world, texts, { application, wait, key: `letter ${job.id}`, reminds: false, now })
      }
      const to = world.reachedBy({
        email: application.applicant.email ?? person.email,
        phone: application.applicant.phone ?? person.phone,
        ...(await world.ways.of(tx, application.person)),
      })
      if (!to) return
      const speech = texts.inKnown(await languageFor(tx, world, application))
      const { passport } = await world.services.get(tx, application.service, application.version)
      await queueMessage(
        tx,
        {
          ...to,
          name: person.name,
          language: speech.language,
          text: `mail.${task ? 'task' : letterOf(said)}`,
          parameters: {
            service: speech.text(passport.name),
            number: application.number,
            ...(typeof job.payload.until === 'string' ? { until: speech.dateTime(job.payload.until) } : {}),
            ...(await lapsedIn(tx, said, application, speech)),
            office: world.country.displayName(application.owner, speech.language),
            date: application.dueAt ? speech.date(application.dueAt) : speech.t('casework.no-date'),
            task:
              task && speech.has(actKey.task(task))
                ? speech.t(actKey.task(task), {
                    amount: application.fee ? speech.money(application.fee.amount) : '',
                  })
                : speech.t('casework.task.answer'),
          },
          link: speech.path(`/applications/${application.caseId}`),
        },
        now,
        { caseId: application.caseId, key: `letter ${job.id}` },
      )
    },
  }
}
