import { isApplicants, isHuman, isOffices, listIn, mapProcess } from './process-map.ts'

/** What a model takes of an applicant, counted from its steps. */
export interface BurdenCounted {
  /** Papers that the applicant fetches or brings. */
  documents: number
  visits: number
  /** Bodies whose people work on it. */
  bodies: number
  /** Steps that a person does. */
  handSteps: number
}

/** Counts what a model takes: papers, visits, bodies, work by hand. @throws XmlError when the text is no XML */
export function countBurden(bpmn: string): BurdenCounted {
  const steps = [...mapProcess(bpmn).steps.values()].filter(isHuman)
  const applicants = steps.filter(isApplicants)
  return {
    documents: new Set(applicants.flatMap((step) => listIn(step, 'documents'))).size,
    visits: applicants.filter((step) => step.attributes.get('visit') === 'true').length,
    bodies: new Set(steps.filter(isOffices).map((step) => step.body)).size,
    handSteps: steps.length,
  }
}
