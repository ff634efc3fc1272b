import { PermanentFailure } from '../../../platform/jobs/index.ts'
import type { EvidenceRequest } from './evidence.ts'

/** What is asked, as far as a service's model has to declare it. */
export type Asked = Pick<EvidenceRequest, 'register' | 'evidence' | 'attributes' | 'purpose' | 'version' | 'basis'> & {
  caseNumber: string
  /** The draft or case it is asked for; a feed is read for nobody's. */
  caseId?: string
  /** A feed of the register is read. */
  feed?: string
  /** Whom it is about; a feed is about nobody by number. */
  subject?: { number: string }
  requestedBy?: { body: string; actor?: string }
}

/** Basis of the question who the relatives of an applicant are, by which none of them decides. */
export const IMPARTIALITY = 'impartiality'

/** Basis of the question where somebody lives, to send them a letter about what another asks them. */
export const LETTER = 'letter'

/** Purpose of a person's own look at what a register holds of them. */
export const OWN_LOOK = 'own-look'

/** A read that nobody may make: it never left. */
export class OutsideTheModel extends PermanentFailure {
  constructor(asked: Pick<Asked, 'register' | 'purpose'>, why: string) {
    super(`the read of the register ${asked.register} for ${asked.purpose} was not sent: ${why}`)
    this.name = 'OutsideTheModel'
  }
}

/** The person has not agreed that the register is asked: nothing left. */
export class ConsentMissing extends OutsideTheModel {
  constructor(asked: Pick<Asked, 'register' | 'purpose'>) {
    super(asked, 'the person has not agreed to it')
    this.name = 'ConsentMissing'
  }
}
