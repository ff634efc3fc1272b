import './world.ts'
export {
  domainEvent,
  happened,
  type DomainEvent,
  type FactsOf,
  type Happened,
  type Occurrence,
  type Readers,
  type Unheard,
} from './domain-event.ts'
export { recordEvent } from './record-event.ts'
export { eventBus, type EventBus } from './event-bus.ts'
export { later, together, type Listener } from './listener.ts'
