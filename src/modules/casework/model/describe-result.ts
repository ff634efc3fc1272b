import { isOutcome, isRefusal, textKey, type Outcome } from '../../../kernel/case/index.ts'
import type { Variables } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Texts } from '../../../platform/i18n/index.ts'
import { lawName, type Passport } from '../../catalogue/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { Paragraph, ResultContent } from '../../documents/index.ts'
import { findInstance, type ProcessJob } from '../../process/index.ts'
import { getApplication } from '../store/applications.ts'
import { decisionsOf } from '../store/decisions.ts'
import { eventsOf } from '../store/events.ts'
import { appealOffice } from './open-appeal.ts'
import type { Application } from './application.ts'
import { lastReason } from './last-reason.ts'

/**
 * What the document of a case says: the service's own texts, filled from the case, in the applicant's language.
 * A refusal names by itself the ground of the last reason given, and where and until when to appeal.
 */
export function describeResult(
  world: Pick<World, 'country' | 'people' | 'services'>,
  texts: Texts,
): (tx: Tx, caseId: string, job: Pick<ProcessJob, 'element' | 'attributes'>, now: string) => Promise<ResultContent> {
  return async (tx, caseId, job, now) => {
    const application = await getApplication(tx, caseId)
    const service = await world.services.get(tx, application.service, application.version)
    const speech = texts.inKnown(application.language)
    const { language } = speech
    const variables = (await findInstance(tx, caseId))?.state.variables ?? ({} as Variables)
    const text = typeof job.attributes['text'] === 'string' ? job.attributes['text'] : 'result'
    const said = job.attributes['outcome']
    // versions published before models said what a document decides
    const outcome: Outcome = isOutcome(said) ? said : text === 'refusal' ? 'refused' : 'granted'
    const refusal = isRefusal(outcome)
    const decided = (await decisionsOf(tx, caseId)).at(-1)
    // after an appeal that overturns, the body that decided it speaks, not the one that had refused
    const office = decided?.outcome === 'overturned' ? decided.office : application.owner
    const decidedBy = decided?.decidedBy ? (await world.people.get(tx, decided.decidedBy)).name : undefined
    const { passport } = service
    const reason = refusal ? await lastReason(tx, caseId, variables) : undefined
    const ground = passport.refusalGrounds.find((refusalGround) => refusalGround.id === reason)
    const law =
      ground && lawName({ speech, country: world.country }, passport, ground.basis, { article: ground.article })
    const body: Paragraph[] = service.paragraphs(language, textKey.documentBody(text), variables)
    if (ground) body.push(`${speech.text(ground.text)}${law ? ` (${law})` : ''}`)
    if (refusal && decided?.outcome === 'refused' && decided.note) body.push([{ text: decided.note, data: true }])
    if (refusal && passport.appeal) body.push(appealText(world, application, passport.appeal, speech))
    const { validity } = passport.result
    const today = world.country.localDate(now)
    return {
      kind: refusal ? 'refusal' : passport.result.kind,
      outcome,
      service: service.id,
      version: service.version,
      language,
      title: service.say(language, textKey.documentTitle(text), variables),
      paragraphs: body,
      facts: [
        { name: speech.t('casework.service'), value: speech.text(passport.name), public: true },
        { name: speech.t('casework.filed-on'), value: speech.date(application.filedAt) },
        { name: speech.t('casework.result.decision'), value: speech.t(`casework.outcome.${outcome}`), public: true },
        {
          name: speech.t('casework.result.decided-by'),
          value: [decidedBy, world.country.displayName(office, language)].filter(Boolean).join(', '),
        },
      ],
      holder: {
        kind: application.applicant.kind,
        name: application.applicant.name,
        number: application.applicant.number,
      },
      owner: { person: application.person, organisation: application.organisation },
      number: application.number,
      office,
      officeName: world.country.displayName(office, language),
      ...(office === application.owner ? {} : { caseOffice: application.owner }),
      validUntil:
        !refusal && validity
          ? world.country.localDate(world.country.dueAt(validity, `${today}T06:00:00.000Z`, []))
          : null,
    }
  }
}

/**
 * The person who answers for the document, named in its signature: who signed last for the office; for what follows
 * from an appeal, who decided it, since the head who signed the refusal did not sign what overturned it. Undefined when
 * nobody signs in this service.
 */
export function signatoryOf(world: Pick<World, 'people'>): (tx: Tx, caseId: string) => Promise<string | undefined> {
  return async (tx, caseId) => {
    const signed = (await eventsOf(tx, caseId)).findLast(
      (event) =>
        event.kind === 'casework.complete-task' &&
        (event.facts['outcome'] === 'sign' || event.facts['outcome'] === 'overturn'),
    )
    return signed?.actor.startsWith('person:')
      ? (await world.people.get(tx, signed.actor.slice('person:'.length))).name
      : undefined
  }
}

/** The term, not its last day: a head may sign the document days after it was made, and the term counts from then. */
function appealText(
  world: Pick<World, 'country'>,
  application: Application,
  appeal: NonNullable<Passport['appeal']>,
  speech: ReturnType<Texts['in']>,
): string {
  return speech.t('casework.appeal.document', {
    office: world.country.displayName(appealOffice(world, appeal, application), speech.language),
    term: speech.t(`ui.term.${appeal.term.unit}`, { count: appeal.term.amount }),
  })
}
