import type { ModdleElement } from 'bpmn-moddle'
import { compileFeel } from '../rules/index.ts'
import type { Source } from './compile-occurrence.ts'
import { compileExpression, compileValue } from './expressions.ts'
import { foreignAttribute, isBound } from './foreign.ts'
import type { Loop, Rounds, Value } from './graph.ts'
import { referred, referredName } from './read-model.ts'
import { called } from './report.ts'
import { isForeignExpression } from './translate-expression.ts'

/** Multi-instance and standard loop of an activity. */
export function compileLoop(source: Source, activity: ModdleElement): { rounds?: Rounds; loop?: Loop } {
  const element: ModdleElement | undefined = activity['loopCharacteristics']
  if (!element) return {}
  if (/Standard/.test(element.$type)) {
    const body: string | undefined = element['loopCondition']?.body
    const condition = body?.trim()
      ? source.report.compiled(activity, 'the loop condition', () => compileExpression(body))
      : undefined
    const maximum = element['loopMaximum'] === undefined ? undefined : Number(element['loopMaximum'])
    if (!condition && maximum === undefined)
      source.report.error(
        activity,
        'loop',
        `the loop of ${called(activity)} has neither a condition nor a maximum`,
        'give one of them',
      )
    return {
      loop: {
        before: element['testBefore'] === true,
        ...(condition ? { condition } : {}),
        ...(maximum === undefined ? {} : { maximum }),
      },
    }
  }
  return { rounds: compileRounds(source, activity, element) }
}

function compileRounds(source: Source, activity: ModdleElement, element: ModdleElement): Rounds {
  const { report, prefixes, model } = source
  // Camunda 8 counts from 1, all others from 0
  const rounds: Rounds = {
    sequential: element['isSequential'] === true,
    first: isBound(model.definitions, 'zeebe') ? 1 : 0,
  }
  const cardinality: string | undefined = element['loopCardinality']?.body
  if (cardinality?.trim()) {
    const feel = report.compiled(activity, 'the number of rounds', () => compileExpression(cardinality))
    if (feel) rounds.cardinality = { feel }
  }
  const dataInput = referred(model, element, 'loopDataInputRef')
  const list =
    element.get('darcha:collection') ??
    foreignAttribute(element, prefixes, 'collection') ??
    dataInput?.name ??
    dataInput?.id ??
    referredName(model, element, 'loopDataInputRef')
  if (list !== undefined) {
    const collection = report.compiled(activity, 'the collection', () => listValue(list))
    if (collection) rounds.collection = collection
  }
  if (!rounds.cardinality && !rounds.collection)
    report.error(
      activity,
      'rounds',
      `the multi-instance ${called(activity)} gives neither a number of rounds nor a collection`,
      'give loopCardinality, loopDataInputRef or darcha:collection',
    )
  const each: string | undefined =
    element.get('darcha:element') ??
    foreignAttribute(element, prefixes, 'elementVariable') ??
    element['inputDataItem']?.name ??
    element['inputDataItem']?.id
  if (each) rounds.element = each
  const index = foreignAttribute(element, prefixes, 'elementIndexVariable')
  if (index) rounds.index = index
  const done: string | undefined = element['completionCondition']?.body
  if (done?.trim()) {
    const feel = report.compiled(activity, 'the completion condition', () => compileExpression(done))
    if (feel) rounds.done = feel
  }
  const output = referred(model, element, 'loopDataOutputRef')
  const outputList = output?.name ?? output?.id ?? referredName(model, element, 'loopDataOutputRef')
  const outputItem: string | undefined = element['outputDataItem']?.name ?? element['outputDataItem']?.id
  const item = outputItem && report.compiled(activity, 'what a round gives', () => compileValue(outputItem))
  if (outputList && item) rounds.output = { list: outputList, item }
  const behaviour: string | undefined = element['behavior']
  if (behaviour && behaviour !== 'All')
    report.error(
      activity,
      'not-run',
      `${called(activity)}: multi-instance events (behavior ${behaviour}) are not run`,
      'remove the behavior attribute',
    )
  return rounds
}

/** A collection is FEEL after `=`, a translated expression, or the name of a variable. */
const listValue = (text: string): Value =>
  text.trim().startsWith('=') || isForeignExpression(text) ? compileValue(text) : { feel: compileFeel(text.trim()) }
