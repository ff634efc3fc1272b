import { z } from 'zod'
import type { Tx } from '../../../platform/database/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { isWhole } from '../model/chain-events.ts'
import { passagesOf } from '../model/history.ts'
import { drawingOf } from '../model/drawing-of.ts'
import { xesEvents, type XesEvent } from '../model/xes.ts'
import { versionIds } from '../store/definitions.ts'
import type { Engine } from '../model/engine.ts'
import { casesOf, findCaseLine, stepsIn, type CaseLine } from '../store/history.ts'
import { DefinitionId } from './reason.ts'

const Event = z.object({
  case: z.string(),
  name: z.string(),
  at: z.string(),
  resource: z.string(),
  transition: z.enum(['start', 'complete', 'ate_abort', 'pi_abort']),
  element: z.string(),
  round: z.number().optional(),
})
const may = ['role auditor', 'role administrator'] as const
const roles = ['auditor', 'administrator']
const PAGE = 200
/** Numbers of archived cases whose file is away or altered: what was before they were archived is missing here. */
const incomplete = z.array(z.string())

export const exportCaseHistory = useCase({
  name: 'process.export-case-history',
  title: 'The history of one case as events of XES; `/cases/{case}/history.xes` gives the file',
  at: 'GET /cases/{case}/history',
  input: z.object({ case: z.uuid() }),
  output: z.object({ items: z.array(Event), incomplete, next: z.null() }),
  may,
  needs: ['engine', 'whoseCases'],
}).reads(async ({ input, world, looked }, tx) => {
  const line = await findCaseLine(tx, input.case)
  if (!line) throw new Refusal(general['not-found'])
  for (const look of await world.whoseCases(tx, [line.caseId])) looked({ ...look, what: 'history', roles })
  return { ...(await eventsOf(tx, world.engine, [line])), next: null }
})

export const exportServiceHistory = useCase({
  name: 'process.export-service-history',
  title:
    'The history of all cases of a service, or of one version of it, as events of XES, whole cases in the order of their start, or from the newest back; `/definitions/{definition}/history.xes` gives the file',
  at: 'GET /definitions/{definition}/history',
  input: z.object({ definition: DefinitionId, after: z.uuid().optional(), newest: z.boolean().default(false) }),
  output: z.object({ items: z.array(Event), incomplete, next: z.uuid().nullable() }),
  may,
  needs: ['engine', 'whoseCases'],
}).reads(async ({ input, world, looked }, tx) => {
  const versions = await versionIds(tx, input.definition)
  if (versions.length === 0) throw new Refusal(general['not-found'])
  const lines = await casesOf(tx, versions, { after: input.after, newest: input.newest, size: PAGE })
  for (const look of await world.whoseCases(
    tx,
    lines.map((line) => line.caseId),
  ))
    looked({ ...look, what: 'history', roles })
  return { ...(await eventsOf(tx, world.engine, lines)), next: lines.length === PAGE ? lines.at(-1)!.caseId : null }
})

/** Events of whole cases; elements are called as the version of each case calls them. */
async function eventsOf(
  tx: Tx,
  engine: Engine,
  lines: readonly CaseLine[],
): Promise<{ items: XesEvent[]; incomplete: string[] }> {
  const histories = await engine.chainEvents(
    tx,
    lines.map((line) => line.caseId),
  )
  const items: XesEvent[] = []
  const incomplete: string[] = []
  for (const line of lines) {
    const names = new Map((await drawingOf(tx, line.definition))?.elements.map((element) => [element.id, element.name]))
    const chain = histories.get(line.caseId) ?? []
    if (!isWhole(chain)) incomplete.push(line.label)
    items.push(...xesEvents(line.label, passagesOf(stepsIn(chain)), (element) => names.get(element) || element))
  }
  return { items, incomplete }
}
