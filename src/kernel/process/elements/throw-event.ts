import type { ElementKind } from '../element-kind.ts'
import { throwEvent } from '../pass.ts'

export const throwEventElement: ElementKind = {
  kind: 'throw',
  types: { intermediateThrowEvent: 'T' },
  role: 'event',
  place: 'throw',
  enter: throwEvent,
}
