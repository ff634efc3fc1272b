import Modeler from 'bpmn-js/lib/Modeler.js'

/** An element of the model as bpmn-js holds it. */
export interface Moddle {
  $type: string
  id: string
  name?: string
  get(name: string): any
  set(name: string, value: unknown): void
  [property: string]: any
}
/** A shape or connection on the canvas. */
export interface Drawn {
  id: string
  type: string
  businessObject: Moddle
  width?: number
  labelTarget?: Drawn
}
export interface Services {
  modeling: {
    updateProperties(element: Drawn, properties: Record<string, unknown>): void
    updateModdleProperties(element: Drawn, moddle: Moddle, properties: Record<string, unknown>): void
  }
  commandStack: { undo(): void; redo(): void; canUndo(): boolean; canRedo(): boolean }
  canvas: {
    zoom(scale?: number | 'fit-viewport', center?: 'auto'): number
    viewbox(box?: { x: number; y: number; width: number; height: number }): {
      inner: { x: number; y: number; width: number; height: number }
      outer: { width: number; height: number }
    }
    focus(): void
  }
  selection: { get(): Drawn[]; select(element: Drawn): void }
  elementRegistry: { get(id: string): Drawn | undefined }
  overlays: { add(element: Drawn, overlay: { position: { top: number; right: number }; html: HTMLElement }): string }
  bpmnFactory: { create(type: string, properties: object): Moddle }
}

/** All that may be said of an element in our namespace: kept when its kind changes, written with our prefix. */
const descriptor = (attributes: readonly string[]) => ({
  name: 'Darcha',
  uri: 'urn:darcha:bpmn:1',
  prefix: 'darcha',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Said',
      extends: ['bpmn:BaseElement'],
      properties: attributes.map((name) => ({ name, isAttr: true, type: 'String' })),
    },
  ],
})

/** Kinds of the palette that say nothing to whoever runs a process. */
const LEFT_OUT = ['create.data-object', 'create.data-store', 'create.group']

/** What a new element of a kind begins with, so that it runs. */
const BEGINS_WITH: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'bpmn:UserTask': { 'darcha:act': 'examine' },
  'bpmn:ServiceTask': { 'darcha:job': 'notify' },
}

type Create = (kind: string, attributes: { type?: string; businessObject?: unknown }) => Drawn

/** A task without a kind can't run: what is drawn as one is a person's. */
function ourElements(
  elementFactory: { create: Create },
  palette: { registerProvider(priority: number, provider: object): void },
): void {
  const create = elementFactory.create.bind(elementFactory)
  elementFactory.create = (kind, attributes) => {
    const isNew = kind === 'shape' && attributes.businessObject === undefined
    const made = create(
      kind,
      isNew && attributes.type === 'bpmn:Task' ? { ...attributes, type: 'bpmn:UserTask' } : attributes,
    )
    if (isNew)
      for (const [name, value] of Object.entries(BEGINS_WITH[made.type] ?? {})) made.businessObject.set(name, value)
    return made
  }
  palette.registerProvider(500, {
    getPaletteEntries: () => (entries: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(entries).filter(([name]) => !LEFT_OUT.includes(name))),
  })
}
ourElements.$inject = ['elementFactory', 'palette']

/**
 * Begins bpmn-js in a box that is shown (in a hidden one it can't measure).
 * @param words what its tools are called, by their English names
 * @param attributes names of what may be said of elements in our namespace
 */
export function begin(container: HTMLElement, words: Record<string, string>, attributes: readonly string[]): Modeler {
  const translate = (text: string, values: Record<string, string> = {}) =>
    (words[text] ?? text).replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all)
  return new Modeler({
    container,
    moddleExtensions: { darcha: descriptor(attributes) },
    additionalModules: [
      { translate: ['value', translate], __init__: ['ourElements'], ourElements: ['type', ourElements] },
    ],
  })
}

export const serviceOf = <Name extends keyof Services>(modeler: Modeler, name: Name): Services[Name] =>
  modeler.get<Services[Name]>(name)
export const writtenBy = async (modeler: Modeler): Promise<string> => (await modeler.saveXML({ format: true })).xml
export type { Modeler }
