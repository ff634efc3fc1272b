import { isFavourable, isRefusal, type Outcome } from '../../../../kernel/case/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Button, Buttons, EmptyState, Form, LinkButton, Table, Tag, type Column } from '../../../../ui/index.ts'
import type { ResultContent } from '../../../documents/index.ts'
import { readToSign, toBeRead } from '../../use/list-tasks.ts'
import { Paper } from '../case/paper.tsx'
import type { ReadView } from './worklist-view.ts'

type Context = PageContext<'country' | 'published'>
/** One paper to sign, with what its row says of it. */
interface Row {
  id: string
  application: string
  number: string
  dueAt: string | null
  /** What the paper decides; undefined while there is none. */
  outcome: Outcome | undefined
  toBeRead: boolean
  title: string
  /** Digest of the file: what was read is what is signed. */
  digest: string | undefined
  forWhom: string
  ground: string | undefined
  /** Why this head may not sign it. */
  barred: string | undefined
  /** Read by now: what is not a plain grant cannot be chosen before. */
  seen: boolean
  chosen: boolean
}

interface SignListProps {
  context: Context
  office: string
  view: ReadView
  /** Right after signing nothing stays chosen. */
  signed: boolean
}

/**
 * What waits for the head's signature, grants and refusals apart, with the paper itself beside the list. Looking,
 * choosing all and choosing none are ways of the same address, so that it works without JavaScript and can be sent.
 */
export async function signList({ context, office, view, signed }: SignListProps) {
  const { speech } = context
  const { rows, shown, paper } = await rowsOf({ context, office, view, signed })
  const grants = rows.filter(({ outcome }) => outcome && isFavourable(outcome))
  const refusals = rows.filter(({ outcome }) => outcome && isRefusal(outcome))
  const others = rows.filter((row) => !grants.includes(row) && !refusals.includes(row))
  const inOrder = [...grants, ...refusals, ...others]
  if (!shown) return <EmptyState title={speech.t('desk.empty')} />
  const at = inOrder.indexOf(shown)
  return (
    <Form action={speech.path(`/desk/sign?${view.address(office, {})}`)}>
      <input type="hidden" name="key" value={context.formKey()} />
      <input type="hidden" name="office" value={office} />
      <input type="hidden" name="whose" value="sign" />
      {inOrder.map(({ digest, toBeRead, seen }) =>
        toBeRead && seen && digest ? <input type="hidden" name="seen" value={digest} /> : null,
      )}
      <div class="signing">
        <div class="stack">
          <p class="row">
            <span>
              {speech.t('desk.chosen')}{' '}
              <b class="num" data-chosen>
                {speech.number(inOrder.filter(({ chosen }) => chosen).length)}
              </b>{' '}
              / <span class="num">{speech.number(inOrder.length)}</span>
            </span>
            <Way context={context} name="choose" value="all">
              {speech.t('desk.choose-all')}
            </Way>
            <Way context={context} name="choose" value="none">
              {speech.t('desk.choose-none')}
            </Way>
          </p>
          {grants.length > 0 ? (
            <Rows
              context={context}
              title={speech.t('desk.grants', { count: grants.length })}
              rows={grants}
              shown={shown}
            />
          ) : null}
          {refusals.length > 0 ? (
            <Rows
              context={context}
              title={speech.t('desk.refusals', { count: refusals.length })}
              note={speech.t('desk.read-first-hint')}
              rows={refusals}
              shown={shown}
            />
          ) : null}
          {others.length > 0 ? (
            <Rows
              context={context}
              title={speech.t('desk.other-documents', { count: others.length })}
              rows={others}
              shown={shown}
            />
          ) : null}
          <Buttons>
            <Button>{speech.t('desk.sign-chosen')}</Button>
          </Buttons>
        </div>
        <section class="stack beside-list" id="paper" aria-label={speech.t('desk.preview')}>
          <div class="row" data-apart="">
            <h2>{speech.t('desk.preview')}</h2>
            <span class="row">
              {at > 0 ? (
                <Way context={context} name="look" value={inOrder[at - 1]!.id}>
                  {speech.t('desk.previous')}
                </Way>
              ) : null}
              <span class="num soft">
                {speech.number(at + 1)} / {speech.number(inOrder.length)}
              </span>
              {at < inOrder.length - 1 ? (
                <Way context={context} name="look" value={inOrder[at + 1]!.id}>
                  {speech.t('ui.next')}
                </Way>
              ) : null}
            </span>
          </div>
          {paper ? <Paper context={context} content={paper} /> : null}
          <p class="row">
            <LinkButton look="secondary" href={speech.path(`/desk/tasks/${shown.id}`)}>
              {speech.t('desk.open-case')}
            </LinkButton>
          </p>
        </section>
      </div>
    </Form>
  )
}

/** A way to another state of the same page that keeps what is chosen. */
const Way = ({
  context: { speech },
  name,
  value,
  children,
}: {
  context: Context
  name: 'look' | 'choose'
  value: string
  children: string
}) => (
  <button
    class="button-link"
    type="submit"
    name={name}
    value={value}
    formmethod="get"
    formaction={speech.path(`/desk${name === 'look' ? '#paper' : ''}`)}
    {...(name === 'choose' ? { 'data-choose': value } : {})}
  >
    {children}
  </button>
)

/** What the head does by signing; of other outcomes the list says what they are. */
const SAYS: Partial<Record<Outcome, string>> = { granted: 'desk.grant', refused: 'desk.refuse' }

function Rows({
  context,
  title,
  note,
  rows,
  shown,
}: {
  context: Context
  title: string
  note?: string
  rows: readonly Row[]
  shown: Row
}) {
  const { speech, now } = context
  const late = ({ dueAt }: Row) => dueAt !== null && dueAt < now
  const columns: Column<Row>[] = [
    {
      header: speech.t('desk.choose-column'),
      cell: (row) => (
        <input
          type="checkbox"
          class="ds-input"
          name="task"
          value={`${row.id} ${row.number}`}
          aria-label={`${speech.t('desk.choose-column')} ${row.number}`}
          {...(row.chosen ? { checked: true } : {})}
          {...(row.barred || !row.seen ? { disabled: true } : {})}
        />
      ),
    },
    {
      header: speech.t('desk.document'),
      main: true,
      cell: (row) => (
        <>
          {row.outcome ? (
            <Tag tone={isRefusal(row.outcome) ? 'refused' : isFavourable(row.outcome) ? 'done' : 'neutral'}>
              {speech.t(SAYS[row.outcome] ?? `casework.outcome.${row.outcome}`)}
            </Tag>
          ) : null}{' '}
          <a href={speech.path(`/desk/tasks/${row.id}`)}>{row.title}</a>
          {row.ground ? <small>{row.ground}</small> : null}
          <small>
            <span class="num">{row.number}</span>
            {row.barred ? <b class="late"> · {row.barred}</b> : null}
          </small>
        </>
      ),
    },
    { header: speech.t('desk.for-whom'), cell: (row) => <span dir="auto">{row.forWhom}</span> },
    {
      header: speech.t('casework.due'),
      cell: (row) =>
        row.dueAt === null ? (
          '–'
        ) : (
          <span class={late(row) ? 'late' : ''}>
            {speech.date(row.dueAt)}
            {late(row) ? ` · ${speech.t('desk.late')}` : ''}
          </span>
        ),
    },
    {
      header: speech.t('desk.look'),
      cell: (row) => (
        <span class="ways">
          {row === shown ? (
            <b>{speech.t('desk.shown')}</b>
          ) : (
            <Way context={context} name="look" value={row.id}>
              {speech.t(row.seen ? 'desk.look' : 'desk.read')}
            </Way>
          )}
          <a href={speech.path(`/desk/cases/${row.application}/draft`)}>
            PDF<span class="hidden-visually"> {row.number}</span>
          </a>
        </span>
      ),
    },
  ]
  return (
    <Table
      caption={title}
      {...(note ? { note } : {})}
      stack
      rows={rows}
      tone={(row) => (row.outcome && isRefusal(row.outcome) ? 'refused' : late(row) ? 'waits' : undefined)}
      rowAttributes={(row) => ({
        'data-href': speech.path(`/desk/tasks/${row.id}`),
        ...(row === shown ? { 'data-shown': '' } : {}),
      })}
      columns={columns}
    />
  )
}

/** Grants first, each kind due first; what is looked at now counts as read. */
async function rowsOf({
  context,
  office,
  view,
  signed,
}: SignListProps): Promise<{ rows: Row[]; shown: Row | undefined; paper: ResultContent | undefined }> {
  const { speech, query, world } = context
  const { service, due } = view
  const list = await context.perform(readToSign, {
    office,
    ...(service ? { service } : {}),
    ...(due ? { due } : {}),
    ...(view.after ? { after: view.after } : {}),
    ...(/^[0-9a-f.-]{1,60}$/.test(query.get('look') ?? '') ? { look: query.get('look')! } : {}),
  })
  const { languages } = world.country
  const services = await world.published.names(new Set(list.items.map((item) => item.service)), speech.language)
  const [seen, chosen, choose] = [new Set(query.getAll('seen')), new Set(query.getAll('task')), query.get('choose')]
  const rows = await Promise.all(
    list.items.map(async (item): Promise<Row> => {
      const draft = list.drafts.get(item.application)
      const ground = list.grounds.get(item.application)
      const passport = ground && (await world.published.get(item.service, draft?.version)).passport
      const bias = list.barred.get(item.id)
      const read = !toBeRead(item) || item.id === list.shown || (draft !== undefined && seen.has(draft.unsigned))
      const may = !bias && read
      return {
        id: item.id,
        application: item.application,
        number: item.number,
        dueAt: item.dueAt,
        outcome: item.decides?.outcome,
        toBeRead: toBeRead(item),
        // the paper speaks the applicant's language; the head reads the list in their own
        title:
          draft && languages.sourceOf(draft.language) === languages.sourceOf(speech.language)
            ? draft.title
            : (services.get(item.service) ?? item.number),
        digest: draft?.unsigned,
        forWhom: list.applicants.get(item.application) ?? '',
        ground: passport
          ? speech.text(passport.refusalGrounds.find(({ id }) => id === ground)?.text ?? passport.name)
          : undefined,
        barred: bias ? speech.t(`casework.refusal.${bias}`) : undefined,
        seen: read,
        chosen: !signed && may && choose !== 'none' && (choose === 'all' || chosen.has(`${item.id} ${item.number}`)),
      }
    }),
  )
  return { rows, shown: rows.find(({ id }) => id === list.shown), paper: list.paper }
}
