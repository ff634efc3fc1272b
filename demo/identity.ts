import { bodyNames } from './process/body-names.ts'
import { demoPeople, peopleFile } from './process/demo-people.ts'
import { identityProvider } from './process/identity-provider.tsx'
import { runProvider } from './process/run-provider.ts'

// Environment: PORT, PEOPLE_FILE, CLIENT_ID, CLIENT_SECRET, REDIRECT_URIS and AFTER_LOGOUT_URIS (separated by commas).
const list = (name: string) =>
  (process.env[name] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
const secret = process.env['CLIENT_SECRET']
if (!secret || list('REDIRECT_URIS').length === 0) {
  process.stderr.write('demo identity: set CLIENT_SECRET and REDIRECT_URIS\n')
  process.exit(2)
}

await runProvider('identity', (url) => ({
  listener: identityProvider({
    url,
    people: demoPeople(),
    bodyName: bodyNames(peopleFile()),
    client: {
      id: process.env['CLIENT_ID'] ?? 'darcha',
      secret,
      redirectUris: list('REDIRECT_URIS'),
      afterLogout: list('AFTER_LOGOUT_URIS'),
    },
  }),
}))
