import { touchedLaws, unitsOfSteps, type Finding, type TouchedLaw } from '../../../kernel/diagnosis/index.ts'
import { XmlError } from '../../../kernel/xml/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { findVersion } from '../../catalogue/index.ts'
import { openAmendment, openOf, withdraw } from '../store/amendments.ts'

/** A draft whose process was saved. */
export interface SavedProcess {
  draft: string
  service: string
  /** The published version that it was begun from. */
  base: number
  /** Whose draft it is. */
  body: string
  /** The process as it was before; absent: as the version has it. */
  before?: string | undefined
  after: string | undefined
  /** What was mended, where a fix did it. */
  done?: readonly Finding[] | undefined
  by: string
  now: string
}

/**
 * Keeps the draft amendments of a draft in line with its process: for each law of a step that went or passed to another
 * body one is opened, once; when the step is back as it was, it is withdrawn. Held against the published version too, so
 * that nothing is missed where a file could not be read for a while. A process that can't be read changes nothing.
 */
export async function keepAmendments(tx: Tx, saved: SavedProcess): Promise<void> {
  const { draft, service, base, after, before, done = [], by, now } = saved
  if (after === undefined || after === before) return
  const published = (await findVersion(tx, service, base))?.files['process.bpmn']
  const units = readable(() => unitsOfSteps(after))
  if (!units) return
  const touched = new Map<string, TouchedLaw>()
  for (const model of [published, before])
    if (model !== undefined && model !== after)
      for (const law of readable(() => touchedLaws(model, after)) ?? []) touched.set(`${law.step} ${law.law}`, law)
  const open = await openOf(tx, draft)
  const back = open.filter(({ step, unit }) => units.get(step) === unit).map(({ id }) => id)
  if (back.length > 0) await withdraw(tx, back, now)
  for (const { article, ...law } of touched.values()) {
    const found = done.findLast(({ elements }) => elements.includes(law.step))
    await openAmendment(tx, {
      ...law,
      id: newId(now),
      draft,
      service,
      version: base,
      body: saved.body,
      article: article || null,
      finding: found ? { rule: found.rule, values: found.values, evidence: found.evidence } : null,
      by,
      openedAt: now,
    })
  }
}

/** A draft was given up: nothing of it waits for words of law. */
export async function withdrawAmendments(tx: Tx, draft: string, now: string): Promise<void> {
  const open = await openOf(tx, draft)
  if (open.length > 0) {
    const ids = open.map(({ id }) => id)
    await withdraw(tx, ids, now)
  }
}

/** A draft may hold a file that is no XML. */
function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof XmlError) return undefined
    throw error
  }
}
