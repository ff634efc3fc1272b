import { z } from 'zod'
import type { Tx } from '../../../platform/database/index.ts'
import { namesByNumber } from '../../../platform/identity/index.ts'
import { findAct, hearingState, isRefusal, OUTCOMES } from '../../../kernel/case/index.ts'
import {
  After,
  cursorOf,
  general,
  pageRead,
  PlacedAt,
  Refusal,
  useCase,
  type Call,
} from '../../../platform/use-case/index.ts'
import { draftOutcomes, draftsOfCases } from '../../documents/index.ts'
import { findTask, parseTaskId, taskId, worklist } from '../../process/index.ts'
import { deskPeriods } from '../model/desk-periods.ts'
import { lookAtParties, looksAtCase } from '../model/look-at-case.ts'
import { findTaskBias, type Biased } from '../model/refuse-biased.ts'
import { heads } from '../model/roles-held.ts'
import { getApplication, partiesOf } from '../store/applications.ts'
import { decisionsOf } from '../store/decisions.ts'
import { lastHearings } from '../store/hearings.ts'

export const TaskLine = z.object({
  id: z.string(),
  application: z.uuid(),
  number: z.string(),
  service: z.string(),
  element: z.string(),
  act: z.string(),
  role: z.string(),
  office: z.string(),
  assignee: z.uuid().nullable(),
  openedAt: z.string(),
  dueAt: z.string().nullable(),
  /** Of a task to sign: what the document that waits would decide. */
  decides: z.object({ outcome: z.enum(OUTCOMES), title: z.string() }).nullable(),
})

const place = cursorOf(z.tuple([PlacedAt, z.uuid(), z.int()]))

const Input = z.object({
  office: z.string().max(100),
  after: After,
  size: z.number().int().min(1).max(200).default(50),
  service: z.string().max(100).optional(),
  role: z.enum(['officer', 'head']).optional(),
  whose: z.enum(['mine', 'unclaimed']).optional(),
  due: z.enum(['late', 'today', 'week']).optional(),
  /** What one person holds: for heads of the office only. */
  person: z.uuid().optional(),
})

export const listTasks = useCase({
  name: 'casework.list-tasks',
  title: 'The worklist of an office, due first',
  at: 'GET /tasks',
  input: Input,
  output: z.object({ items: z.array(TaskLine), next: z.string().nullable() }),
  needs: ['country'],
  example: {
    input: { office: 'cadastre-chilonzor', whose: 'unclaimed' },
    output: {
      items: [
        {
          id: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01.7',
          application: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01',
          number: 'HM-2026-000123-5',
          service: 'housing-availability-certificate',
          element: 'decide',
          act: 'decide',
          role: 'officer',
          office: 'cadastre-chilonzor',
          assignee: null,
          openedAt: '2026-03-04T05:12:03.000Z',
          dueAt: '2026-03-06T13:00:00.000Z',
          decides: null,
        },
      ],
      next: null,
    },
  },
  may: 'member of office',
}).reads(async (call, tx) => {
  const list = await linesOf(call, tx)
  await lookedAtLines(call, tx, list)
  return list
})

/** Whose lines stood in a worklist or a list to sign, is told them. @returns the applicants' names by case */
async function lookedAtLines(
  { input, looked, language }: Call<z.output<typeof Input>, 'country'>,
  tx: Tx,
  { items }: { items: readonly { application: string }[] },
  list: 'worklist' | 'signing' = 'worklist',
): Promise<Map<string, string>> {
  const parties = await partiesOf(
    tx,
    items.map(({ application }) => application),
  )
  looked(lookAtParties(parties, { list, office: input.office }))
  const numbers = parties.map(({ applicant }) => applicant.number)
  const called = await namesByNumber(tx, numbers, language)
  return new Map(parties.map(({ caseId, applicant }) => [caseId, called.get(applicant.number ?? '') ?? applicant.name]))
}

async function linesOf({ input, principal, now, world }: Call<z.output<typeof Input>, 'country'>, tx: Tx) {
  const { office, role, service, whose, person } = input
  if (person && person !== principal.personId && !heads(principal, office)) throw new Refusal(general['not-allowed'])
  const assignee = person ?? (whose === 'mine' ? principal.personId : whose === 'unclaimed' ? null : undefined)
  const { endOfDay, endOfWeek } = deskPeriods(world.country, now)
  const due = { late: { until: now }, today: { after: now, until: endOfDay }, week: { after: now, until: endOfWeek } }
  const after = place.read(input.after)
  const tasks = await worklist(tx, office, after && { dueAt: after[0], caseId: after[1], wait: after[2] }, input.size, {
    service,
    role,
    assignee,
    due: input.due && due[input.due],
  })
  const last = tasks.at(-1)
  const drafts = await draftOutcomes(
    tx,
    tasks.filter((task) => findAct(task.act)?.showsDocument).map((task) => task.caseId),
  )
  return {
    items: tasks.map((task) => ({
      id: taskId(task),
      application: task.caseId,
      number: task.label,
      service: task.service,
      element: task.element,
      act: task.act,
      role: task.role,
      office: task.office,
      assignee: task.assignee,
      openedAt: task.openedAt,
      dueAt: task.dueAt === 'infinity' ? null : task.dueAt,
      decides: findAct(task.act)?.showsDocument ? (drafts.get(task.caseId) ?? null) : null,
    })),
    next: last && tasks.length === input.size ? place.write([last.dueAt, last.caseId, last.wait]) : null,
  }
}

/**
 * The worklist as its page shows it: with the applicants' names beside, and where an applicant is heard before a
 * decision, how that stands.
 */
export const readWorklist = pageRead(listTasks).reads(async (call, tx) => {
  const list = await linesOf(call, tx)
  const deciding = list.items.filter(({ act }) =>
    Object.values(findAct(act)?.outcomes ?? {}).some(({ proposes }) => proposes !== undefined),
  )
  const heard = await lastHearings(
    tx,
    deciding.map(({ application }) => application),
  )
  return {
    ...list,
    applicants: await lookedAtLines(call, tx, list),
    hearings: new Map(
      heard.map((hearing) => [
        hearing.caseId,
        { state: hearingState({ ...hearing, ground: '' }, call.now), until: hearing.until },
      ]),
    ),
  }
})

/** Whether what a task proposes goes against the applicant. */
export const refuses = ({ decides }: Pick<z.output<typeof TaskLine>, 'decides'>): boolean =>
  decides !== null && isRefusal(decides.outcome)

/** Whether its paper is read before it is signed: all but a plain grant, and what nothing says of how it decides. */
export const toBeRead = ({ decides }: Pick<z.output<typeof TaskLine>, 'decides'>): boolean =>
  decides?.outcome !== 'granted'

/** What waits for a head's signature, grants before refusals, each due first, with the papers by case. */
async function papersToSign(call: Call<z.output<typeof Input>, 'country'>, tx: Tx) {
  const list = await linesOf({ ...call, input: { ...call.input, role: 'head' } }, tx)
  const items = list.items
    .filter(({ act }) => findAct(act)?.showsDocument)
    .sort((a, b) => Number(toBeRead(a)) - Number(toBeRead(b)))
  const drafts = await draftsOfCases(
    tx,
    items.map(({ application }) => application),
  )
  return { items, drafts, next: list.next }
}

/** The papers that a head is about to sign: nobody reads them by it. */
export const readPapersToSign = pageRead(listTasks).reads(papersToSign)

/**
 * What waits for a head's signature as its page shows it: the ground of a refusal, why this head may not sign it, and
 * one paper in its words. Whose paper that is, is told that it was looked at.
 */
export const readToSign = pageRead(listTasks, {
  input: Input.extend({
    /** The task whose paper is shown; absent or unknown: the first. */
    look: z.string().max(60).optional(),
  }),
}).reads(async (call, tx) => {
  const { principal, now, input } = call
  const { items, drafts } = await papersToSign(call, tx)
  const barred = new Map<string, Biased>()
  const grounds = new Map<string, string>()
  for (const item of items) {
    const { id, application } = item
    const ground = refuses(item) ? (await decisionsOf(tx, application)).at(-1)?.ground : undefined
    if (ground) grounds.set(application, ground)
    const task = await findTask(tx, application, parseTaskId(id)!.wait)
    const bias = task && (await findTaskBias(tx, task, await getApplication(tx, application), principal, now))
    if (bias) barred.set(id, bias)
  }
  const applicants = await lookedAtLines(call, tx, { items }, 'signing')
  const shown = items.find(({ id }) => id === input.look) ?? items[0]
  if (shown)
    for (const look of await looksAtCase(tx, principal, await getApplication(tx, shown.application), now, ['document']))
      call.looked(look)
  return {
    items,
    applicants,
    barred,
    grounds,
    shown: shown?.id,
    paper: shown && drafts.get(shown.application)?.content,
    /** Of each draft the digest of its file, its language and the version of its service. */
    drafts: new Map(
      [...drafts].map(([id, { unsigned, content }]) => [
        id,
        { unsigned, language: content.language, version: content.version, title: content.title },
      ]),
    ),
  }
})
