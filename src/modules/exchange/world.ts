import type { RegisterClient } from './model/register-client.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /** The state's registers. */
    registers: RegisterClient
  }
}
export type {}
