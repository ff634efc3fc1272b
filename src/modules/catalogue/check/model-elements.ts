import { lineOf, type Model } from '../../../kernel/process/index.ts'

type Moddle = Model['definitions']

/** An element of a process as the checks look at it. */
export interface ModelElement {
  id: string
  /** Local name: `userTask`. */
  type: string
  line: number
  /** A `darcha:` attribute, undefined when absent. */
  attribute(name: string): string | undefined
  /** Plain text of its timer. */
  timer: string | undefined
  /** Name of the message it waits for. */
  message: string | undefined
  /** Condition of a sequence flow. */
  condition: string | undefined
  /** Ids of what a sequence flow joins. */
  from: string | undefined
  to: string | undefined
  /** Id of the activity at whose border an event stands. */
  host: string | undefined
  drawn: boolean
}

/**
 * What a diagram shows: flow elements, but lanes and pools too. `name` is the model's own, empty when there is none.
 */
export interface ShownElement {
  id: string
  name: string
}

/** All flow elements of all processes of a model, inner ones too, in document order. */
export function elementsOf(model: Model): ModelElement[] {
  const drawn = new Set(shownOf(model).map((element) => element.id))
  const found: ModelElement[] = []
  const visit = (container: Moddle) => {
    for (const element of (container['flowElements'] ?? []) as Moddle[]) {
      found.push(look(element, drawn))
      visit(element)
    }
  }
  for (const root of (model.definitions['rootElements'] ?? []) as Moddle[]) visit(root)
  return found
}

/** All that a model's diagrams show, in their order. */
export function shownOf(model: Model): ShownElement[] {
  const shapes: Moddle[] = (model.definitions['diagrams'] ?? []).flatMap(
    (diagram: Moddle) => diagram['plane']?.planeElement ?? [],
  )
  return shapes.flatMap(({ bpmnElement: element }): ShownElement[] =>
    element?.id ? [{ id: element.id, name: String(element.name ?? element.text ?? '').trim() }] : [],
  )
}

function look(element: Moddle, drawn: ReadonlySet<string>): ModelElement {
  const id = element.id ?? ''
  const local = element.$type.slice(element.$type.indexOf(':') + 1)
  const [event] = (element['eventDefinitions'] ?? []) as Moddle[]
  return {
    id,
    type: local.charAt(0).toLowerCase() + local.slice(1),
    line: lineOf(element) ?? 1,
    attribute: (name) => {
      const value: unknown = element.get(`darcha:${name}`)
      return typeof value === 'string' ? value : undefined
    },
    timer: (event?.['timeDuration']?.body as string | undefined)?.trim(),
    message: event?.['messageRef']?.name as string | undefined,
    condition: element['conditionExpression']?.body as string | undefined,
    from: element['sourceRef']?.id as string | undefined,
    to: element['targetRef']?.id as string | undefined,
    host: element['attachedToRef']?.id as string | undefined,
    drawn: drawn.has(id),
  }
}
