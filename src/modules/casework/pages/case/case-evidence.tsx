import type { Child } from '../../../../kernel/markup/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Disclosure, SummaryList, Tag, type Tone } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { registerLines } from './register-lines.ts'

type Found = ApplicationView['evidence'][number]

/** What needs a look stands first. */
const ORDER: Record<Found['status'], [place: number, tone: Tone]> = {
  unavailable: [0, 'waits'],
  missing: [1, 'refused'],
  found: [2, 'done'],
  answered: [3, 'done'],
}

/** Evidence of a case: what each register said, and how fresh it was. Renders nothing before any was asked. */
export function CaseEvidence({
  context,
  service,
  application,
}: {
  context: PageContext<'country'>
  service: RunnableService
  application: Pick<ApplicationView, 'evidence'>
}) {
  const { speech, world } = context
  const rows = service.passport.evidence
    .flatMap((wanted) => {
      const found = application.evidence.find((each) => each.evidence === wanted.id)
      return found ? [{ wanted, found }] : []
    })
    .sort((a, b) => ORDER[a.found.status][0] - ORDER[b.found.status][0])
  if (rows.length === 0) return null
  return (
    <SummaryList
      rows={rows.map(({ wanted, found }) => ({
        key: speech.text(wanted.name),
        value: (
          <Held
            context={context}
            found={found}
            tag={<Tag tone={ORDER[found.status][1]}>{speech.t(`casework.evidence.${found.status}`)}</Tag>}
          />
        ),
        note: `${world.country.registerName(found.register, speech.language)} · ${ageOf(context, found)}`,
      }))}
    />
  )
}

/** How old it is: the register's own date when it gives one, else when it answered. */
const ageOf = ({ speech }: PageContext, found: Found): string =>
  found.asOf
    ? speech.t('ui.as-of', { date: short(speech, found.asOf) })
    : speech.t('casework.evidence.asked-at', { time: short(speech, found.fetchedAt) })

const short = (speech: PageContext['speech'], at: string) => `${speech.shortDate(at)} ${speech.time(at)}`

/** The state, which opens what the register holds. */
const Held = ({ context, found, tag }: { context: PageContext<'country'>; found: Found; tag: Child }) =>
  found.data === null ? (
    tag
  ) : (
    <Disclosure
      summary={
        <>
          {tag}
          <span class="hidden-visually"> {context.speech.t('desk.evidence-shown')}</span>
        </>
      }
    >
      <ul class="plain small">
        {registerLines(context, found.data).map(({ name, text }) => (
          <li>
            <span class="soft">{name}:</span> <span dir="auto">{text}</span>
          </li>
        ))}
        {found.source ? (
          <li class="soft">
            {context.speech.t('ui.source')}: {found.source}
          </li>
        ) : null}
      </ul>
    </Disclosure>
  )
