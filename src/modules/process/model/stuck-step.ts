import type { ProcessEvent, Step } from '../../../kernel/process/index.ts'

export type Incident = NonNullable<Step['incident']>

/** A step that the model can't take: nothing of it was written, and no new try mends it. */
export class StuckStep extends Error {
  readonly caseId: string
  readonly event: ProcessEvent | { type: 'move' }
  readonly incident: Incident
  constructor(caseId: string, event: ProcessEvent | { type: 'move' }, incident: Incident) {
    super(`${incident.element}: ${incident.message}`)
    this.name = 'StuckStep'
    this.caseId = caseId
    this.event = event
    this.incident = incident
  }
}
