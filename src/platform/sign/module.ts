import { describeModule } from '../module/index.ts'
import { mountAuthority, openAuthority } from './authority-routes.ts'
import type { DemoAuthority } from './demo-authority.ts'

/** The authority that signs for bodies in a demonstration, and what verifiers elsewhere need of it. */
export const signModule = describeModule({
  name: 'sign',
  gives: ['authority'],
  furnishes({ config, country, origin, clock }) {
    let opened: Promise<DemoAuthority> | undefined
    return {
      authority: () =>
        (opened ??= openAuthority(config, origin, clock, country.id).catch((error: unknown) => {
          opened = undefined
          throw error
        })),
    }
  },
  routes(app, { config }, { authority }) {
    if (config.demo) mountAuthority(app, authority)
  },
})
