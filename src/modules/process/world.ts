import type { Database, Tx } from '../../platform/database/index.ts'
import type { Drawing } from './model/drawing.ts'
import type { Engine } from './model/engine.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /** Runs cases. */
    engine: Engine
    /** Drawings and names of published definitions, for pages: public, and the same for ever. */
    drawings: {
      /** Elements are called as people of the language call them; undefined when there is no such version. */
      of(definition: string, language: string): Promise<Drawing | undefined>
      /** What people call the service of a definition; undefined where it has no other name. */
      nameOf(definition: string, language: string): Promise<string | undefined>
    }
    /** What people call the service of a definition such as `x@1`; undefined where it has no other name. */
    nameOfDefinition(database: Database, definition: string, language: string): Promise<string | undefined>
    /** What elements of a definition are called in a language; undefined for one that its model alone names. */
    namesOfElements(tx: Tx, definition: string, language: string): Promise<(element: string) => string | undefined>
  }
}
export type {}
