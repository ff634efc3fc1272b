import { XmlError, type XmlElement } from '../../xml/index.ts'
import { limits } from '../limits.ts'
import { packagePrefix } from './metamodel.ts'

/** @throws XmlError when a file has more elements of a process than are run, before anything is built of them */
export function limitModel(root: XmlElement): void {
  let elements = 0
  const visit = (element: XmlElement): void => {
    if (packagePrefix(element.namespace) === 'bpmn' && PART.test(element.name) && ++elements >= limits.elements)
      throw new XmlError(
        'too-many-elements',
        `the model has ${limits.elements} elements or more`,
        element.line,
        'split the process with call activities',
      )
    element.children.forEach(visit)
  }
  visit(root)
}

/** What counts as an element of the model: not the `incoming` and `outgoing` repeats, not what stands inside events. */
const PART =
  /(task|gateway|event|subprocess|activity|sequenceflow|transaction|dataobject|datastore|lane|participant|messageflow|association|message|signal|error|escalation|annotation|group)$/i
