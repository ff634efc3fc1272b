import type { PassportShown } from '../modules/catalogue/index.ts'
import type { PageContext } from '../platform/http/index.ts'
import { Alert, Button, Buttons, Field, Notice, Section, uiWords } from '../ui/index.ts'

/** What a person answered, from the page's address: nothing of it is kept anywhere. */
interface Answered {
  /** By condition, yes or no; undefined while it is open. */
  conditions: Map<string, boolean | undefined>
  /** Grounds for a refusal that apply. */
  grounds: string[]
  /** Whether the questions were answered at all. */
  sent: boolean
}

function readAnswers(query: URLSearchParams, { conditions, refusalGrounds }: PassportShown): Answered {
  return {
    conditions: new Map(
      conditions.map(({ id }) => {
        const given = query.get(`is-${id}`)
        return [id, given === 'true' ? true : given === 'false' ? false : undefined]
      }),
    ),
    grounds: query.getAll('applies').filter((id) => refusalGrounds.some((ground) => ground.id === id)),
    sent: query.get('ask') === '1',
  }
}

/**
 * "Can I?": the service's own conditions and grounds for a refusal as questions, answered at once. It is a form of
 * this page, read from its address: no sign-in, nothing kept. Renders nothing where the service's data hold neither.
 * @param lawOf what a ground's law is called @param isDemo the conditions have no source
 */
export function CanI({
  context,
  service,
  lawOf,
  isDemo,
}: {
  context: PageContext
  service: PassportShown & { runs: boolean }
  lawOf: (ground: PassportShown['refusalGrounds'][number]) => string
  isDemo: boolean
}) {
  const { speech, query } = context
  const { conditions, refusalGrounds } = service
  if (conditions.length === 0 && refusalGrounds.length === 0) return null
  const words = uiWords(speech.t)
  const answered = readAnswers(query, service)
  return (
    <Section title={speech.t('portal.service.can-i')} id="can-i">
      <p class="soft">{speech.t('portal.service.can-i-how')}</p>
      {conditions.length > 0 && isDemo ? <p class="soft small">{speech.t('ui.demo-value')}</p> : null}
      {answered.sent ? <Verdict context={context} service={service} answered={answered} lawOf={lawOf} /> : null}
      <form method="get" action={`${speech.path(`/services/${service.id}`)}#can-i`} class="stack">
        <input type="hidden" name="ask" value="1" />
        {conditions.map(({ id, text }) => (
          <Field
            kind="yesno"
            name={`is-${id}`}
            label={text}
            value={answered.conditions.get(id)}
            optional={false}
            words={words}
          />
        ))}
        {refusalGrounds.length > 0 ? (
          <Field
            kind="choices"
            name="applies"
            label={speech.t('portal.service.applies')}
            hint={speech.t('portal.service.applies-hint')}
            values={answered.grounds}
            options={refusalGrounds.map((ground) => ({ value: ground.id, text: ground.text, hint: lawOf(ground) }))}
            words={words}
          />
        ) : null}
        <Buttons>
          <Button look="secondary">{speech.t('portal.service.can-i-ask')}</Button>
        </Buttons>
      </form>
    </Section>
  )
}

/** What follows from the answers: first what stands against it, then what is open, else that nothing does. */
function Verdict({
  context: { speech },
  service,
  answered,
  lawOf,
}: {
  context: PageContext
  service: PassportShown & { runs: boolean }
  answered: Answered
  lawOf: (ground: PassportShown['refusalGrounds'][number]) => string
}) {
  const against = service.conditions.filter(({ id }) => answered.conditions.get(id) === false)
  const grounds = service.refusalGrounds.filter(({ id }) => answered.grounds.includes(id))
  const open = service.conditions.filter(({ id }) => answered.conditions.get(id) === undefined)
  if (against.length + grounds.length > 0)
    return (
      <Alert tone="waits" title={speech.t('portal.service.can-i-no')}>
        <ul>
          {against.map(({ text }) => (
            <li>{speech.t('portal.service.can-i-not-met', { condition: text })}</li>
          ))}
          {grounds.map((ground) => (
            <li>
              {ground.text} <span class="soft">({lawOf(ground)})</span>
            </li>
          ))}
        </ul>
        <p>{speech.t('portal.service.can-i-still')}</p>
      </Alert>
    )
  if (open.length > 0)
    return (
      <Notice tone="neutral" title={speech.t('portal.service.can-i-open')} level={3}>
        <ul>
          {open.map(({ text }) => (
            <li>{text}</li>
          ))}
        </ul>
      </Notice>
    )
  return (
    <Alert title={speech.t('portal.service.can-i-yes')}>
      {speech.t(service.runs ? 'portal.service.can-i-yes-next' : 'portal.service.can-i-yes-there')}
    </Alert>
  )
}
