import { checkReceipt } from '../modules/casework/index.ts'
import { checkResult, OVERTURNED, SUPERSEDED, type CheckedResult } from '../modules/documents/index.ts'
import { isFavourable } from '../kernel/case/index.ts'
import { page, type PageContext, type View } from '../platform/http/index.ts'
import type { Speech } from '../platform/i18n/index.ts'
import {
  Alert,
  Button,
  Disclosure,
  Field,
  ErrorSummary,
  Form,
  PageHeading,
  SummaryList,
  uiWords,
  type SummaryRow,
} from '../ui/index.ts'

/** Anybody checks a document by its code, without signing in. The address in its QR code leads here too. */
export const verifyPages = [
  page('GET /verify', ['country', 'published'], (context) =>
    show(context, (context.query.get('code') ?? '').slice(0, 500), context.query.get('code')?.trim() === ''),
  ),
  page('GET /results/:code', ['country', 'published'], (context) =>
    show(context, (context.parameters['code'] ?? '').slice(0, 500)),
  ),
]

/** @param isEmpty it was asked without a code */
async function show(context: PageContext<'country' | 'published'>, code: string, isEmpty = false): Promise<View> {
  const { speech } = context
  const words = uiWords(speech.t)
  const missing = isEmpty ? speech.t('portal.verify.code-missing') : undefined
  return {
    title: speech.t('portal.verify.title'),
    status: missing ? 422 : 200,
    body: (
      <>
        <PageHeading title={speech.t('portal.verify.title')} lead={speech.t('portal.verify.lead')} />
        {missing ? <ErrorSummary title={words['error-title']} errors={[{ field: 'code', text: missing }]} /> : null}
        {code.trim() ? await outcome(context, code) : null}
        {/* a paper asks for no code */}
        <div class="no-print">
          <Form action={speech.path('/verify')} method="get">
            <Field
              kind="text"
              name="code"
              label={speech.t('portal.verify.code')}
              value={code}
              error={missing}
              words={words}
            />
            <p>
              <Button>{speech.t('portal.verify.check')}</Button>
            </p>
          </Form>
        </div>
      </>
    ),
  }
}

async function outcome(context: PageContext<'country' | 'published'>, code: string) {
  const { speech, world } = context
  const result = await context.perform(checkResult, { code })
  const nameOf = async (service: string) => speech.text((await world.published.get(service)).passport.name)
  if (result.status !== 'unknown') {
    const rows: SummaryRow[] = [
      ...(result.title ? [{ key: speech.t('portal.verify.document'), value: result.title }] : []),
      ...(result.outcome
        ? [{ key: speech.t('casework.result.decision'), value: speech.t(`casework.outcome.${result.outcome}`) }]
        : []),
      ...(result.service ? [{ key: speech.t('casework.service'), value: await nameOf(result.service) }] : []),
      ...(result.number ? [{ key: speech.t('casework.number'), value: result.number }] : []),
      ...(result.holder ? [{ key: speech.t('casework.applicant'), value: result.holder }] : []),
      ...(result.office
        ? [
            {
              key: speech.t('portal.verify.issued-by'),
              value: world.country.displayName(result.office, speech.language),
            },
          ]
        : []),
      ...(result.decided
        ? [
            {
              key: speech.t('portal.verify.decided-by'),
              value: [result.decided.by, world.country.displayName(result.decided.office, speech.language)]
                .filter(Boolean)
                .join(', '),
            },
          ]
        : // sealed by an office that did not decide: its silence did, by law
          result.signer && result.signer.name === null && result.outcome
          ? [
              {
                key: speech.t('portal.verify.decided-by'),
                value: speech.t('casework.result.by-silence', {
                  office: world.country.displayName(result.signer.office, speech.language),
                }),
              },
            ]
          : []),
      ...(result.signer
        ? [
            {
              key: speech.t('portal.verify.signed-by'),
              value: result.signer.name
                ? speech.t('portal.verify.signed-role', {
                    name: result.signer.name,
                    role: speech.t(`documents.role.${result.signer.role ?? 'head'}`),
                  })
                : speech.t('portal.verify.by-seal'),
              note: world.country.displayName(result.signer.office, speech.language),
            },
          ]
        : []),
      ...(result.issuedAt ? [{ key: speech.t('portal.verify.issued-on'), value: speech.date(result.issuedAt) }] : []),
      ...(result.validUntil
        ? [{ key: speech.t('portal.verify.valid-until'), value: speech.date(result.validUntil) }]
        : []),
    ]
    if (result.withdrawnAt)
      rows.push(
        { key: speech.t('portal.verify.revoked-on'), value: speech.date(result.withdrawnAt) },
        { key: speech.t('portal.verify.revoked-why'), value: whyRevoked(speech, result.reason) },
      )
    const { signature } = result
    if (signature) rows.push({ key: speech.t('portal.verify.signature'), value: signatureSaid(speech, signature) })
    const broken = result.status === 'valid' && signature?.valid === false
    const says = result.outcome && !isFavourable(result.outcome) && result.status === 'valid'
    const title = broken ? 'signature-broken' : result.status === 'withdrawn' ? 'revoked' : result.status
    return (
      <>
        <Alert
          tone={result.status !== 'valid' || broken ? 'refused' : says ? 'neutral' : 'done'}
          title={speech.t(`portal.verify.${title}`)}
        >
          {says ? speech.t(`portal.verify.${result.outcome === 'overturned' ? 'overturned' : 'gives-no-right'}`) : null}
          {result.status === 'damaged' ? speech.t('portal.verify.damaged-remedy') : null}
        </Alert>
        <SummaryList rows={rows} />
        {signature?.valid ? fileCheck(speech) : null}
      </>
    )
  }
  const receipt = await context.perform(checkReceipt, { code })
  if (receipt.status === 'valid') {
    return (
      <>
        <Alert tone="done" title={speech.t('portal.verify.receipt-valid')} />
        <SummaryList
          rows={[
            { key: speech.t('casework.number'), value: receipt.number! },
            { key: speech.t('casework.service'), value: await nameOf(receipt.service!) },
            { key: speech.t('casework.filed-on'), value: speech.dateTime(receipt.filedAt!) },
            ...(receipt.dueAt ? [{ key: speech.t('casework.due'), value: speech.date(receipt.dueAt) }] : []),
          ]}
        />
      </>
    )
  }
  return (
    <Alert tone="refused" title={speech.t('portal.verify.unknown')}>
      {speech.t('portal.verify.unknown-remedy')}
    </Alert>
  )
}

/** Why a document is out of force: one of our own reasons, or the sentence that was given. */
function whyRevoked(speech: Speech, reason = ''): string {
  if (reason === SUPERSEDED) return speech.t('portal.verify.superseded')
  return reason === OVERTURNED ? speech.t('portal.verify.revoked-above') : reason
}

function signatureSaid(
  speech: Speech,
  { valid, asRecorded, signedBy, verifiableUntil }: NonNullable<CheckedResult['signature']>,
): string {
  if (!asRecorded) return speech.t('portal.verify.signer-differs', { name: signedBy ?? '' })
  if (!valid) return speech.t('portal.verify.signature-broken')
  return verifiableUntil
    ? speech.t('portal.verify.signature-lasting', { date: speech.date(verifiableUntil) })
    : speech.t('portal.verify.signature-listed')
}

/** How whoever has the file checks it without this page, and what they need for it. */
const fileCheck = (speech: Speech) => (
  <Disclosure summary={speech.t('portal.verify.file')}>
    <p>{speech.t('portal.verify.file-how')}</p>
    <ul>
      <li>
        <a href="/ca/root.cer">{speech.t('portal.verify.file-certificate')}</a>
      </li>
      <li>
        <a href="/ca/root.crl">{speech.t('portal.verify.file-list')}</a>
      </li>
    </ul>
  </Disclosure>
)
