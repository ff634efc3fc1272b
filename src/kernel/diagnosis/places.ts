import { readTimes, type Times } from '../simulation/times.ts'
import { isHuman, mapProcess } from './process-map.ts'

/** Where a step is worked at. */
export interface StepPlace {
  id: string
  name: string
  /** Who does it; empty when the model does not say. */
  body: string
  byHand: boolean
  /** Minutes of work, where the model says them (`darcha:minutes`). */
  minutes?: Times
  /** Minutes that pass before anybody can work at it (`darcha:wait`). */
  wait?: Times
  /** People who work there, where the model says so (`darcha:staff`). */
  staff?: number
  /** Cases that are gathered before any is worked at (`darcha:batch`). */
  batch?: number
  /** Who is served first: the higher (`darcha:priority`). */
  priority?: number
  /** Weekdays on which who does it works at it, 1 is Monday, where the model says so (`darcha:days="2 4"`). */
  days?: number[]
  /** What it costs each time, in whole units of money (`darcha:cost`). */
  cost?: number
  /** Somebody has to come for it. */
  visit: boolean
}

/** The steps of a model, each with who works at it and how long. */
export const stepPlaces = (bpmn: string): StepPlace[] =>
  [...mapProcess(bpmn).steps.values()].map((step) => {
    const number = (name: string) => Number(step.attributes.get(name) || Number.NaN)
    const minutes = readTimes(step.attributes.get('minutes'))
    const wait = readTimes(step.attributes.get('wait'))
    const [staff, batch, priority, cost] = [number('staff'), number('batch'), number('priority'), number('cost')]
    const days = (step.attributes.get('days') ?? '').split(/[\s,]+/).filter((day) => /^[1-7]$/.test(day))
    return {
      id: step.id,
      name: step.name,
      body: step.body,
      byHand: isHuman(step),
      visit: step.attributes.get('visit') === 'true',
      ...(minutes ? { minutes } : {}),
      ...(wait ? { wait } : {}),
      ...(staff > 0 ? { staff } : {}),
      ...(Number.isInteger(batch) && batch > 1 ? { batch } : {}),
      ...(Number.isFinite(priority) ? { priority } : {}),
      ...(days.length > 0 ? { days: days.map(Number) } : {}),
      ...(cost > 0 ? { cost } : {}),
    }
  })
