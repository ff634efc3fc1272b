import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { mergeRecords, passagesOf, recordsOf } from '../model/history.ts'
import { namedDrawing } from '../model/named-drawing.ts'
import { openByElement } from '../store/tasks.ts'
import { casesOf, eventsOfChains, stepsIn } from '../store/history.ts'
import { DefinitionId } from './reason.ts'

/** The newest cases say how a service runs now; more of them make the page slow and the figure old. */
const CASES_AT_MOST = 1_000

export const measureService = useCase({
  name: 'process.measure-service',
  title: 'How often and how long the newest cases of a version stood at each element of its process',
  at: 'GET /definitions/{definition}/measures',
  input: z.object({ definition: DefinitionId }),
  output: z.object({
    id: z.string(),
    cases: z.number(),
    casesAtMost: z.number(),
    since: z.string().nullable(),
    elements: z.array(
      z.object({
        element: z.string(),
        name: z.string(),
        type: z.string(),
        entered: z.number(),
        left: z.number(),
        cancelled: z.number(),
        standing: z.number(),
        /** Of those that stand there now, how many tasks are over their term. */ late: z.number(),
        /** Mean seconds of a visit that ended. */ meanSeconds: z.number().nullable(),
      }),
    ),
  }),
  needs: ['namesOfElements'],
  may: ['role administrator', 'role auditor'],
}).reads(async ({ input, world, language, now }, tx) => {
  const drawing = await namedDrawing(tx, world, input.definition, language)
  if (!drawing) throw new Refusal(general['not-found'])
  const cases = (await casesOf(tx, [input.definition], { newest: true, size: CASES_AT_MOST })).filter(
    (latestCaseRow) => !latestCaseRow.archived,
  )
  const ids = cases.map((caseRow) => caseRow.caseId)
  const [histories, tasks] = await Promise.all([eventsOfChains(tx, ids), openByElement(tx, ids, now)])
  const names = new Map(drawing.elements.map((element) => [element.id, element.name]))
  const records = mergeRecords([...histories.values()].map((events) => recordsOf(passagesOf(stepsIn(events)))))
  const visited = new Set(records.map(({ element }) => element))
  const broughtHere = drawing.elements
    .filter(({ id }) => tasks.has(id) && !visited.has(id))
    .map(({ id, type }) => ({ element: id, type, entered: 0, left: 0, cancelled: 0, spent: 0, ended: 0 }))
  return {
    id: input.definition,
    cases: cases.length,
    casesAtMost: CASES_AT_MOST,
    since: cases.at(-1)?.startedAt ?? null,
    elements: [...records, ...broughtHere].map(({ element, type, entered, left, cancelled, spent, ended }) => ({
      element,
      name: names.get(element) || element,
      type,
      entered,
      left,
      cancelled,
      // what people do is counted where it waits now: a case of another version began elsewhere
      standing: tasks.get(element)?.open ?? (type === 'userTask' ? 0 : entered - ended),
      late: tasks.get(element)?.late ?? 0,
      meanSeconds: ended === 0 ? null : Math.round(spent / ended / 100) / 10,
    })),
  }
})
