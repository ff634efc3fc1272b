import type { PageContext } from '../../../../platform/http/index.ts'
import type { CaseRead } from '../../use/read-case.ts'

/** Who decided, for which office, who signed and in which role. */
export function decisionMade(
  { speech, world }: PageContext<'country'>,
  { decidedBy, signedBy, signedAs, office, madeAt }: CaseRead['decisions'][number],
): string {
  const body = world.country.displayName(office, speech.language)
  return [
    decidedBy
      ? speech.t('casework.result.decided', { who: decidedBy, office: body, date: speech.date(madeAt) })
      : speech.t('casework.result.decided-office', { office: body, date: speech.date(madeAt) }),
    ...(signedBy
      ? [speech.t('casework.result.signed', { who: signedBy, role: speech.t(`documents.role.${signedAs ?? 'head'}`) })]
      : []),
  ].join(' ')
}
