import type { Country } from '../../../platform/country/index.ts'
import type { Speech } from '../../../platform/i18n/index.ts'

/** Where a refusal goes that the body above upheld, and within which term; a term without a source says that it is one. */
export function courtText({ procedure }: Pick<Country, 'procedure'>, speech: Speech): string | undefined {
  const { court, provenance } = procedure
  if (!court) return undefined
  const parameters = { court: speech.text(court.name) }
  if (!court.term) return speech.t('casework.appeal.court-without-term', parameters)
  return [
    speech.t('casework.appeal.court', {
      ...parameters,
      term: speech.t(`ui.term.${court.term.unit}`, { count: court.term.amount }),
    }),
    ...(provenance['court.term'] === 'demo' ? [speech.t('casework.appeal.court-term-demo')] : []),
  ].join(' ')
}
