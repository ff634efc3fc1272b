import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import Provider, { type AdapterConstructor, type Configuration } from 'oidc-provider'
// @ts-expect-error the package types its door alone; given by name, the memory store is a choice and brings no warning
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js'
import type { RequestListener } from 'node:http'
import { FIRST_ACCOUNTS, nameIn, type DemoPerson } from '../../src/platform/identity/people-file.ts'
import { languageLinks, wordsFor } from './demo-words.ts'
import { plainPage } from './plain-page.tsx'
import { roleTitle } from './role-titles.ts'

export interface IdentityOptions {
  url: string
  people: readonly DemoPerson[]
  client: { id: string; secret: string; redirectUris: string[]; afterLogout: string[] }
  /** What a body is called; its id where nobody knows. */
  bodyName?(id: string, language: string): string
}

/**
 * An OpenID provider whose sign-in page is a list of demo accounts; claims: `sub`, `name`, `pin` (national number),
 * birth date, phone, e-mail.
 */
export function identityProvider({ url, people, client, bodyName = (id) => id }: IdentityOptions): RequestListener {
  const accounts = people.filter((person) => person.persona)
  const provider = new Provider(url, configuration(url, people, client))
  const openid = provider.callback()
  const pages = chooser(provider, accounts, bodyName)
  const ours = getRequestListener(pages.fetch)
  return (request, response) =>
    void ((request.url ?? '').startsWith('/interaction/') || request.url === '/'
      ? ours(request, response)
      : openid(request, response))
}

function configuration(url: string, people: readonly DemoPerson[], client: IdentityOptions['client']): Configuration {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    adapter: createMemoryAdapter(0) as AdapterConstructor,
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: client.redirectUris,
        post_logout_redirect_uris: client.afterLogout,
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: {
      keys: [
        {
          ...privateKey.export({ format: 'jwk' }),
          kid: randomBytes(8).toString('hex'),
          use: 'sig',
          alg: 'ES256',
        } as never,
      ],
    },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: {
        session: 'demo_identity_session',
        interaction: 'demo_identity_interaction',
        resume: 'demo_identity_resume',
      },
    },
    pkce: { required: () => true },
    // all claims stand in the id token: the portal needs no second call
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'name', 'name#ru', 'pin', 'birthdate', 'gender', 'phone_number', 'email'] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        // the portal's button was the confirmation: end the session and go back
        logoutSource: async (context) => {
          const state = context.oidc.session!.state as { postLogoutRedirectUri?: string; state?: string }
          const target = new URL(state.postLogoutRedirectUri ?? url)
          if (state.state) target.searchParams.set('state', state.state)
          await context.oidc.session!.destroy()
          context.status = 303
          context.redirect(target.href)
        },
        postLogoutSuccessSource: async (context) => {
          context.redirect(client.afterLogout[0] ?? url)
        },
      },
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => {
      const person = people.find((candidate) => candidate.id === id && candidate.persona)
      return person && { accountId: id, claims: () => claimsOf(person) }
    },
    // makes and saves the grant at once: no consent page, for the portal is the state's own
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client!.clientId,
        accountId: context.oidc.session!.accountId!,
      })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
    ttl: {
      Session: 8 * 3600,
      Interaction: 3600,
      Grant: 8 * 3600,
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 3600,
    },
    renderError: async (context, out) => {
      const { language, words } = wordsFor(context.get('accept-language'))
      context.type = 'html'
      context.body = plainPage({
        words,
        title: words.expired,
        languages: [],
        children: (
          <>
            <p>{words.expiredLead}</p>
            <p lang="en" data-language={language}>
              {out.error}
            </p>
          </>
        ),
      })
    },
  }
}

const claimsOf = (person: DemoPerson) => ({
  sub: person.id,
  name: nameIn(person.name, 'uz'),
  pin: person.number,
  birthdate: person.birthDate,
  gender: person.sex,
  ...(person.phone ? { phone_number: person.phone } : {}),
  ...(person.email ? { email: person.email } : {}),
})

/** The sign-in page: one button an account, in the portal's language, without script. */
function chooser(
  provider: Provider,
  accounts: readonly DemoPerson[],
  bodyName: BodyName,
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const first = FIRST_ACCOUNTS.flatMap((persona) => accounts.find((account) => account.persona === persona) ?? [])
  const expired = async (wanted: string | undefined) => {
    const { words } = wordsFor(wanted)
    return plainPage({ words, title: words.expired, children: <p>{words.expiredLead}</p> })
  }
  app.use('/interaction/*', async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
    context.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
    )
  })
  app.get('/', async (context) => {
    const { words } = wordsFor(context.req.header('accept-language'))
    return context.html(
      plainPage({
        words,
        title: words.chooseAccount,
        children: (
          <>
            <p>{words.chooseLead}</p>
            <Accounts accounts={accounts} language="uz" bodyName={bodyName} />
          </>
        ),
      }),
    )
  })
  app.get('/interaction/:uid', async (context) => {
    try {
      const details = await provider.interactionDetails(context.env.incoming, context.env.outgoing)
      const { language, words } = wordsFor(
        context.req.query('language') ??
          [details.params['ui_locales'], context.req.header('accept-language')].filter(Boolean).join(' '),
      )
      const here = `/interaction/${details.uid}`
      return context.html(
        plainPage({
          words,
          title: words.chooseAccount,
          languages: languageLinks(language, (other) => `${here}?language=${other}`),
          children: (
            <>
              <p>{words.chooseLead}</p>
              <form method="post" action={here}>
                <h2>{words.beginWith}</h2>
                <Accounts accounts={first} language={language} bodyName={bodyName} buttons />
                <h2>{words.others}</h2>
                <Accounts
                  accounts={accounts.filter((account) => !first.includes(account))}
                  language={language}
                  bodyName={bodyName}
                  buttons
                />
                <p class="row">
                  <button type="submit" name="cancel" value="yes">
                    {words.cancel}
                  </button>
                </p>
              </form>
            </>
          ),
        }),
      )
    } catch {
      return context.html(await expired(context.req.header('accept-language')), 400)
    }
  })
  app.post('/interaction/:uid', async (context) => {
    try {
      const form = new URLSearchParams((await context.req.text()).slice(0, 10_000))
      const chosen = accounts.find((account) => account.id === form.get('account'))
      const result = chosen
        ? { login: { accountId: chosen.id, remember: false } }
        : { error: 'access_denied', error_description: 'the person cancelled' }
      return context.redirect(
        await provider.interactionResult(context.env.incoming, context.env.outgoing, result, {
          mergeWithLastSubmission: false,
        }),
        303,
      )
    } catch {
      return context.html(await expired(context.req.header('accept-language')), 400)
    }
  })
  return app
}

type BodyName = NonNullable<IdentityOptions['bodyName']>

interface AccountsProps {
  accounts: readonly DemoPerson[]
  language: string
  bodyName: BodyName
  buttons?: boolean
}

const Accounts = ({ accounts, language, bodyName, buttons }: AccountsProps) => (
  <ul class="plain">
    {accounts.map((person) => {
      const what = (
        <>
          <strong>{nameIn(person.name, language)}</strong>
          <span class="hint">{purposeOf(person, language, bodyName)}</span>
        </>
      )
      return (
        <li>
          {buttons ? (
            <button type="submit" class="wide" name="account" value={person.id}>
              {what}
            </button>
          ) : (
            what
          )}
        </li>
      )
    })}
  </ul>
)

/** So many bodies of a role are named; of more the number is said. */
const BODIES_NAMED = 3

/** What an account is for: its roles with their bodies, the organisations it may act for. */
function purposeOf(person: DemoPerson, language: string, bodyName: BodyName): string {
  const byRole = Map.groupBy(person.roles, ({ role }) => role)
  const roles = [...byRole].map(([role, held]) => {
    const named = held
      .slice(0, BODIES_NAMED)
      .map(({ body }) => bodyName(body, language))
      .join(', ')
    return `${roleTitle(role, language)}: ${named}${held.length > BODIES_NAMED ? ` +${held.length - BODIES_NAMED}` : ''}`
  })
  const organisations = person.organisations.map((organisation) => nameIn(organisation.name, language))
  return [
    ...(roles.length > 0 ? roles : [roleTitle(organisations.length > 0 ? 'business' : 'citizen', language)]),
    ...organisations,
  ].join(' · ')
}
