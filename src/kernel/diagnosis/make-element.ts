import { XmlElement } from '../xml/index.ts'

/** A new element with attributes of no namespace; it stands on no line of a file. */
export const makeElement = (
  called: { prefix: string; namespace: string; name: string },
  attributes: Readonly<Record<string, string>>,
): XmlElement =>
  new XmlElement({
    ...called,
    line: 0,
    attributes: Object.entries(attributes).map(([key, value]) => ({ prefix: '', name: key, namespace: '', value })),
  })
