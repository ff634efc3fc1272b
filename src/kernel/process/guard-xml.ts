import { SaxesParser } from 'saxes'
import { limits } from './limits.ts'
import type { Problem } from './types.ts'

class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

const DIAGRAM = /^http:\/\/www\.omg\.org\/spec\/(BPMN\/20100524\/DI|DD\/20100524\/D[CI])$/

/**
 * Reads through the XML once before anything builds a tree of it: well-formed, no document type declaration
 * (so no entities to expand), not too deep, not too many elements.
 * @returns the first problem, with its line; undefined when all is well
 */
export function guardXml(xml: string): Problem | undefined {
  if (xml.length > limits.bytes)
    return problem(
      'too-large',
      `the model is larger than ${limits.bytes / 1_000_000} MB`,
      1,
      'split the process with call activities',
    )
  const parser = new SaxesParser({ xmlns: true })
  let depth = 0,
    elements = 0
  const stop = (code: string, message: string, remedy: string) => {
    throw new Refused(problem(code, message, parser.line, remedy))
  }
  parser.on('error', (error) => {
    throw new Refused(
      problem(
        'not-xml',
        `the file is not well-formed XML: ${error.message}`,
        parser.line,
        'export the model again from the modelling tool',
      ),
    )
  })
  parser.on('doctype', () =>
    stop('doctype', 'a document type declaration is not allowed in a model', 'remove the <!DOCTYPE …> part'),
  )
  parser.on('opentag', (tag) => {
    if (++depth > limits.depth)
      stop('too-deep', `elements are nested deeper than ${limits.depth} levels`, 'flatten the model')
    if (!DIAGRAM.test(tag.uri) && MODEL_PARTS.has(tag.local) && ++elements >= limits.elements)
      stop(
        'too-many-elements',
        `the model has ${limits.elements} elements or more`,
        'split the process with call activities',
      )
  })
  parser.on('closetag', () => {
    depth--
  })
  try {
    parser.write(xml).close()
  } catch (error) {
    if (error instanceof Refused) return error.problem
    throw error
  }
  return undefined
}

/** What counts as an element of the model: not the `incoming` and `outgoing` repeats, not what stands inside events. */
const MODEL_PARTS = {
  has: (name: string): boolean =>
    /(task|gateway|event|subprocess|activity|sequenceflow|transaction|dataobject|datastore|lane|participant|messageflow|association|message|signal|error|escalation|annotation|group)$/i.test(
      name,
    ),
}

const problem = (code: string, message: string, line: number, remedy: string): Problem => ({
  severity: 'error',
  code,
  message,
  line,
  remedy,
})
