/** The parser's own types cover elements but not its door; only what is called here is declared. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    $type: string
    $attrs: Record<string, string>
    $parent?: ModdleElement
    id?: string
    name?: string
    get(name: string): any
    [property: string]: any
  }
  export interface ParseResult {
    rootElement: ModdleElement
    elementsById: Record<string, ModdleElement>
    references: { element: ModdleElement; property: string; id: string }[]
    warnings: { message: string }[]
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    fromXML(xml: string): Promise<ParseResult>
    toXML(element: ModdleElement, options?: { format?: boolean; preamble?: boolean }): Promise<{ xml: string }>
  }
}
