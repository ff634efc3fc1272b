import { KnownDate } from '../../../kernel/terms/index.ts'
import { findAct } from '../../../kernel/case/index.ts'
import { pageRead } from '../../../platform/use-case/index.ts'
import { slotsBetween, slotsLeft } from '../store/slots.ts'
import { readApplication } from './get-application.ts'
import { showDesk } from './show-team.ts'

/** Fields of a form that say where something is and how one is reached. */
const WHERE = ['address', 'street', 'objectAddress']

/** One visit of a day, as far as the office may see the case. */
export interface Visit {
  at: string
  application: string
  number: string
  service: string
  applicant: string
  phone: string | undefined
  address: string | undefined
  /** Place of the case, where no address was given. */
  district: string
  /** Who holds the task: the inspector. */
  inspector: string | undefined
  /** The office may still choose another hour for it. */
  movable: boolean
}

/** One visit that was on a day and is not any more. */
export interface LeftVisit extends Visit {
  leftAt: string
  /** The hour that was chosen instead. */
  instead: string | undefined
}

/** The visits of an office on one day, by hour: where, whom, about what, and who goes; and those that were left. */
export const readVisits = pageRead(showDesk, {
  input: showDesk.input.extend({ date: KnownDate }),
  needs: ['engine', 'events', 'people', 'services'],
}).reads(async (call, tx): Promise<{ visits: Visit[]; left: LeftVisit[] }> => {
  const { office, date } = call.input
  const { calendar } = call.world.country
  const day = calendar.localDay(Date.parse(`${date}T12:00:00Z`))
  const at = (offset: number) => new Date(calendar.instantAt(day + offset, 0)).toISOString()
  const visitOf = async (slot: { at: string; caseId: string }): Promise<Visit> => {
    const { view } = await readApplication({ ...call, input: { application: slot.caseId } }, tx, ['case'])
    const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
    const task = view.tasks.find((each) => each.office === office && each.performer === 'office')
    const holder = task?.assignee ? (await call.world.people.get(tx, task.assignee, call.language)).name : undefined
    return {
      at: slot.at,
      application: slot.caseId,
      number: view.number,
      service: view.service,
      applicant: text(view.applicant['name']) ?? '',
      phone: text(view.answers['phone']) ?? text(view.applicant['phone']),
      address: WHERE.map((field) => text(view.answers[field])).find(Boolean),
      district: view.district,
      inspector: holder,
      movable: Date.parse(slot.at) > Date.parse(call.now) && task !== undefined && findAct(task.act)?.happens === true,
    }
  }
  const visits: Visit[] = []
  for (const slot of await slotsBetween(tx, office, at(0), at(1))) visits.push(await visitOf(slot))
  const left: LeftVisit[] = []
  for (const slot of await slotsLeft(tx, office, at(0), at(1)))
    left.push({ ...(await visitOf(slot)), leftAt: slot.leftAt, instead: slot.instead })
  return { visits, left }
})
