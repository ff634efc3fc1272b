import { page, type PageContext } from '../../../platform/http/index.ts'
import { sendBytes } from '../../../platform/files/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { writeCsv } from '../model/write-csv.ts'
import { writeDocx, type DocxParagraph } from '../model/write-docx.ts'
import type { RecordItem } from '../model/record.ts'
import { getOpenData, getReport, getText } from '../use/get-report.ts'
import type { EnteredShown } from '../use/shapes.ts'
import { getProof, getRecord } from '../use/get-record.ts'
import { getReceipt, readHeldComment } from '../use/hold-comment.ts'
import { changesIn, headsOf, type Changes, type Heads } from './report-changes.ts'
import { reportPdf } from './report-pdf.ts'
import { bodyName } from './words.ts'

type Context = PageContext<'country' | 'drawing'>

/** Formats of the report, each made when it is asked for. */
const FILES: Readonly<Record<string, (context: Context, discussion: string) => Promise<Response>>> = {
  record: async (context, discussion) =>
    asJson(await context.perform(getRecord, { discussion }), `consultation-${discussion}.json`),
  json: async (context, discussion) => asJson(await context.perform(getOpenData, { discussion }), `${discussion}.json`),
  async akn(context, discussion) {
    const { version } = await context.perform(getReport, { discussion })
    const { akn } = await context.perform(getText, { discussion, number: version })
    return sendBytes(Buffer.from(akn), { name: `${discussion}.akn.xml`, type: 'application/xml' })
  },
  async csv(context, discussion) {
    const { items } = await context.perform(getOpenData, { discussion })
    const changes = await changesIn(context, discussion, items)
    const head = [
      'id',
      'at',
      'version',
      'unit',
      'passage',
      'words',
      'proposal',
      'name',
      'business',
      'supported',
      'hidden',
      'outcome',
      'reason',
      'changeVersion',
      'changeUnit',
      'change',
      'undone',
      'owed',
      'owedBy',
      'answeredBy',
      'answeredAt',
      'source',
      'origin',
      'received',
    ]
    const table = writeCsv([head, ...items.map((item) => rowOf(item, changes))])
    return sendBytes(Buffer.from(table), { name: `${discussion}.csv`, type: 'text/csv; charset=utf-8' })
  },
  async pdf(context, discussion) {
    const data = await context.perform(getOpenData, { discussion })
    const report = await context.perform(getReport, { discussion })
    const changes = await changesIn(context, discussion, data.items)
    const heads = await headsOf(context, discussion, data.items)
    const count = Math.max(1, report.parts.length)
    const number = Number(context.query.get('part') ?? 1)
    if (!Number.isInteger(number) || number < 1 || number > count) throw new Refusal(general['not-found'])
    // ids are in the order of the record
    const [first, next] = [report.parts[number - 1] ?? '', report.parts[number]]
    const items = data.items.filter(({ id }) => id >= first && (next === undefined || id < next))
    const pdf = await reportPdf(context, { ...report, items }, changes, heads, { number, count })
    return sendBytes(pdf, {
      name: count > 1 ? `${discussion}-${number}.pdf` : `${discussion}.pdf`,
      type: 'application/pdf',
    })
  },
  async docx(context, discussion) {
    const data = await context.perform(getOpenData, { discussion })
    const { root, outcomes } = await context.perform(getReport, { discussion })
    const changes = await changesIn(context, discussion, data.items)
    const heads = await headsOf(context, discussion, data.items)
    const { speech } = context
    const paragraphs: DocxParagraph[] = [
      { text: data.title, style: 'Title' },
      { text: bodyName(context, data.body) },
      { text: speech.t('consultation.report.lead') },
      ...(root
        ? [{ text: `${speech.t('consultation.report.root')}: ${root}` }]
        : [{ text: speech.t('consultation.report.open') }]),
      ...outcomes.map(({ outcome, comments }) => ({
        text: `${speech.t(`consultation.outcome.${outcome}`)}: ${speech.number(comments)}`,
      })),
      { text: speech.t('consultation.report.all'), style: 'Heading1' },
      ...data.items.flatMap((item) => paragraphsOf(context, item, changes, heads)),
    ]
    return sendBytes(writeDocx(speech.html, paragraphs), {
      name: `${discussion}.docx`,
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    })
  },
}

const asJson = (value: unknown, name: string): Response =>
  sendBytes(Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`), { name, type: 'application/json' })

const rowOf = (
  { content, answer, ...item }: RecordItem & { supported: number; undone: boolean; entered: EnteredShown | null },
  changes: Changes,
) => [
  item.id,
  item.at,
  item.version,
  item.unit,
  item.passage,
  content?.words ?? null,
  content?.proposal ?? null,
  content?.name ?? null,
  content?.business ?? null,
  item.supported,
  item.hidden,
  answer?.outcome ?? null,
  answer?.reason ?? null,
  answer?.change?.version ?? null,
  answer?.change?.unit ?? null,
  answer?.change ? (changes(answer)?.text ?? null) : null,
  item.undone ? 'true' : null,
  answer?.owed ?? null,
  answer?.owedBy ?? null,
  answer?.by ?? null,
  answer?.at ?? null,
  item.entered?.source ?? null,
  item.entered?.origin ?? null,
  item.entered?.received ?? null,
]

function paragraphsOf(
  { speech }: Context,
  whole: RecordItem & { undone: boolean },
  changes: Changes,
  heads: Heads,
): DocxParagraph[] {
  const { content, answer, ...item } = whole
  const change = changes(answer)
  return [
    { text: heads(whole), style: 'Heading2' },
    ...(item.passage ? [{ text: item.passage, style: 'Quote' as const }] : []),
    {
      text:
        content?.words ??
        speech.t('consultation.hidden.shown', { reason: speech.t(`consultation.hidden.${item.hidden}`) }),
    },
    ...(content?.proposal ? [{ text: `${speech.t('consultation.proposal')}: ${content.proposal}` }] : []),
    answer
      ? {
          text: `${speech.t(`consultation.outcome.${answer.outcome}`)}. ${answer.reason} (${answer.by}, ${speech.date(answer.at)})`,
          bold: true,
        }
      : { text: speech.t('consultation.waits'), bold: true },
    ...(change ? [{ text: change.title }, { text: change.text, style: 'Quote' as const }] : []),
    ...(item.undone ? [{ text: speech.t('consultation.undone'), bold: true }] : []),
  ]
}

export const reportFile = page(
  'GET /consultations/:discussion/report/:file',
  ['country', 'drawing'],
  async (context) => {
    const { discussion, file } = context.parameters as { discussion: string; file: string }
    const make = Object.hasOwn(FILES, file) ? FILES[file] : undefined
    if (!make) throw new Refusal(general['not-found'])
    return make(context, discussion)
  },
)

export const proofFile = page('GET /consultations/:discussion/comments/:comment/proof', async (context) => {
  const { discussion, comment } = context.parameters as { discussion: string; comment: string }
  return asJson(await context.perform(getProof, { discussion, comment }), `comment-${comment}.json`)
})

export const receiptFile = page('GET /consultations/:discussion/comments/:comment/receipt', async (context) => {
  const { discussion, comment } = context.parameters as { discussion: string; comment: string }
  return asJson(await context.perform(getReceipt, { discussion, comment }), `receipt-${comment}.json`)
})

export const heldReceiptFile = page('GET /consultations/held/:token/receipt', async (context) => {
  const { receipt } = await context.perform(readHeldComment, { token: context.parameters['token'] })
  return asJson(receipt, `receipt-${receipt.comment.id}.json`)
})
