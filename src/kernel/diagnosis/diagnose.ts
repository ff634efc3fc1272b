import type { Finding, Look, ServiceFacts } from './finding.ts'
import {
  askedTwice,
  decidedByTable,
  heldByState,
  noLaw,
  opinionsInSeries,
  pingPong,
  sameHands,
  visitForPaper,
} from './looks.ts'
import { doneAgain, returnedToApplicant } from './looks-loops.ts'
import { manyBodies, tooFewHands } from './looks-bodies.ts'
import { approvalChangesNothing, doneInBatches, rareWay, twoKinds } from './looks-lived.ts'
import { doneInVain, testsOutOfOrder } from './looks-order.ts'
import type { Lived } from './lived.ts'
import { mapProcess } from './process-map.ts'

const LOOKS: readonly Look[] = [
  heldByState,
  askedTwice,
  visitForPaper,
  opinionsInSeries,
  pingPong,
  decidedByTable,
  noLaw,
  sameHands,
  returnedToApplicant,
  doneAgain,
  doneInVain,
  testsOutOfOrder,
  twoKinds,
  doneInBatches,
  approvalChangesNothing,
  rareWay,
  tooFewHands,
  manyBodies,
]

/**
 * Looks for patterns of re-engineering in a model.
 * @param source BPMN 2.0 XML
 * @param facts what the service's passport says; without it only what the model itself shows is found
 * @param lived what a log tells of its steps; without it patterns that only a log shows are not found
 * @returns findings in the order of the rules, then of the model
 * @throws XmlError when the text is no XML
 */
export function diagnose(source: string | Uint8Array, facts?: ServiceFacts, lived?: Lived): Finding[] {
  const map = mapProcess(source)
  return LOOKS.flatMap((look) => look(map, facts, lived))
}
