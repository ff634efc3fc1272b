import type { Tx } from '../database/index.ts'
import type { Principal } from '../rights/index.ts'
import type { Organisation, Person } from './persons.ts'

declare module '../use-case/use-case.ts' {
  interface World {
    people: {
      /** @throws Refusal not-found */
      get(tx: Tx, id: string): Promise<Person>
      findByNumber(tx: Tx, number: string): Promise<Person | undefined>
      /** Organisations the person may act for. */
      organisationsOf(tx: Tx, id: string): Promise<Organisation[]>
    }
    /** Who stands behind a request. */
    principals: {
      /** By the session cookie of a page. */
      session(request: Request): Promise<Principal>
      /** By the bearer token of the interface. @throws Refusal for a token that is not known */
      bearer(request: Request): Promise<Principal>
    }
  }
}
export type {}
