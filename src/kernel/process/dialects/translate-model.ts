import type { ModdleElement } from 'bpmn-moddle'
import { isForeignExpression, toFeel, Untranslatable } from '../../juel/index.ts'
import type { Model } from '../read-model.ts'
import { addParameter, elementsOf, ENGINES, extensionsOf, takeAway } from './extension-elements.ts'
import { translateZeebe } from './translate-zeebe.ts'

/**
 * Says what other engines say in their own words in those of BPMN and Darcha, where there are such: the model is changed,
 * in memory only. What is translated is taken away, so that what is left can be told as not run (`find-unrun.ts`).
 */
export function translateModel(model: Model): void {
  for (const element of elementsOf(model.definitions)) {
    if (/:(Signal|Message)EventDefinition$/.test(element.$type)) translatePayload(element)
    translateListeners(element)
    translateParameters(element)
    translateDecision(element)
    translateZeebe(element, model)
  }
}

/** Variables that a thrown signal or message carries become its payload. */
function translatePayload(definition: ModdleElement): void {
  const event = definition.$parent
  if (!event || !/Throw|End/.test(event.$type) || event.get('darcha:payload') !== undefined) return
  const mappings = extensionsOf(definition).filter(
    (extension) => ENGINES.test(extension.$type) && /:in$/.test(extension.$type),
  )
  const entries = mappings.map((extension) => {
    const source = (extension['sourceExpression'] ?? extension['source']) as string | undefined
    const feel = source === undefined || extension['target'] === undefined ? undefined : translated(source)
    return feel === undefined ? undefined : `${JSON.stringify(extension['target'])}: ${feel}`
  })
  if (entries.length === 0 || entries.includes(undefined)) return
  event.set('darcha:payload', `={${entries.join(', ')}}`)
  takeAway(definition, mappings)
}

const SETS_VARIABLE = /^\s*[$#]\{\s*execution\.setVariable\(\s*["']([\p{L}_][\p{L}\p{N}_]*)["']\s*,(.*)\)\s*\}\s*$/su

/** A listener that sets a variable when an activity ends is an output of that activity. */
function translateListeners(element: ModdleElement): void {
  if (!/Task$|SubProcess$|Transaction$/.test(element.$type)) return
  const listeners = extensionsOf(element).filter((extension) => {
    if (
      !ENGINES.test(extension.$type) ||
      !extension.$type.endsWith(':executionListener') ||
      extension['event'] !== 'end'
    )
      return false
    const [, name, value] = SETS_VARIABLE.exec(String(extension['expression'] ?? '')) ?? []
    const feel = value === undefined ? undefined : translated(`\${${value}}`)
    if (name === undefined || feel === undefined) return false
    addParameter(element, 'outputParameter', name, `=${feel}`)
    return true
  })
  takeAway(element, listeners)
}

/** Parameters that are lists and maps become FEEL lists and contexts. */
function translateParameters(element: ModdleElement): void {
  for (const io of extensionsOf(element)) {
    if (!ENGINES.test(io.$type) || !io.$type.endsWith(':inputOutput')) continue
    for (const parameter of (io['$children'] ?? []) as ModdleElement[]) {
      const [value, another] = (parameter['$children'] ?? []) as ModdleElement[]
      const feel = value && !another ? feelOfValue(value) : undefined
      if (feel === undefined) continue
      delete parameter['$children']
      parameter['$body'] = `=${feel}`
    }
  }
}

/** A value of a parameter as FEEL; undefined when it is a script of another language. */
function feelOfValue(value: ModdleElement): string | undefined {
  const kind = value.$type.slice(value.$type.indexOf(':') + 1)
  const children = (value['$children'] ?? []) as ModdleElement[]
  const body = String(value['$body'] ?? '').trim()
  if (kind === 'value') return feelOfText(body)
  if (kind === 'list') {
    const items = children.map(feelOfValue)
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`
  }
  if (kind === 'map') {
    const entries = children.map((entry) => {
      const [inside] = (entry['$children'] ?? []) as ModdleElement[]
      const feel = inside ? feelOfValue(inside) : feelOfText(String(entry['$body'] ?? '').trim())
      return feel === undefined ? undefined : `${JSON.stringify(String(entry['key'] ?? ''))}: ${feel}`
    })
    return entries.includes(undefined) ? undefined : `{${entries.join(', ')}}`
  }
  if (kind === 'script' && /^(feel|juel)$/i.test(String(value['scriptFormat'] ?? '')))
    return /juel/i.test(String(value['scriptFormat'])) ? translated(body) : body.replace(/^=/, '')
  return undefined
}

const feelOfText = (text: string): string | undefined =>
  isForeignExpression(text) ? translated(text) : JSON.stringify(text)

/** FEEL of an expression; a bare name is that of a variable. */
function translated(text: string): string | undefined {
  if (!isForeignExpression(text)) return text.trim().replace(/^=/, '')
  try {
    return toFeel(text)
  } catch (error) {
    if (error instanceof Untranslatable) return undefined
    throw error
  }
}

/** SpiffWorkflow names the decision of a business rule task in an element of its own. */
function translateDecision(element: ModdleElement): void {
  if (element.$type !== 'bpmn:BusinessRuleTask') return
  const named = extensionsOf(element).find((extension) => extension.$type === 'spiffworkflow:calledDecisionId')
  const decision = String(named?.['$body'] ?? '').trim()
  if (decision !== '' && element.get('darcha:decision') === undefined) element.set('darcha:decision', decision)
}
