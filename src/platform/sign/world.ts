import type { DemoAuthority } from './demo-authority.ts'

declare module '../use-case/use-case.ts' {
  interface World {
    /** The authority of the demonstration, opened at the first asking; one that could not be opened is tried again. */
    authority(): Promise<DemoAuthority>
  }
}
export type {}
