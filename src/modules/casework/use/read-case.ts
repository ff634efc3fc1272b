import { z } from 'zod'
import { groundOf } from '../../../kernel/case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { general, pageRead, Refusal, type Call } from '../../../platform/use-case/index.ts'
import { draftFile, draftsOfCases, resultFile } from '../../documents/index.ts'
import { findPersonByNumber } from '../../../platform/identity/index.ts'
import { dataByNumber, nameIn } from '../model/names-in-letters.ts'
import { resultsOfRules } from '../model/grounds-found.ts'
import { refusing } from '../model/refusing.ts'
import { givenGrounds, lastSaid, noteToCorrect } from '../model/said-in-case.ts'
import { variablesSeen } from '../model/sight.ts'
import { findAttachment } from '../store/attachments.ts'
import type { ApplicationView } from './application-view.ts'
import { getApplicationView, readApplication } from './get-application.ts'

type Reading = Call<{ application: string }, 'country' | 'engine' | 'events' | 'people' | 'services'>

/**
 * A case as its pages show it: beside the interface's answer the variables that texts of the service are said with, the
 * ground given last, and what the office asked to be corrected.
 */
async function readForPages(call: Reading, tx: Tx) {
  const { view, events, sight, own, variables: all, hearings, allEvidence } = await readApplication(call, tx, ['case'])
  const variables = sight ? variablesSeen(all, sight) : all
  return {
    ...(view as ApplicationView),
    variables,
    /** Names in the reader's letters by the numbers that the viewer sees in the answers. */
    known: await namesOfNumbers(tx, (view as ApplicationView).answers, allEvidence, call.language),
    /** Id of the ground given last, by a person or by a rule; undefined when none was given. */
    ground: groundOf(givenGrounds(events), variables),
    toCorrect: noteToCorrect(variables),
    events,
    sight,
    own,
    kept: hearings,
  }
}

/**
 * Who is called how, by the numbers that stand in answers: as a register said in this case, else as the person is known
 * here. Whoever sees somebody's number in a case sees whose it is: a name that no one who works with it could tell apart
 * helps nobody.
 */
async function namesOfNumbers(
  tx: Tx,
  answers: Readonly<Record<string, unknown>>,
  evidence: readonly { data: Record<string, any> | null }[],
  language: string,
): Promise<ReadonlyMap<string, string>> {
  const held = dataByNumber(evidence)
  const numbers = Object.values(answers).filter((value) => typeof value === 'string' && /^\d{6,20}$/.test(value))
  const names = new Map<string, string>()
  for (const number of numbers as string[]) {
    const name = nameIn(held.get(number) ?? {}, language) ?? (await findPersonByNumber(tx, number, language))?.name
    if (name !== undefined) names.set(number, name)
  }
  return names
}

export const readCase = pageRead(getApplicationView).reads(async (call, tx) => {
  const { events: _events, sight: _sight, kept: _kept, ...read } = await readForPages(call, tx)
  return read
})
export type CaseRead = Awaited<ReturnType<typeof readForPages>>

/** A case for those who work on it: also what the rules write, what was said in it, and whether a document waits. */
export const readCaseAtDesk = pageRead(getApplicationView).reads(async (call, tx) => {
  const { events, sight, kept, ...read } = await readForPages(call, tx)
  const service = await call.world.services.get(tx, read.service, read.version)
  const { graph } = await call.world.engine.definitions.get(tx, service.definition)
  const results = resultsOfRules(graph, read.variables)
  return {
    ...read,
    rulesSaid: sight?.decides ? results : {},
    /** How a refusal on each ground stands. */
    refusing: refusing(call.world, service, {
      variables: read.variables,
      results,
      events,
      hearings: kept,
      now: call.now,
    }),
    said: sight?.decides ? lastSaid(events) : {},
    /** The document that waits for a signature, in its words. */
    paper: sight?.decides === true ? (await draftsOfCases(tx, [read.id])).get(read.id)?.content : undefined,
    hasDraft: sight?.decides === true && (await draftFile(tx, read.id)) !== undefined,
  }
})

const withFile = getApplicationView.input.extend({ file: z.string().max(100) })

/**
 * Where a file of a case lies: `draft`, the document that waits for a signature; `result`, the one that was signed; else
 * what the applicant sent, as `attachment <id>`.
 * @throws Refusal not-found
 */
export const readCaseFile = pageRead(getApplicationView, { input: withFile }).reads(async (call, tx) => {
  const { application, file } = call.input
  const attachment = file.startsWith('attachment ') ? await findAttachment(tx, application, file.slice(11)) : undefined
  const { view, sight } = await readApplication(call, tx, attachment ? ['file', attachment.field] : ['document'])
  const found =
    file === 'draft'
      ? sight?.decides === true && (await draftFile(tx, application))
      : file === 'result'
        ? (sight?.decides ?? true) && (await resultFile(tx, application))
        : view.files.some(({ id }) => id === attachment?.id) && attachment
  if (!found) throw new Refusal(general['not-found'])
  return found
})
