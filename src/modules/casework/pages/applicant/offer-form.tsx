import { actKey, findAct } from '../../../../kernel/case/index.ts'
import type { Json, Variables } from '../../../../kernel/process/index.ts'
import type { PageContext, Typed } from '../../../../platform/http/index.ts'
import { Button, Buttons, Disclosure, Field, Notice, SummaryList, uiWords } from '../../../../ui/index.ts'
import { dateFromParts } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { offerTerm, offerTermSaid } from '../../model/offer-term.ts'
import { puttingOff } from '../../model/put-off.ts'

/** Fields of an answer that show their own faults. */
export const OFFER_FIELDS = ['line', 'note', 'until']

/** A line of what is offered, as the decision that the task shows answers it. */
interface OfferLine {
  id: string
  /** Major units of money. */
  amount?: number
  value?: Json
}

/**
 * What the state offers, line by line as it was worked out, and the four answers: agree by one press; put it off; say
 * that a line is wrong; refuse.
 */
export function offerForm(
  { speech, world, now }: PageContext<'country'>,
  service: RunnableService,
  act: string,
  { variables, filedAt, openedAt }: { variables: Variables; filedAt: string; openedAt: string },
  { values, faults }: Pick<Typed, 'values' | 'faults'>,
) {
  const words = uiWords(speech.t)
  const limit = puttingOff(service.passport, variables, { filedAt }, { country: world.country, now })
  const term = offerTerm(service.passport, openedAt, world)
  const until = dateFromParts((name) => values[name], 'until')
  const lines = linesOf(variables)
  const label = (line: OfferLine) => service.say(speech.language, `offer.line.${line.id}`, variables)
  const value = ({ amount, value: told }: OfferLine) =>
    amount === undefined ? lineSaid(speech, told) : speech.money(world.country.money(amount).minor)
  const press = (outcome: string, look?: 'secondary') => (
    <Button name="outcome" value={outcome} {...(look ? { look } : {})}>
      {speech.t(actKey.do(act, outcome))}
    </Button>
  )
  const { outcomes } = findAct(act)!
  return (
    <>
      {term ? <p>{offerTermSaid(speech, term)}</p> : null}
      {wasOffered(variables) ? <Notice>{speech.t('applicant.offer.again')}</Notice> : null}
      <SummaryList rows={lines.map((line) => ({ key: label(line), value: value(line) }))} />
      <Buttons>{press('accepted')}</Buttons>
      {'disputed' in outcomes ? (
        <Disclosure summary={speech.t(actKey.do(act, 'disputed'))} open={'note' in faults || 'line' in faults}>
          <Field
            kind="choice"
            name="line"
            label={speech.t('applicant.offer.which-line')}
            asList
            options={lines.map((line) => ({ value: line.id, text: `${label(line)}: ${value(line)}` }))}
            value={values['line'] ?? ''}
            error={faults['line']}
            words={words}
          />
          <Field
            kind="textarea"
            name="note"
            label={speech.t('applicant.offer.what-is-right')}
            value={values['note'] ?? ''}
            error={faults['note']}
            words={words}
          />
          <Buttons>{press('disputed', 'secondary')}</Buttons>
        </Disclosure>
      ) : null}
      <Disclosure summary={speech.t(actKey.do(act, 'postponed'))} open={'until' in faults}>
        {limit?.isOver ? (
          <p>{speech.t('applicant.offer.put-off-over', { last: speech.date(limit.last) })}</p>
        ) : (
          <>
            <Field
              kind="date"
              name="until"
              label={speech.t('applicant.offer.until')}
              {...(limit
                ? {
                    hint: speech.t(`applicant.offer.until-${limit.unlessSaid ? 'empty' : 'hint'}`, {
                      last: speech.date(limit.last),
                      on: limit.unlessSaid ? speech.date(limit.unlessSaid) : '',
                    }),
                  }
                : {})}
              {...(limit && !limit.unlessSaid ? {} : { optional: true as const })}
              value={until ?? ''}
              error={faults['until']}
              words={words}
            />
            <Buttons>{press('postponed', 'secondary')}</Buttons>
          </>
        )}
      </Disclosure>
      <Disclosure summary={speech.t(actKey.do(act, 'refused'))}>
        <p>{speech.t('applicant.offer.refusing')}</p>
        <Buttons>{press('refused', 'secondary')}</Buttons>
      </Disclosure>
    </>
  )
}

/** A decision answers a day as data does: it is shown as people write one. */
const lineSaid = (speech: PageContext['speech'], told: Json | undefined): string => {
  const text = String(told ?? '')
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? speech.date(text) : text
}

/** Whether it was offered before, on facts that a register corrected since. */
const wasOffered = ({ event }: Variables): boolean =>
  typeof event === 'object' && event !== null && 'again' in event && event.again === true

/** The lines that the case's own decision worked out: variable `offer`. */
function linesOf(variables: Variables): OfferLine[] {
  const offer = variables['offer'] as { lines?: OfferLine[] } | undefined
  return Array.isArray(offer?.lines) ? offer.lines : []
}

/** The answer as the form posts it; a line and a day count only with the answer that they belong to. */
export function readOfferAnswer(form: URLSearchParams): {
  outcome: string
  line?: string
  note?: string
  until?: string
} {
  const outcome = form.get('outcome') ?? ''
  const given = (name: string) => form.get(name)?.trim() || undefined
  const until = dateFromParts((name) => form.get(name) ?? undefined, 'until')
  const [line, note] = [given('line'), given('note')]
  return {
    outcome,
    ...(outcome === 'disputed' && line ? { line } : {}),
    ...(outcome === 'disputed' && note ? { note } : {}),
    ...(outcome === 'postponed' && until ? { until } : {}),
  }
}
