import { listIn, mapProcess } from './process-map.ts'

/** What an edit changed, by ids of steps. */
export interface StepDifference {
  removed: { id: string; name: string }[]
  added: { id: string; name: string; type: string }[]
  /** Same id, another kind, name or `darcha:` attribute; `what` names them as `type: userTask → serviceTask`. */
  changed: { id: string; name: string; what: string[] }[]
}

/** Compares the steps of two models. @throws XmlError when a text is no XML */
export function compareSteps(before: string, after: string): StepDifference {
  const [old, now] = [mapProcess(before).steps, mapProcess(after).steps]
  const changed: StepDifference['changed'] = []
  for (const [id, step] of now) {
    const was = old.get(id)
    if (!was) continue
    const what: string[] = []
    const say = (name: string, from: string, to: string) => {
      if (from !== to) what.push(`${name}: ${from || '–'} → ${to || '–'}`)
    }
    say('type', was.type, step.type)
    say('name', was.name, step.name)
    for (const name of new Set([...was.attributes.keys(), ...step.attributes.keys()]))
      say(name, was.attributes.get(name) ?? '', step.attributes.get(name) ?? '')
    if (what.length > 0) changed.push({ id, name: step.name, what })
  }
  return {
    removed: [...old.values()].filter(({ id }) => !now.has(id)).map(({ id, name }) => ({ id, name })),
    added: [...now.values()].filter(({ id }) => !old.has(id)).map(({ id, name, type }) => ({ id, name, type })),
    changed,
  }
}

/** A law that a step rested on which is now gone or is done by another: a draft amendment is due. */
export interface TouchedLaw {
  law: string
  /** The place in it, as the model names it (`darcha:article`); empty where it names none. */
  article: string
  step: string
  name: string
  /** Who did it. */
  unit: string
  what: 'removed' | 'moved to another body'
}

/** The laws whose words an edit leaves behind. @throws XmlError when a text is no XML */
export function touchedLaws(before: string, after: string): TouchedLaw[] {
  const [old, now] = [mapProcess(before).steps, mapProcess(after).steps]
  return [...old.values()].flatMap((step): TouchedLaw[] => {
    const next = now.get(step.id)
    if (next && next.body === step.body) return []
    return [...new Set(listIn(step, 'basis'))].map((law) => ({
      law,
      article: step.attributes.get('article') ?? '',
      step: step.id,
      name: step.name,
      unit: step.body,
      what: next ? 'moved to another body' : 'removed',
    }))
  })
}

/** Who does each step of a model, by its id. @throws XmlError when the text is no XML */
export const unitsOfSteps = (bpmn: string): ReadonlyMap<string, string> =>
  new Map([...mapProcess(bpmn).steps.values()].map(({ id, body }) => [id, body]))
