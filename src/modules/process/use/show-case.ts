import { z } from 'zod'
import type { Tx } from '../../../platform/database/index.ts'
import { personNames } from '../../../platform/identity/index.ts'
import { general, Refusal, editable, useCase } from '../../../platform/use-case/index.ts'
import { isWhole } from '../model/chain-events.ts'
import { recordsOf, passagesOf } from '../model/history.ts'
import { waitsOfCase } from '../model/waits-of-case.ts'
import { drawingOf } from '../model/drawing-of.ts'
import { namedDrawing } from '../model/named-drawing.ts'
import { findCaseLine, stepsIn } from '../store/history.ts'
import { findInstance, STATUS, STATUSES, statusNamed } from '../store/instances.ts'
import { lockCase } from '../store/lock-case.ts'

const roles = ['administrator', 'auditor']

export const showCase = useCase({
  name: 'process.show-case',
  title: 'Where a case stands in its process and how it came there: tokens, passed elements, what was done to it',
  at: 'GET /cases/{case}/diagram',
  input: z.object({ case: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    number: z.string(),
    definition: z.string(),
    outcome: z.enum(STATUSES),
    suspended: z.boolean(),
    archived: z.boolean(),
    /** False when the case is archived and its file can't be read: what was before is missing here. */ whole:
      z.boolean(),
    startedAt: z.string(),
    endedAt: z.string().nullable(),
    tokens: z.array(
      z.object({
        wait: z.number(),
        element: z.string(),
        name: z.string(),
        kind: z.string(),
        dueAt: z.string().nullable(),
        beside: z.boolean(),
      }),
    ),
    passed: z.array(
      z.object({
        element: z.string(),
        name: z.string(),
        type: z.string(),
        entered: z.number(),
        left: z.number(),
        cancelled: z.number(),
        firstAt: z.string(),
        lastAt: z.string(),
      }),
    ),
    elements: z.array(z.object({ id: z.string(), type: z.string(), name: z.string() })),
    operations: z.array(
      z.object({
        at: z.string(),
        kind: z.string(),
        actor: z.string(),
        /** Who that is, where it is a person. */ name: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  }),
  may: ['role administrator', 'role auditor'],
  needs: ['engine', 'namesOfElements', 'whoseCases'],
}).reads(async ({ input, world, language, looked }, tx) => {
  const [line, instance] = await Promise.all([findCaseLine(tx, input.case), findInstance(tx, input.case)])
  const drawing = line && (await namedDrawing(tx, world, line.definition, language))
  if (!line || !drawing) throw new Refusal(general['not-found'])
  for (const look of await world.whoseCases(tx, [input.case])) looked({ ...look, what: 'history', roles })
  const names = new Map(drawing.elements.map((element) => [element.id, element.name]))
  const nameOf = (element: string) => names.get(element) || element
  // a name that FEEL works out, or that stands in a called version, is not the drawing's to tell
  const own = new Map((await drawingOf(tx, line.definition))?.elements.map((element) => [element.id, element.name]))
  const chain = (await world.engine.chainEvents(tx, [input.case])).get(input.case)!
  const events = stepsIn(chain)
  const waits = instance?.status === STATUS.running ? await waitsOfCase(tx, world.engine, instance) : []
  return {
    id: line.caseId,
    number: line.label,
    definition: line.definition,
    outcome: statusNamed(line.status),
    suspended: line.suspended || (instance?.suspended ?? false),
    archived: line.archived,
    whole: isWhole(chain),
    startedAt: line.startedAt,
    endedAt: line.endedAt,
    tokens: waits.map((wait) => ({
      wait: wait.id,
      element: wait.element,
      name: wait.name !== undefined && wait.name !== own.get(wait.element) ? wait.name : nameOf(wait.element),
      kind: wait.kind,
      dueAt: wait.dueAt ?? null,
      beside: wait.place === 'boundary' || wait.place === 'event-sub-process',
    })),
    passed: recordsOf(passagesOf(events)).map(({ spent: _spent, ended: _ended, ...item }) => ({
      ...item,
      name: nameOf(item.element),
    })),
    elements: drawing.elements,
    operations: await Promise.all(
      events
        .filter((event) => typeof event.body['reason'] === 'string' || event.kind === 'process.stuck')
        .map(async (event) => ({
          at: event.at,
          kind: event.kind,
          actor: event.actor,
          name: await nameOfActor(tx, event.actor, language),
          reason:
            typeof event.body['reason'] === 'string' ? event.body['reason'] : (event.body.incident?.message ?? null),
        })),
    ),
  }
})

/** Where a case stands and on which version; what is done beside that does not move it. */
export const theStanding = editable(showCase, {
  lock: (tx, item) => lockCase(tx, item.case),
  parts: ({ definition, outcome, suspended, tokens }) => ({
    definition,
    outcome,
    suspended,
    tokens: tokens.map(({ wait, element }) => [wait, element]),
  }),
})

const PERSON = /^person:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i

const nameOfActor = async (tx: Tx, actor: string, language: string): Promise<string | null> => {
  const id = PERSON.exec(actor)?.[1]
  return id === undefined ? null : ((await personNames(tx, [id], language)).get(id) ?? null)
}
