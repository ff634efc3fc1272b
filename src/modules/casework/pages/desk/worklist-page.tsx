import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { inLanguage } from '../../../../platform/i18n/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { Alert, Button, Buttons, EmptyState, FigureNumber, KeysHelp, LinkList, PageHeading, Pagination, Search, Section, Table, Tabs, Tag, uiWords } from '../../../../ui/index.ts'
import { applicantNames, findApplicationByNumber } from '../../store/applications.ts'
import { completeTask } from '../../use/complete-task.ts'
import { listTasks } from '../../use/list-tasks.ts'
import { showDesk } from '../../use/show-team.ts'
import { isHead, officeOf, ownOffices } from './desk-office.ts'

export const worklistPages = [
  page('GET /desk', (context) => (context.query.get('q') ? search(context) : show(context))),
  page('POST /desk/sign', signMany),
]

async function show(context: PageContext, said?: { signed: number; failed: { number: string; text: string }[] }): Promise<View> {
  const { speech, query, now, world, database } = context
  const office = officeOf(context)
  const head = isHead(context, office)
  const whose = ['mine', 'unclaimed'].find((one) => one === query.get('whose')) as 'mine' | 'unclaimed' | undefined
  const signs = head && query.get('whose') === 'sign'
  const service = /^[a-z0-9-]{1,100}$/.test(query.get('service') ?? '') ? query.get('service')! : undefined
  const after = /^[\w-]{1,200}$/.test(query.get('after') ?? '') ? query.get('after')! : undefined
  const list = await context.perform(listTasks, { office, ...(head ? (signs ? { role: 'head' } : {}) : { role: 'officer' }), ...(whose ? { whose } : {}), ...(service ? { service } : {}), ...(after ? { after } : {}) })
  const desk = await context.perform(showDesk, { office })
  const services = new Map(await Promise.all([...new Set([...list.items, ...desk.inquiries].map((one) => one.service))].map(async (id) => [id, await world.services.get(database, id)] as const)))
  const names = await applicantNames(database, list.items.map((one) => one.application))
  const address = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(Object.entries({ office, whose: query.get('whose') ?? undefined, service, ...changes }).filter((one): one is [string, string] => one[1] !== undefined))
    return speech.path(`/desk?${next}`)
  }
  const late = (dueAt: string | null) => dueAt !== null && dueAt < now
  const today = (dueAt: string | null) => dueAt !== null && speech.isoDate(dueAt) === speech.isoDate(now)
  const table = (
    <Table
      caption={speech.t('desk.queue')} captionHidden stack rows={list.items}
      tone={(task) => (late(task.dueAt) ? 'refused' : today(task.dueAt) ? 'waits' : undefined)}
      rowAttributes={(task) => ({ 'data-href': speech.path(`/desk/tasks/${task.id}`) })}
      columns={[
        ...(signs ? [{ header: speech.t('desk.sign'), cell: (task: (typeof list.items)[number]) => <input type="checkbox" class="ds-input" name="task" value={`${task.id} ${task.number}`} aria-label={`${speech.t('desk.sign')} ${task.number}`} /> }] : []),
        { header: speech.t('desk.task'), main: true, cell: (task) => <a href={speech.path(`/desk/tasks/${task.id}`)}>{speech.t(`desk.act.${task.act}`)}</a> },
        { header: speech.t('casework.applicant'), cell: (task) => names.get(task.application) ?? '' },
        { header: speech.t('casework.service'), cell: (task) => inLanguage(services.get(task.service)!.passport.name, speech.language) },
        { header: speech.t('casework.number'), cell: (task) => <span class="num nowrap">{task.number}</span> },
        { header: speech.t('casework.due'), cell: (task) => (task.dueAt === null ? '–' : <span class={late(task.dueAt) ? 'late' : today(task.dueAt) ? 'soon' : ''}>{speech.shortDate(task.dueAt)} {speech.time(task.dueAt)}{late(task.dueAt) ? ` · ${speech.t('desk.late')}` : ''}</span>) },
        { header: speech.t('desk.whose'), cell: (task) => (task.assignee === null ? '' : task.assignee === context.principal.personId ? <Tag tone="action">{speech.t('desk.mine')}</Tag> : speech.t('desk.claimed')) },
      ]}
    />
  )
  const tabs = [
    { href: address({ whose: undefined, after: undefined }), text: speech.t('ui.all'), current: !query.get('whose') },
    { href: address({ whose: 'mine', after: undefined }), text: speech.t('desk.mine'), current: whose === 'mine' },
    { href: address({ whose: 'unclaimed', after: undefined }), text: speech.t('desk.unclaimed'), current: whose === 'unclaimed' },
    ...(head ? [{ href: address({ whose: 'sign', after: undefined }), text: speech.t('desk.to-sign'), current: signs }] : []),
  ]
  return {
    title: speech.t('desk.queue'), wide: true, scripts: ['desk-keys.js'],
    body: <>
      <div class="row" data-apart=""><PageHeading caption={world.country.displayName(office, speech.language)} title={speech.t('desk.queue')} /><Search action={speech.path('/desk')} label={speech.t('desk.search')} labelHidden button={speech.t('ui.search')} /></div>
      {said ? <Alert tone={said.failed.length > 0 ? 'waits' : 'done'} title={speech.t('desk.signed', { count: said.signed })}>{said.failed.length > 0 ? <ul>{said.failed.map((one) => <li>{one.number}: {one.text}</li>)}</ul> : ''}</Alert> : null}
      <div class="row" data-wide-gap="">
        <FigureNumber value={speech.number(desk.today)} name={speech.t('desk.due-today')} {...(desk.today > 0 ? { tone: 'waits' as const } : {})} /><FigureNumber value={speech.number(desk.week)} name={speech.t('desk.this-week')} />
        <FigureNumber value={speech.number(desk.late)} name={speech.t('desk.late')} {...(desk.late > 0 ? { tone: 'refused' as const } : {})} />
      </div>
      {ownOffices(context).length > 1 ? <Tabs label={speech.t('casework.office')} tabs={ownOffices(context).map((one) => ({ href: speech.path(`/desk?office=${one}`), text: world.country.displayName(one, speech.language), current: one === office }))} /> : null}
      <div class="row" data-apart=""><Tabs label={speech.t('desk.queue')} tabs={tabs} />{head ? <a href={speech.path(`/desk/team?office=${office}`)}>{speech.t('desk.team-load')}</a> : null}</div>
      {service ? <p><Tag plain>{inLanguage((services.get(service) ?? (await world.services.get(database, service))).passport.name, speech.language)}</Tag> <a href={address({ service: undefined })}>{speech.t('ui.all')}</a></p> : null}
      {list.items.length === 0 ? <EmptyState title={speech.t('desk.empty')}>{speech.t('desk.empty-detail')}</EmptyState>
        : signs ? <form method="post" action={speech.path(`/desk/sign?office=${office}&whose=sign`)}>{table}<Buttons><Button>{speech.t('desk.sign-chosen')}</Button></Buttons></form> : table}
      <Pagination words={uiWords(speech.t)} {...(list.next ? { next: address({ after: list.next }) } : {})} {...(after ? { previous: address({ after: undefined }) } : {})} />
      {desk.inquiries.length > 0 ? <Section title={speech.t('desk.inquiries')}>
        <LinkList links={desk.inquiries.map((one) => ({ href: speech.path(`/desk/cases/${one.application}#inquiry-${one.id}`), text: one.question, detail: `${world.country.displayName(one.fromOffice, speech.language)} · ${one.number} · ${speech.t('casework.task.by', { date: speech.date(one.dueAt) })}` }))} />
      </Section> : null}
      <KeysHelp title={speech.t('desk.keys.title')} turnOff={speech.t('desk.keys.turn-off')} close={speech.t('ui.close')} keys={[
        { key: 'j k', does: speech.t('desk.keys.move') }, { key: 'Enter', does: speech.t('desk.keys.open') }, { key: 'c', does: speech.t('desk.keys.claim') }, { key: 'a', does: speech.t('desk.keys.approve') },
        { key: 'r', does: speech.t('desk.keys.return') }, { key: '/', does: speech.t('desk.keys.search') }, { key: '?', does: speech.t('desk.keys.help') },
      ]} />
    </>,
  }
}

/** One or many: each is a decision of its own, and what could not be signed says why. */
async function signMany(context: PageContext): Promise<View> {
  const chosen = (await context.form()).getAll('task').slice(0, 200)
  const failed: { number: string; text: string }[] = []
  let signed = 0
  for (const one of chosen) {
    const [task, number = ''] = one.split(' ')
    try {
      await context.perform(completeTask, { task, outcome: 'sign' })
      signed++
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      failed.push({ number, text: context.speech.t(error.kind.text, error.parameters) })
    }
  }
  return show(context, { signed, failed })
}

/** By an application's number straight to its case, when the person may read it. */
async function search(context: PageContext): Promise<View | Response> {
  const { speech, database, query } = context
  ownOffices(context)
  const typed = (query.get('q') ?? '').trim().slice(0, 60)
  const found = /^\d{4}-\d{2}-\d{6}$/.test(typed) ? await findApplicationByNumber(database, typed) : undefined
  if (found) return context.redirect(`/desk/cases/${found.caseId}`)
  return {
    title: speech.t('portal.search.none'), wide: true, status: 404,
    body: <><PageHeading title={speech.t('portal.search.none')} lead={speech.t('desk.search-remedy')} /><Search action={speech.path('/desk')} label={speech.t('desk.search')} button={speech.t('ui.search')} value={typed} /><p><a href={speech.path('/desk')}>{speech.t('desk.queue')}</a></p></>,
  }
}
