import { writeXml } from '../xml/index.ts'
import { mapProcess } from './process-map.ts'

/** A model whose steps are called as people of a language call them; a step that has no such name keeps its own. */
export function renameSteps(bpmn: string, nameOf: (step: string) => string | undefined): string {
  const { document, steps } = mapProcess(bpmn)
  for (const step of steps.values()) {
    const name = nameOf(step.id)
    const attribute = step.element.attributes.find((each) => each.name === 'name' && each.namespace === '')
    if (name !== undefined && attribute) attribute.value = name
  }
  return writeXml(document)
}

/** What the steps of a model are called: id and name. */
export const stepNames = (bpmn: string): [id: string, name: string][] =>
  [...mapProcess(bpmn).steps.values()].map(({ id, name }) => [id, name])
