import type { PassportShown } from '../modules/catalogue/index.ts'
import type { PageContext } from '../platform/http/index.ts'
import { Section } from '../ui/index.ts'

/**
 * Steps from the form to the result, as the passport counts them. Renders nothing for a service that can't be applied
 * for here: how it goes elsewhere is not known.
 */
export function ServiceWay({
  context: { speech },
  service,
  office,
}: {
  context: PageContext
  service: PassportShown & { runs: boolean }
  /** Who decides. */
  office: string
}) {
  if (!service.runs) return null
  const held = service.evidence.filter(({ heldByState }) => heldByState)
  const registers = new Set(held.flatMap(({ register }) => register?.id ?? [])).size
  const bodies = service.now?.['bodies'] ?? 1
  const { term } = service
  return (
    <Section title={speech.t('portal.service.way')}>
      <ol>
        <li>{speech.t('portal.service.way-form')}</li>
        {registers > 0 ? <li>{speech.t('portal.service.way-registers', { count: registers })}</li> : null}
        {service.fee && !service.fee.none ? <li>{speech.t('portal.service.way-fee')}</li> : null}
        {bodies > 1 ? <li>{speech.t('portal.service.way-bodies', { count: bodies })}</li> : null}
        <li>
          {term
            ? speech.t('portal.service.way-decided-in', {
                office,
                term: speech.t(`ui.within.${term.unit}`, { count: term.amount }),
              })
            : speech.t('portal.service.way-decided', { office })}
        </li>
        <li>{speech.t('portal.service.way-result')}</li>
      </ol>
    </Section>
  )
}

/** What was asked before and is no longer; undefined where nobody counted it. */
export function noLongerNeeded({ speech }: PageContext, { before, now }: PassportShown): string | undefined {
  const spared = (['documents', 'visits'] as const).flatMap((name) => {
    const [was, is] = [before?.[name], now?.[name]]
    return was !== undefined && is !== undefined && was > is ? [{ name, was, is }] : []
  })
  const key = {
    documents: 'portal.service.papers-count',
    visits: 'portal.service.visits-count',
  }
  if (spared.length === 0) return undefined
  return speech.t('portal.service.spared', {
    what: speech.list(spared.map(({ name, was, is }) => speech.t(key[name], { count: was - is }))),
  })
}

/** Addresses in which the law of the service was found, as the passport says. */
export const sourcesOfLaw = ({ provenance }: PassportShown): { href: string; host: string }[] =>
  // two pages of one site are one site to whoever reads
  Array.from(
    new Map(
      (provenance['legalBasis'] ?? '').match(/https?:\/\/[^\s;,()"]+/g)?.map((href) => [siteOf(href), href]) ?? [],
    ),
    ([host, href]) => ({ host, href }),
  )

const siteOf = (href: string): string => new URL(href).host.replace(/^www\./, '')
