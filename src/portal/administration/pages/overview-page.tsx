import { administrationFrame } from '../../../modules/process/index.ts'
import {
  answerPost,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { CheckList, FigureNumber, Section, Table } from '../../../ui/index.ts'
import { findBodies } from '../use/find-bodies.ts'
import { listSeals } from '../use/list-seals.ts'
import { readOverview } from '../use/read-overview.ts'
import { trySystem } from '../use/try-system.ts'
import { nameOfSystem, OutsideSystems } from './outside-systems.tsx'

/** Work that waits longer than this says that no worker runs. */
const LATE_MINUTES = 5

/** So many bodies stand on the overview: what has waited longest first. */
const BODIES = 8

export const overviewPages = [
  page('GET /administration', ['country'], async (context) => {
    // what an auditor reads begins with the log
    if (!(await context.may(readOverview, {})) && (await context.may(listSeals, {})))
      return context.redirect('/administration/log')
    return showOverview(context)
  }),
  page('POST /administration/systems/:system/try', ['country'], (context) =>
    answerPost(context, {
      form: 'try',
      async does() {
        await context.perform(trySystem, { system: context.parameters['system'] })
        return '/administration?done=tried'
      },
      again: (typed) => showOverview(context, typed),
    }),
  ),
]

async function showOverview(context: PageContext<'country'>, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, now, query } = context
  const item = await context.perform(readOverview, {})
  const { items: waiting, found } = await context.perform(findBodies, { waits: 'any' })
  const late = item.dueSince !== null && Date.parse(now) - Date.parse(item.dueSince) > LATE_MINUTES * 60_000
  return administrationFrame(context, {
    title: speech.t('admin.title'),
    done: query.get('done') === 'tried' ? speech.t('admin.system-asked') : undefined,
    typed,
    body: (
      <>
        <div class="row" data-wide-gap="">
          <FigureNumber
            value={speech.number(item.incidents)}
            name={speech.t('admin.incidents')}
            href={speech.path('/administration/incidents')}
            {...(item.incidents > 0 ? { tone: 'refused' as const } : {})}
          />
          <FigureNumber
            value={speech.number(item.jobsDue)}
            name={speech.t('admin.jobs')}
            {...(late ? { tone: 'refused' as const } : {})}
          />
          <FigureNumber
            value={speech.number(item.runningCases)}
            name={speech.t('process.running')}
            href={speech.path('/administration/services')}
          />
        </div>
        <Section title={speech.t('admin.health')}>
          <CheckList
            items={[
              {
                text:
                  late && item.dueSince
                    ? speech.t('admin.worker-late', { since: speech.dateTime(item.dueSince) })
                    : speech.t('admin.worker-well'),
                tone: late ? 'refused' : 'done',
              },
              ...(item.closedVersions > 0
                ? [{ text: speech.t('admin.versions-closed', { count: item.closedVersions }), tone: 'waits' as const }]
                : []),
              ...item.systems.map((away) => ({
                text: `${nameOfSystem(context, away.system)}: ${speech.t('admin.system-down')}`,
                detail: speech.t('admin.system-jobs', { count: away.waiting }),
                tone: 'refused' as const,
              })),
              ...(item.systems.length === 0
                ? [
                    {
                      text: speech.t('admin.systems-well'),
                      detail: speech.t('admin.systems-known'),
                      tone: 'done' as const,
                    },
                  ]
                : []),
            ]}
          />
        </Section>
        {item.systems.length > 0 ? <OutsideSystems context={context} systems={item.systems} /> : null}
        <Section title={speech.t('admin.waits-by-body')} id="waits">
          {waiting.length === 0 ? (
            <p class="soft">{speech.t('admin.waits-nowhere')}</p>
          ) : (
            <>
              <Table
                caption={speech.t('admin.waits-by-body')}
                captionHidden
                stack
                rows={waiting.slice(0, BODIES)}
                tone={(body) => (body.late > 0 ? 'refused' : undefined)}
                columns={[
                  {
                    header: speech.t('admin.body'),
                    main: true,
                    cell: (body) => <a href={speech.path(`/administration/bodies/${body.id}`)}>{body.name}</a>,
                  },
                  { header: speech.t('admin.waits'), number: true, cell: (body) => speech.number(body.tasks) },
                  {
                    header: speech.t('admin.late'),
                    cell: (body) =>
                      body.lateSince === null ? (
                        '–'
                      ) : (
                        <span class="late">
                          {speech.t('admin.late-since', { count: body.late, date: speech.date(body.lateSince) })}
                        </span>
                      ),
                  },
                ]}
              />
              <p>
                <a href={speech.path('/administration/bodies?waits=any')}>
                  {speech.t('admin.waits-all', { count: found })}
                </a>
              </p>
            </>
          )}
        </Section>
      </>
    ),
  })
}
