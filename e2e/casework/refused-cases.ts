import { expect } from 'vitest'
import {
  completeTask,
  getApplicationView,
  listTasks,
  submitApplication,
  takeCash,
} from '../../src/modules/casework/index.ts'
import { getService } from '../../src/modules/catalogue/index.ts'
import type { Principal } from '../../src/platform/rights/index.ts'
import type { openInstance } from './open-instance.ts'
import { refuseHeard } from './refuse.ts'

type Open = Awaited<ReturnType<typeof openInstance>>

/** What people of the offices do in a case. */
export interface Desk {
  /** Does the open task of an office in a case. */
  work(
    persona: string,
    office: string,
    id: string,
    result: { outcome: string; reason?: string; note?: string },
  ): Promise<void>
  /** Bodies that are asked agree, one after the other. */
  agree(id: string, offices: readonly [persona: string, office: string][]): Promise<void>
  /** The fee is paid in cash at a counter. */
  cash(id: string): Promise<void>
  /** Files a case of a service and has it refused. */
  refused(service: RefusedService): Promise<{ id: string; who: Principal }>
}

/** How a case of each service comes to be refused, who decides above, and what follows when it is overturned. */
export interface RefusedService {
  service: string
  answers?: Record<string, unknown>
  as?: [persona: string, organisation: string]
  refuse(desk: Desk, id: string): Promise<void>
  above: string
  ends: 'completed' | 'waits'
  act?: string
}
export const SERVICES: RefusedService[] = [
  // by rule, at once: no officer has looked at it before the region does
  {
    service: 'housing-availability-certificate',
    answers: { about: 'child', childNumber: '50511259990532', purpose: 'court', consent: true },
    refuse: async () => {},
    above: 'cadastre-1726',
    ends: 'completed',
  },
  {
    service: 'property-right-registration',
    async refuse({ work, cash }, id) {
      await cash(id)
      await work('officer-cadastre', 'cadastre-1726266', id, { outcome: 'refuse', reason: 'records-differ' })
    },
    above: 'cadastre-1726',
    ends: 'completed',
  },
  {
    service: 'individual-housing-construction-permit',
    above: 'architecture-1726',
    ends: 'completed',
    async refuse({ work, agree }, id) {
      await agree(id, [
        ['officer', 'khokimiyat-1726266'],
        ['officer-cadastre', 'cadastre-1726266'],
        ['officer-sanitary', 'sanitary-1726266'],
      ])
      await work('officer-architecture', 'architecture-1726266', id, {
        outcome: 'refuse',
        reason: 'design-against-norms',
      })
      await work('head-architecture', 'architecture-1726266', id, { outcome: 'sign' })
    },
  },
  // overturned, it goes on where it stopped: with the fee, with the offer
  {
    service: 'outdoor-advertising-permit',
    as: ['business', '309990017'],
    above: 'khokimiyat-1726',
    ends: 'waits',
    act: 'pay',
    async refuse({ work, agree }, id) {
      await agree(id, [['officer-architecture', 'architecture-1726294']])
      await work('officer', 'khokimiyat-1726294', id, { outcome: 'refuse', reason: 'ad-free-zone' })
      await work('head', 'khokimiyat-1726294', id, { outcome: 'sign' })
    },
  },
  {
    service: 'electricity-connection',
    async refuse({ work }, id) {
      await work('officer-region', 'utility-1726', id, { outcome: 'ok' })
      await work('officer-region', 'utility-1726', id, { outcome: 'refuse', reason: 'no-capacity' })
    },
    above: 'utility-directorate',
    ends: 'waits',
    act: 'confirm',
  },
]
export const JUDGES: Record<string, string> = {
  'khokimiyat-1726': 'appeal',
  'utility-directorate': 'officer-enterprise',
}

/** The desks of an instance. @param citizen who files what no organisation does */
export function deskOf(open: Open, citizen: Principal): Desk {
  const work: Desk['work'] = async (persona, office, id, result) => {
    const who = await open.as(persona)
    const task = (await open.does(who, listTasks, { office })).items.find((item) => item.application === id)
    expect(task, `${office} has a task in the case`).toBeDefined()
    if (result.outcome !== 'refuse') {
      await open.does(who, completeTask, { task: task!.id, ...result })
      return
    }
    const { person } = await open.does(who, getApplicationView, { application: id })
    const applicant = {
      roles: [],
      ...[citizen, await open.as('business', '309990017')].find((each) => each.personId === person),
    }
    await refuseHeard(
      open,
      { officer: who, applicant, application: id, task: task!.id },
      { reason: result.reason!, ...(result.note ? { note: result.note } : {}) },
    )
  }
  const agree: Desk['agree'] = async (id, offices) => {
    for (const [persona, office] of offices) await work(persona, office, id, { outcome: 'agree' })
  }
  const cash: Desk['cash'] = async (id) => {
    await open.does(await open.as('counter'), takeCash, { application: id, receipt: `K-${id.slice(-4)}` })
  }
  const refused: Desk['refused'] = async ({ service, answers, as, refuse }) => {
    const who = as ? await open.as(...as) : citizen
    const example = (await open.does(who, getService(true), { id: service })).example!.answers
    // paid at a counter where there is a fee to begin with, so that no provider is needed
    const counter =
      service === 'property-right-registration'
        ? { channel: 'counter' as const, applicant: { number: citizen.number! }, office: 'service-centre-1726266' }
        : {}
    const item = await open.does('channel' in counter ? await open.as('counter') : who, submitApplication, {
      service,
      answers: (answers ?? example) as never,
      ...counter,
    })
    await refuse({ work, agree, cash, refused }, item.id)
    return { id: item.id, who }
  }
  return { work, agree, cash, refused }
}
