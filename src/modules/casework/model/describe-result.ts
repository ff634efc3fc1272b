import {
  actKey,
  findOutcome,
  hearingState,
  isFavourable,
  isOutcome,
  isRefusal,
  textKey,
  type Outcome,
} from '../../../kernel/case/index.ts'
import type { Variables } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Language, Speech, Texts } from '../../../platform/i18n/index.ts'
import { lawName, type Passport } from '../../catalogue/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { Paragraph, ResultContent, Signatory } from '../../documents/index.ts'
import { variablesOf, type ProcessJob } from '../../process/index.ts'
import { getApplication } from '../store/applications.ts'
import { decisionsOf } from '../store/decisions.ts'
import { eventsOf } from '../store/events.ts'
import { hearingsOf, type CaseHearing } from '../store/hearings.ts'
import { appealDecisionText, decidesAppeal, overturnedText } from './describe-appeal.ts'
import { opinionsIn } from './opinions.ts'
import { appealOffice } from './open-appeal.ts'
import type { Application } from './application.ts'
import { lastReason } from './last-reason.ts'
import { namesByNumber } from '../../../platform/identity/index.ts'
import { namesInLetters } from './names-in-letters.ts'

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
    const called = await namesByNumber(tx, [application.applicant.number, application.representative?.number], language)
    const variables = namesInLetters(await variablesOf(tx, caseId), language, called)
    const text = typeof job.attributes['text'] === 'string' ? job.attributes['text'] : 'result'
    const said = job.attributes['outcome']
    // versions published before models said what a document decides
    const outcome: Outcome = isOutcome(said) ? said : text === 'refusal' ? 'refused' : 'granted'
    const refusal = isRefusal(outcome)
    const decisions = await decisionsOf(tx, caseId)
    const decided = decisions.at(-1)
    // after an appeal the body that decided it speaks, not the one that had refused
    const above = decided && decidesAppeal(decided.outcome) ? decided : undefined
    const overturned = above?.outcome === 'overturned' ? above : undefined
    const office = above?.office ?? application.owner
    const decidedBy = decided?.decidedBy ? (await world.people.get(tx, decided.decidedBy, language)).name : undefined
    const { passport } = service
    const reason = refusal ? await lastReason(tx, caseId, variables) : undefined
    const ground = passport.refusalGrounds.find((refusalGround) => refusalGround.id === reason)
    const law =
      ground && lawName({ speech, country: world.country }, passport, ground.basis, { article: ground.article })
    const groundText = ground && `${speech.text(ground.text)}${law ? ` (${law})` : ''}`
    const events = await eventsOf(tx, caseId)
    // what the bodies said stands in a refusal, whether it bears the refusal out or not
    const opinions = outcome === 'refused' ? opinionsIn(events, variables) : []
    const body: Paragraph[] = []
    if (above && decidesAppeal(outcome))
      body.push(
        ...appealDecisionText(world, outcome, {
          ...{ decisions, decided: above, by: decidedBy, speech, events },
          ...(above.ground && groundText ? { ground: groundText } : {}),
        }),
      )
    else {
      if (decided?.bySilence) body.push(silenceText(world, application, passport, speech))
      else body.push(...service.paragraphs(language, textKey.documentBody(text), variables))
      if (groundText) body.push(groundText)
      if (refusal && decided?.outcome === 'refused' && decided.note) body.push([{ text: decided.note, data: true }])
      if (refusal && reason) body.push(...heardText(await hearingsOf(tx, caseId), reason, now, speech))
      if (overturned) body.push(...overturnedText(world, { decisions, decided: overturned, by: decidedBy, speech }))
      if (refusal && passport.appeal) body.push(appealText(world, application, passport.appeal, speech))
    }
    const kind = decidesAppeal(outcome) ? 'appeal' : refusal ? 'refusal' : passport.result.kind
    const { validity } = passport.result
    const today = world.country.localDate(now)
    return {
      kind,
      outcome,
      service: service.id,
      version: service.version,
      language,
      what: whatOf(speech, kind, overturned !== undefined && kind !== 'appeal'),
      title: decidesAppeal(outcome)
        ? speech.t(`casework.result.title-${outcome}`, { service: speech.text(passport.name) })
        : service.say(language, textKey.documentTitle(text), variables),
      paragraphs: body,
      facts: [
        { name: speech.t('casework.service'), value: speech.text(passport.name), public: true },
        { name: speech.t('casework.filed-on'), value: speech.date(application.filedAt) },
        { name: speech.t('casework.result.decision'), value: speech.t(`casework.outcome.${outcome}`), public: true },
        decided?.bySilence
          ? {
              name: speech.t('casework.result.decided-by'),
              value: speech.t('casework.result.by-silence', { office: world.country.displayName(office, language) }),
              // whoever checks the paper reads it too
              public: true,
            }
          : {
              name: speech.t('casework.result.decided-by'),
              value: [decidedBy, world.country.displayName(office, language)].filter(Boolean).join(', '),
            },
        ...opinions.map((word) => ({
          name: world.country.displayName(word.office, language),
          value: speech.t(actKey.said(word.act, word.outcome)),
        })),
      ],
      holder: {
        kind: application.applicant.kind,
        name: nameOfApplicant(variables) ?? application.applicant.name,
        number: application.applicant.number,
      },
      owner: { person: application.person, organisation: application.organisation },
      number: application.number,
      // where an office was silent, none decided
      ...(decided?.bySilence
        ? {}
        : {
            decided: {
              ...(decidedBy ? { by: decidedBy } : {}),
              office,
              officeName: world.country.displayName(office, language),
            },
          }),
      office,
      officeName: world.country.displayName(office, language),
      ...(office === application.owner ? {} : { caseOffice: application.owner }),
      validUntil:
        isFavourable(outcome) && validity
          ? world.country.localDate(world.country.dueAt(validity, `${today}T06:00:00.000Z`, []))
          : null,
    }
  }
}

/**
 * The person who signs the document, in which role and for which office: who signed last; for a
 * decision on an appeal and what follows from it, who decided it, since the head who signed the refusal did not sign that. Undefined when nobody
 * signs in this service: then the office's seal does.
 */
export function signatoryOf(
  world: Pick<World, 'country' | 'people'>,
): (tx: Tx, caseId: string, language: Language) => Promise<Signatory | undefined> {
  return async (tx, caseId, language) => {
    // what silence decided is sealed, not signed
    if ((await decisionsOf(tx, caseId)).at(-1)?.bySilence) return undefined
    const signed = (await eventsOf(tx, caseId)).findLast(({ kind, facts }) => {
      const outcome = kind === 'casework.complete-task' && findOutcome(String(facts['act']), String(facts['outcome']))
      return outcome && (outcome.signs || outcome.decides)
    })
    if (!signed?.actor.startsWith('person:')) return undefined
    const id = signed.actor.slice('person:'.length)
    const office = String(signed.facts['office'])
    return {
      id,
      name: (await world.people.get(tx, id, language)).name,
      role: String(signed.facts['role'] ?? (signed.facts['act'] === 'sign' ? 'head' : 'officer')),
      office,
      officeName: world.country.displayName(office, language),
    }
  }
}

const nameOfApplicant = ({ applicant }: Variables): string | undefined =>
  applicant !== null && typeof applicant === 'object' && 'name' in applicant && typeof applicant['name'] === 'string'
    ? applicant['name']
    : undefined

/** What the document is, in words: a permit, a decision to refuse; what follows from an appeal says so. */
const whatOf = (speech: Speech, kind: string, afterAppeal: boolean): string =>
  afterAppeal
    ? speech.t('documents.what.after-appeal', { what: speech.t(`documents.what.${kind}`) })
    : speech.t(`documents.what.${kind}`)

/** That the person was heard on a ground, and whether they answered. */
function heardText(hearings: readonly CaseHearing[], ground: string, now: string, speech: Speech): string[] {
  const held = hearings.findLast(
    (hearing) => hearing.ground === ground && ['answered', 'lapsed'].includes(hearingState(hearing, now)),
  )
  return held
    ? [
        speech.t(`casework.hearing.paper-${hearingState(held, now)}`, {
          opened: speech.date(held.openedAt),
          until: speech.date(held.until),
          answered: held.answeredAt ? speech.date(held.answeredAt) : '',
        }),
      ]
    : []
}

/** Nobody decided: the term, its last day, and what the law or a demo value says that this means. */
function silenceText(
  world: Pick<World, 'country'>,
  application: Application,
  passport: Passport,
  speech: Speech,
): string {
  return speech.t(`casework.silence.paper-${passport.silence?.means ?? 'none'}`, {
    service: speech.text(passport.name),
    filed: speech.date(application.filedAt),
    due: application.dueAt ? speech.date(application.dueAt) : '',
    law: lawName({ speech, country: world.country }, passport, passport.silence?.basis) ?? speech.t('ui.demo-value'),
  })
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
