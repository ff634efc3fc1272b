import type { Tx } from '../database/index.ts'
import type { Principal } from '../rights/index.ts'
import type { Organisation, Person } from './persons.ts'

declare module '../use-case/use-case.ts' {
  interface World {
    people: {
      /**
       * @param language of whoever reads the name, which then stands in its letters where an authority wrote it so
       * @throws Refusal not-found
       */
      get(tx: Tx, id: string, language?: string): Promise<Person>
      findByNumber(tx: Tx, number: string, language?: string): Promise<Person | undefined>
      /** Those known by numbers, by the number as it was given. */
      findManyByNumber(tx: Tx, numbers: readonly string[]): Promise<Map<string, Person>>
      /** The person of that number, made from what a register says when nobody is known by it. */
      ensure(tx: Tx, person: Omit<Person, 'id'>, now: string): Promise<Person>
      /** The language that they used or chose last; undefined for whom a register alone made known. */
      languageSaid(tx: Tx, id: string): Promise<string | undefined>
      /** From now on they are written to in this language. */
      keepLanguage(tx: Tx, id: string, language: string): Promise<void>
      /** Organisations the person may act for. */
      organisationsOf(tx: Tx, id: string): Promise<Organisation[]>
      /** A firm by its number as it was typed, with those who may act for it. */
      findOrganisation(
        tx: Tx,
        number: string,
        language?: string,
      ): Promise<(Organisation & { represented: { id: string; name: string; number: string }[] }) | undefined>
    }
    /** Who stands behind a request. */
    principals: {
      /** By the session cookie of a page. */
      session(request: Request): Promise<Principal>
      /** By the bearer token of the interface. @throws Refusal for a token that is not known */
      bearer(request: Request): Promise<Principal>
      /** Of an account, with the roles it has now: for a body's system that was proven otherwise. @param at or had then */
      account(id: string, at?: string): Promise<Principal | undefined>
    }
  }
}
export type {}
