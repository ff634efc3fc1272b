import { expect, it } from 'vitest'
import { describeModule } from '../module/index.ts'
import { page, type PageContext } from './page.ts'

const zone = ({ world }: PageContext<'country'>) => world.country.timeZone

it('gives a page what it named, and a room only pages whose needs it names: anything else does not compile', () => {
  const named = page('GET /zone', ['country'], async (context) => ({ title: zone(context), body: '' }))
  const bare = page('GET /plain', async () => ({ title: 'plain', body: '' }), { bare: true })
  // @ts-expect-error a page that names nothing reaches nothing
  page('GET /zone', async (context) => ({ title: zone(context), body: '' }))
  // @ts-expect-error what it did not name is not there
  page('GET /zone', ['country'], async ({ world }) => ({ title: String(world.files), body: '' }))
  // @ts-expect-error nobody furnishes such a thing
  page('GET /zone', ['weather'], async () => ({ title: '', body: '' }))
  describeModule({ name: 'fits', needs: ['country'], pages: [named, bare] })
  // @ts-expect-error the room says nowhere that it needs the country
  describeModule({ name: 'short', pages: [named] })
  expect([named.at, bare.at, bare.bare, 'needs' in named]).toEqual(['GET /zone', 'GET /plain', true, false])
})
