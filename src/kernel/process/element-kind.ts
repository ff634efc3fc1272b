import type { ModdleElement } from 'bpmn-moddle'
import type { Source } from './compile-occurrence.ts'
import type { Building } from './compile-process.ts'
import type { Node, Occurrence } from './graph.ts'
import type { Item, Place } from './item.ts'
import type { TokenGame } from './token-game.ts'
import type { Json } from './types.ts'

/** All there is to know of one kind of BPMN element: how it is read, checked, and what happens when a token comes. */
export interface ElementKind {
  /** What rests at an element can go on at another of the same kind (migration). */
  readonly kind: string
  /** Local names of the BPMN elements, and the letter by which histories keep them; `` keeps the name. */
  readonly types: Readonly<Record<string, string>>
  readonly role: 'activity' | 'gateway' | 'event'
  /** Events: where event definitions may stand (`EventKind.places`). */
  readonly place?: 'start' | 'end' | 'throw' | 'catch' | 'boundary'
  /** True when it holds flow elements of its own. */
  readonly contains?: true
  /** True when tokens wait at it for others. */
  readonly joins?: true
  /** Reads what only this kind has; what is not run goes to the report. */
  read?(source: Source, element: ModdleElement, node: Node): void
  /** Structure that would leave a case standing or send it a wrong way. */
  check?(node: Node, element: ModdleElement, source: Source, building: Building): void
  /** True when an event-based gateway may lead to it. */
  awaits?(node: Node): boolean
  /** A token comes over the incoming flow `slot`. */
  enter(game: TokenGame, node: Node, scope: Item, slot: number): void
  /** Activities: does the work once. */
  perform?(game: TokenGame, node: Node, place: Place): void
}

/** Where an event definition can stand (BPMN 2.0.2, table 10.93). */
export type EventPlace =
  | 'start'
  | 'event sub-process start'
  | 'sub-process start'
  | 'catch'
  | 'boundary'
  | 'throw'
  | 'end'

/** All there is to know of one kind of event. */
export interface EventKind {
  readonly type: Occurrence['type']
  /** Local name of its definition without `EventDefinition`; undefined for an event that has none. */
  readonly definition?: string
  readonly places: readonly EventPlace[]
  /** What the event waits for or throws; undefined when it is refused (the report says why). */
  read(source: Source, event: ModdleElement, definition: ModdleElement): Occurrence | undefined
  check?(node: Node, element: ModdleElement, source: Source, building: Building): void
  /** Opens the wait of a catching event; without it nothing waits: it is thrown inside the case. */
  open?(game: TokenGame, node: Node, place: WaitPlace, context: Record<string, Json>): Item
  /** A token comes to a throwing or ending event, which is entered already; without it the token goes on. */
  throw?(game: TokenGame, node: Node, scope: Item): void
}

/** Where a wait stands: in an item, perhaps beside a host, for an event sub-process, or as one of several ways. */
export type WaitPlace = Place & Pick<Item, 'host' | 'startsEventSubProcess' | 'alternatives'>
