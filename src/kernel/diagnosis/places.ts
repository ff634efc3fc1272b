import { isHuman, mapProcess } from './process-map.ts'

/** Where a step is worked at. */
export interface StepPlace {
  id: string
  /** Who does it; empty when the model does not say. */
  body: string
  byHand: boolean
  /** Mean minutes of work, where the model says them (`darcha:minutes`). */
  minutes?: number
  /** People who work there, where the model says so (`darcha:staff`). */
  staff?: number
  /** Somebody has to come for it. */
  visit: boolean
}

/** The steps of a model, each with who works at it and how long. */
export const stepPlaces = (bpmn: string): StepPlace[] =>
  [...mapProcess(bpmn).steps.values()].map((step) => {
    const minutes = Number(step.attributes.get('minutes'))
    const staff = Number(step.attributes.get('staff'))
    return {
      id: step.id,
      body: step.body,
      byHand: isHuman(step),
      visit: step.attributes.get('visit') === 'true',
      ...(minutes > 0 ? { minutes } : {}),
      ...(staff > 0 ? { staff } : {}),
    }
  })
