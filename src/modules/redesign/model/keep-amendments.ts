import { touchedLaws, unitsOfSteps, type Finding, type TouchedLaw } from '../../../kernel/diagnosis/index.ts'
import { XmlError } from '../../../kernel/xml/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { findVersion } from '../../catalogue/index.ts'
import { countHolding, openAmendment, openOf, setPublished, withdraw } from '../store/amendments.ts'
import { refusal } from './refusals.ts'

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
  const back = open.filter(({ step, unit }) => units.get(step) === unit)
  if (back.length > 0) {
    const ids = back.map(({ id }) => id)
    await withdraw(tx, ids, now)
  }
  // a step that is where it was is no news, though it comes from where the draft had moved it
  const publishedUnits = published === undefined ? undefined : readable(() => unitsOfSteps(published))
  const home = new Set(back.map(({ step }) => step))
  for (const [step, unit] of publishedUnits ?? []) if (units.get(step) === unit) home.add(step)
  for (const { article, ...law } of touched.values()) {
    if (home.has(law.step)) continue
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

/**
 * The legal gate: a draft goes live only when the law says what its process does. Who publishes is told how many draft
 * amendments hold it up, or that a changed law is not in force yet; the table refuses the same.
 * @param today the local day
 */
export async function passLegalGate(tx: Tx, draft: string, today: string): Promise<void> {
  const { open, from } = await countHolding(tx, draft, today)
  if (open > 0) throw new Refusal(refusal['law-open'], { parameters: { count: open } })
  if (from !== null) throw new Refusal(refusal['law-later'])
  await setPublished(tx, draft, today)
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
