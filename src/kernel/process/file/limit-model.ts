import { XmlError, type XmlElement } from '../../xml/index.ts'
import { limits } from '../limits.ts'
import { packagePrefix } from './metamodel.ts'

/** @throws XmlError when a file has more elements of a process than are run, before anything is built of them */
export function limitModel(root: XmlElement): void {
  let elements = 0
  let flows = 0
  const visit = (element: XmlElement): void => {
    if (packagePrefix(element.namespace) === 'bpmn') {
      if (element.name === 'sequenceFlow' && ++flows > limits.flows)
        throw tooMany(element, limits.flows, 'sequence flows')
      if (PART.test(element.name) && ++elements > limits.elements) throw tooMany(element, limits.elements, 'elements')
    }
    element.children.forEach(visit)
  }
  visit(root)
}

const tooMany = (element: XmlElement, most: number, what: string): XmlError =>
  new XmlError(
    'too-many-elements',
    `the model has more than ${most} ${what}`,
    element.line,
    'split the process with call activities',
  )

/** What counts as an element of the model: not the flows between them, nor what stands inside events. */
const PART =
  /(task|gateway|event|subprocess|activity|transaction|dataobject|datastore|lane|participant|messageflow|association|message|signal|error|escalation|annotation|group)$/i
