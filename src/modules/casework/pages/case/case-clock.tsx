import { legalTerm, type Stretch } from '../../../../kernel/terms/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Clock } from '../../../../ui/index.ts'
import { lawName, type RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'

type Clocked = Pick<ApplicationView, 'dueAt' | 'closedAt' | 'decidedAt' | 'countsFrom' | 'pauses' | 'owner'>

/**
 * Who holds the statutory clock, how much of the term is used, and which act set it.
 * Renders nothing when no term runs any more.
 * @param side who reads it: the applicant is told that it waits for them
 */
export function CaseClock({
  context: { speech, world, now },
  service: { passport },
  clocked,
  side = 'office',
}: {
  context: PageContext<'country'>
  service: RunnableService
  clocked: Clocked
  side?: 'applicant' | 'office'
}) {
  if (!clocked.dueAt || clocked.closedAt || clocked.decidedAt || !passport.term) return null
  const { term } = passport
  const reading = world.country.readClock(
    {
      term: legalTerm(term.amount, term.unit),
      from: clocked.countsFrom,
      pauses: clocked.pauses.map(({ since, until, basis, holder }) => ({ from: since, to: until, basis, holder })),
    },
    now,
  )
  const left =
    term.unit === 'working-day'
      ? reading.left.workingDays
      : term.unit === 'calendar-day'
        ? reading.left.calendarDays
        : undefined
  const used = left === undefined ? undefined : Math.max(0, term.amount - left)
  const late = reading.runs && reading.late !== null
  const length = speech.t(`ui.term.${term.unit}`, { count: term.amount })
  const basis = lawName({ speech, country: world.country }, passport, passport.legalBasis[0]?.id)
  const source =
    passport.provenance['term'] === 'demo'
      ? speech.t('ui.demo-value')
      : basis
        ? speech.t('casework.clock.set-by', { basis })
        : ''
  return (
    <Clock
      due={
        late
          ? speech.t('casework.clock.late', { term: lateness(speech, reading.late!) })
          : speech.t('casework.clock.due', { date: speech.date(clocked.dueAt) })
      }
      holder={
        reading.runs
          ? speech.t('casework.clock.holder', { office: world.country.displayName(clocked.owner, speech.language) })
          : `${speech.t(side === 'applicant' ? 'casework.timeline.waits-for-you' : 'casework.clock.stopped')} · ${speech.t('casework.clock.since', { date: speech.date(reading.since) })}`
      }
      tone={late ? 'refused' : reading.runs ? 'action' : 'waits'}
      {...(used === undefined
        ? {}
        : {
            used: late ? term.amount : used,
            of: term.amount,
            label: speech.t(`casework.clock.used.${term.unit}`, {
              used: late ? term.amount : used,
              count: term.amount,
            }),
          })}
      source={[
        used === undefined || late
          ? length
          : speech.t(`casework.clock.used.${term.unit}`, { used, count: term.amount }),
        source,
      ]
        .filter(Boolean)
        .join(' · ')}
    />
  )
}

/** Said in the largest unit that is not nothing. */
export function lateness({ t }: PageContext['speech'], late: Stretch): string {
  if (late.workingDays > 0) return t('ui.term.working-day', { count: late.workingDays })
  return late.workingMinutes >= 60
    ? t('ui.term.working-hour', { count: Math.floor(late.workingMinutes / 60) })
    : t('ui.term.minute', { count: Math.max(1, late.workingMinutes) })
}
