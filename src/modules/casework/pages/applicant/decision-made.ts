import type { PageContext } from '../../../../platform/http/index.ts'
import { lapsedText } from '../../model/lapsed.ts'
import type { CaseRead } from '../../use/read-case.ts'

/**
 * Who decided, for which office, who signed and in which role; where nobody decided, that it was so: by a term, by the
 * applicant's own word, by silence.
 */
export function decisionMade(
  { speech, world }: PageContext<'country'>,
  { outcome, decidedBy, signedBy, signedAs, office, madeAt, bySilence }: CaseRead['decisions'][number],
  { lapsed, fee }: Pick<CaseRead, 'lapsed' | 'fee'>,
): string {
  const body = world.country.displayName(office, speech.language)
  const [date, who] = [speech.date(madeAt), decidedBy ?? '']
  if (outcome === 'lapsed' && lapsed) return lapsedText(speech, lapsed, { fee })
  if (outcome === 'withdrawn' || outcome === 'declined') return speech.t(`casework.result.${outcome}-on`, { date })
  if (bySilence) return `${speech.t('casework.result.by-silence', { office: body })}, ${date}.`
  return [
    decidedBy
      ? speech.t('casework.result.decided', { who, office: body, date })
      : speech.t(`casework.result.${outcome === 'terminated' ? 'terminated-on' : 'decided-office'}`, {
          office: body,
          date,
        }),
    ...(signedBy
      ? [speech.t('casework.result.signed', { who: signedBy, role: speech.t(`documents.role.${signedAs ?? 'head'}`) })]
      : []),
  ].join(' ')
}
