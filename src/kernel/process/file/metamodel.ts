import { BpmnModdle, type ModdleDescriptor, type ModdleElement, type ModdleType } from 'bpmn-moddle'
import { darchaModdle } from './darcha-moddle.ts'

/** Types of BPMN 2.0 with what Darcha adds. */
export const metamodel = new BpmnModdle({ darcha: darchaModdle })

export const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

/** Namespaces of BPMN's drafts, which older tools still write. */
const DRAFTS = /^https?:\/\/(schema|www)\.omg\.org\/(spec\/)?BPMN\/(2\.0|20100524\/MODEL|20100501\/Semantic\.xsd)\/?$/i

/** Prefixes that the program itself uses for other engines' namespaces, whatever prefix a file binds to them. */
const ENGINES: Readonly<Record<string, string>> = {
  'http://camunda.org/schema/1.0/bpmn': 'camunda',
  'http://operaton.org/schema/1.0/bpmn': 'camunda',
  'http://activiti.org/bpmn': 'activiti',
  'http://flowable.org/bpmn': 'flowable',
  'http://camunda.org/schema/zeebe/1.0': 'zeebe',
  'http://spiffworkflow.org/bpmn/schema/1.0/core': 'spiffworkflow',
  'http://www.jboss.org/drools': 'drools',
  'http://www.w3.org/2001/XMLSchema-instance': 'xsi',
  'http://www.w3.org/XML/1998/namespace': 'xml',
}

const PACKAGES = new Map(metamodel.getPackages().map(({ uri, prefix }) => [uri, prefix]))

/** Prefix of a package of the metamodel by its namespace; undefined for any other. */
export const packagePrefix = (namespace: string): string | undefined =>
  PACKAGES.get(namespace) ?? (DRAFTS.test(namespace) ? 'bpmn' : undefined)

/** Prefix of another engine, or of XML itself, by its namespace. */
export const enginePrefix = (namespace: string): string | undefined =>
  Object.hasOwn(ENGINES, namespace) ? ENGINES[namespace] : undefined

/** Whether a prefix means something of its own here, so that a file's other namespace can't have it. */
export const isTaken = (prefix: string): boolean =>
  metamodel.getPackage(prefix) !== undefined || Object.values(ENGINES).includes(prefix)

/** The type of a tag such as `userTask` or `BPMNShape`; undefined when there is none. */
export function typeOfTag(prefix: string, tag: string): ModdleType | undefined {
  const alias = metamodel.getPackage(prefix)?.xml?.tagAlias === 'lowerCase'
  // a tag that begins with a capital where small letters are written is another name
  if (alias && /^[A-Z]/.test(tag)) return undefined
  return typeNamed(`${prefix}:${alias ? tag.charAt(0).toUpperCase() + tag.slice(1) : tag}`)
}

/** A type by its name; undefined when there is none. */
export function typeNamed(name: string): ModdleType | undefined {
  try {
    return metamodel.getType(name)
  } catch {
    return undefined
  }
}

/** Tag of a type, as XML writes it. */
export function tagOfType({ ns }: ModdleDescriptor): string {
  const alias = metamodel.getPackage(ns.prefix)?.xml?.tagAlias === 'lowerCase'
  return alias ? ns.localName.charAt(0).toLowerCase() + ns.localName.slice(1) : ns.localName
}

const SIMPLE = new Set(['String', 'Boolean', 'Integer', 'Real'])
export const isSimple = (type: string): boolean => SIMPLE.has(type)

/** Text of a file as a value of a simple type, as XML Schema reads it. */
export function valueOfText(type: string, text: string): unknown {
  if (type === 'Boolean') return /^\s*(true|1)\s*$/.test(text)
  if (type === 'Integer' || type === 'Real') return text.trim() === '' ? undefined : Number(text)
  return text
}

export const descriptorOf = (element: ModdleElement): ModdleDescriptor => element['$descriptor'] as ModdleDescriptor
