import { writeXml } from '../xml/index.ts'
import { isApplicantsByName, lanesIn, mapProcess } from './process-map.ts'

/**
 * A model whose steps and lanes are called as people of a language call them; what has no such name keeps its own. A lane
 * that only its name shows to be the applicant's keeps that, too.
 */
export function renameSteps(bpmn: string, nameOf: (step: string) => string | undefined): string {
  const { document, steps } = mapProcess(bpmn)
  const lanes = document.root.children.flatMap(lanesIn).filter((lane) => !isApplicantsByName(lane))
  for (const element of [...[...steps.values()].map((step) => step.element), ...lanes]) {
    const name = nameOf(element.attribute('id') ?? '')
    const attribute = element.attributes.find((each) => each.name === 'name' && each.namespace === '')
    if (name !== undefined && attribute) attribute.value = name
  }
  return writeXml(document)
}

/** What the steps of a model are called: id and name. */
export const stepNames = (bpmn: string): [id: string, name: string][] =>
  [...mapProcess(bpmn).steps.values()].map(({ id, name }) => [id, name])
