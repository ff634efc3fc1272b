import { administrationFrame } from '../../../modules/process/index.ts'
import { page } from '../../../platform/http/index.ts'
import { CheckList, FigureNumber, LinkList, Section } from '../../../ui/index.ts'
import { listSeals } from '../use/list-seals.ts'
import { readOverview } from '../use/read-overview.ts'

/** Work that waits longer than this says that no worker runs. */
const LATE_MINUTES = 5

const LINKS = [
  ['/administration/incidents', 'incidents'],
  ['/administration/services', 'services'],
  ['/administration/cases', 'cases'],
  ['/administration/bodies', 'people'],
  ['/administration/calendar', 'calendar'],
  ['/administration/audit', 'audit'],
] as const

export const overviewPage = page('GET /administration', async (context) => {
  const { speech, world, now } = context
  // what an auditor reads begins with the log
  if (!(await context.may(readOverview, {})) && (await context.may(listSeals, {})))
    return context.redirect('/administration/audit')
  const one = await context.perform(readOverview, {})
  const late = one.dueSince !== null && Date.parse(now) - Date.parse(one.dueSince) > LATE_MINUTES * 60_000
  const away = one.registers.filter((register) => register.waiting > 0)
  const name = (id: string) => world.country.registerName(id, speech.language)
  return administrationFrame(context, {
    title: speech.t('admin.title'),
    body: (
      <>
        <div class="row" data-wide-gap="">
          <FigureNumber
            value={speech.number(one.incidents)}
            name={speech.t('admin.incidents')}
            href={speech.path('/administration/incidents')}
            {...(one.incidents > 0 ? { tone: 'refused' as const } : {})}
          />
          <FigureNumber
            value={speech.number(one.jobsDue)}
            name={speech.t('admin.jobs')}
            {...(late ? { tone: 'refused' as const } : {})}
          />
          <FigureNumber
            value={speech.number(one.runningCases)}
            name={speech.t('process.running')}
            href={speech.path('/administration/services')}
          />
        </div>
        <Section title={speech.t('admin.health')}>
          <CheckList
            items={[
              {
                text:
                  late && one.dueSince
                    ? speech.t('admin.worker-late', { since: speech.dateTime(one.dueSince) })
                    : speech.t('admin.worker-well'),
                tone: late ? 'refused' : 'done',
              },
              ...(one.closedVersions > 0
                ? [{ text: speech.t('admin.versions-closed', { count: one.closedVersions }), tone: 'waits' as const }]
                : []),
              ...away.map((register) => ({
                text: `${name(register.id)}: ${speech.t('admin.register-down')}`,
                detail: speech.t('admin.register-waiting', { count: register.waiting }),
                tone: 'refused' as const,
              })),
              ...(away.length === 0
                ? [
                    {
                      text: speech.t('admin.registers-well'),
                      detail: speech.t('admin.registers-note'),
                      tone: 'done' as const,
                    },
                  ]
                : []),
            ]}
          />
        </Section>
        <LinkList
          links={LINKS.map(([href, tab]) => ({
            href: speech.path(href),
            text: speech.t(`admin.tab.${tab}`),
            detail: speech.t(`admin.about.${tab}`),
          }))}
        />
      </>
    ),
  })
})
