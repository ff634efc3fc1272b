/** The metamodel's own types cover elements but not its door; only what is called here is declared. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    $type: string
    $attrs: Record<string, string>
    $parent?: ModdleElement
    id?: string
    name?: string
    get(name: string): any
    set(name: string, value: unknown): void
    [property: string]: any
  }
  /** A property of a type; names of other packages' properties carry their prefix. */
  export interface ModdleProperty {
    name: string
    ns: { name: string; prefix: string; localName: string }
    type: string
    isAttr?: boolean
    isMany?: boolean
    isReference?: boolean
    isVirtual?: boolean
    isBody?: boolean
    default?: unknown
    xml?: { serialize?: string }
  }
  export interface ModdleDescriptor {
    name: string
    ns: { name: string; prefix: string; localName: string }
    properties: ModdleProperty[]
    propertiesByName: Record<string, ModdleProperty>
    bodyProperty?: ModdleProperty
    idProperty?: ModdleProperty
    isGeneric?: boolean
  }
  export interface ModdleType {
    $descriptor: ModdleDescriptor
    hasType(name: string): boolean
  }
  export interface ModdlePackage {
    prefix: string
    uri: string
    xml?: { tagAlias?: string; typePrefix?: string }
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    create(type: string): ModdleElement
    createAny(name: string, namespace: string, properties: Record<string, unknown>): ModdleElement
    getType(name: string): ModdleType
    getPackage(prefix: string): ModdlePackage | undefined
    getPackages(): ModdlePackage[]
  }
}
