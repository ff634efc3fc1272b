import { mapProcess } from './process-map.ts'

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
