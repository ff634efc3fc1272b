import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { FactLines, Tag, type FactLine, type Tone } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { evidenceSaid, type Found, type SaidOfPerson } from './evidence-said.ts'
import { personsOf, type Persons } from './persons.ts'
import { factText } from './register-facts.ts'

/** What needs a look stands first. */
const ORDER: Record<Found['status'], [place: number, tone: Tone]> = {
  unavailable: [0, 'waits'],
  withheld: [0, 'waits'],
  missing: [1, 'refused'],
  found: [2, 'done'],
  answered: [3, 'done'],
}

/**
 * Evidence of a case, a line each: what it is, of whom, what it says, from which register and of when; the rest unfolds.
 * Renders nothing before any register was asked.
 */
export function CaseEvidence({
  context,
  service,
  application,
  variables,
}: {
  context: PageContext<'country'>
  service: RunnableService
  application: Parameters<typeof personsOf>[2]
  /** Of the case, for whoever works on it: they tell whom a piece of evidence is about. */
  variables?: Variables
}) {
  const { speech, world } = context
  const persons = personsOf(context, service, application, variables)
  const rows = service.passport.evidence
    .flatMap((wanted) => {
      const found = application.evidence.find((each) => each.evidence === wanted.id)
      return found ? [{ wanted, found }] : []
    })
    .sort((a, b) => ORDER[a.found.status][0] - ORDER[b.found.status][0])
  if (rows.length === 0) return null
  return (
    <FactLines
      lines={rows.map(({ wanted, found }): FactLine => {
        const said = evidenceSaid(context, { wanted, found, persons, ...(variables ? { variables } : {}) })
        const state = speech.t(`casework.evidence.${found.status}`)
        const [, tone] = ORDER[found.status]
        return {
          what: speech.text(wanted.name),
          state,
          tone,
          says:
            tone !== 'done' && said.length === 0 ? (
              <Tag tone={tone}>{state}</Tag>
            ) : (
              <Said said={said} persons={persons} />
            ),
          from: world.country.registerName(found.register, speech.language),
          when: speech.date(found.asOf ?? found.fetchedAt),
          ...(said.length > 0 ? { more: <Held context={context} found={found} said={said} /> } : {}),
        }
      })}
    />
  )
}

/**
 * What it says in a line, and whose it is: left out only where the case names nobody but the applicant. Beside another's
 * line, one without a name would be read as that other's.
 */
const Said = ({ said, persons }: { said: readonly SaidOfPerson[]; persons: Persons }) => {
  const only = said.length === 1 && persons.all.length === 1 && said[0]!.whose === persons.all[0]!.name
  return said.map(({ whose, short }) => (
    <span class="of-person" dir="auto">
      {whose && !only ? <b>{whose}: </b> : null}
      {short}
    </span>
  ))
}

/** All that the register holds, by person, with the register's own reference and the minute. */
const Held = ({
  context: { speech },
  found,
  said,
}: {
  context: PageContext<'country'>
  found: Found
  said: readonly SaidOfPerson[]
}) => (
  <>
    {said.map(({ whose, facts }) => (
      <>
        {whose ? (
          <p dir="auto">
            <b>{whose}</b>
          </p>
        ) : null}
        <ul class="plain small">
          {facts.map((fact) => (
            <li dir="auto">{factText(fact)}</li>
          ))}
        </ul>
      </>
    ))}
    <p class="soft small">
      {[
        found.source ? speech.t('casework.evidence.reference', { reference: found.source }) : '',
        found.asOf
          ? speech.t('ui.as-of', { date: speech.dateTime(found.asOf) })
          : speech.t('casework.evidence.asked-at', { time: speech.dateTime(found.fetchedAt) }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  </>
)
