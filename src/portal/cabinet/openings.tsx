import type { z } from 'zod'
import { textKey } from '../../kernel/case/index.ts'
import type { PageContext } from '../../platform/http/index.ts'
import type { listLooks } from '../../modules/exchange/index.ts'
import { Disclosure, Table, Moment } from '../../ui/index.ts'

type Opening = z.output<typeof listLooks.output>['items'][number]

/** Which official opened what of mine: a line an opening, which unfolds to each look of it. */
export async function Openings(context: PageContext<'country' | 'published'>, openings: readonly Opening[]) {
  const { speech, world } = context
  const services = await world.published.names(
    openings.flatMap((opening) => opening.service ?? []),
    speech.language,
  )
  const seen = ({ what, detail }: Opening['looks'][number], service: string | null) => {
    const label = what === 'file' && service && detail ? labels.get(`${service} ${detail}`) : undefined
    const listed = `portal.looks.list.${detail}`
    if (what === 'list' && speech.has(listed)) return speech.t(listed)
    return label ? `${speech.t('portal.looks.what.file')}: ${label}` : speech.t(`portal.looks.what.${what}`)
  }
  const labels = await fileLabels(context, openings)
  const what = ({ looks, service }: Opening) => [...new Set(looks.map((look) => seen(look, service)))]
  return (
    <Table
      caption={speech.t('portal.looks.title')}
      captionHidden
      stack
      rows={openings}
      columns={[
        {
          header: speech.t('portal.access.who'),
          main: true,
          cell: ({ body, role, looks }) =>
            looks.some(({ what: seen }) => seen === 'agreed') ? (
              speech.t('portal.looks.applicant')
            ) : (
              <>
                {world.country.displayName(body, speech.language)}
                <span class="soft">
                  {' · '}
                  {speech.has(`admin.role.${role}`) ? speech.t(`admin.role.${role}`) : role}
                </span>
              </>
            ),
        },
        {
          header: speech.t('portal.access.what'),
          cell: (opening) =>
            opening.looks.length === 1 ? (
              what(opening)[0]!
            ) : (
              <Disclosure summary={speech.list(what(opening))}>
                <ul>
                  {opening.looks.map((look) => (
                    <li>
                      {speech.time(look.at)} {seen(look, opening.service)}
                    </li>
                  ))}
                </ul>
              </Disclosure>
            ),
        },
        {
          header: speech.t('portal.looks.application'),
          cell: ({ service, caseId, caseNumber }) => {
            if (!service) return '–'
            const name = services.get(service)
            return caseId && caseNumber ? (
              <span>
                <a href={speech.path(`/applications/${caseId}`)}>{name}</a> · <span class="num">{caseNumber}</span>
              </span>
            ) : (
              <span>
                {name} <span class="soft">({speech.t('portal.looks.another')})</span>
              </span>
            )
          },
        },
        {
          header: speech.t('portal.access.when'),
          cell: ({ from }) => <Moment at={from}>{speech.dateTime(from)}</Moment>,
        },
      ]}
    />
  )
}

/** What the form calls the files that were seen, by `service field`. */
async function fileLabels(
  { world, speech }: PageContext<'country' | 'published'>,
  openings: readonly Opening[],
): Promise<Map<string, string>> {
  const labels = new Map<string, string>()
  for (const { service, looks } of openings)
    for (const { what, detail } of looks) {
      if (what !== 'file' || !service || !detail || labels.has(`${service} ${detail}`)) continue
      const texts = await world.published.get(service)
      const key = textKey.fieldLabel(detail)
      labels.set(`${service} ${detail}`, texts.has(key) ? texts.say(speech.language, key, { answers: {} }) : '')
    }
  return labels
}
