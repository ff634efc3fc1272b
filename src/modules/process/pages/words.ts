import type { Speech } from '../../../platform/i18n/index.ts'

/** A length of time in its largest unit that is not nothing: `3 days`, `40 minutes`. */
export function duration(speech: Speech, seconds: number): string {
  if (seconds >= 86_400) return speech.t('process.duration.days', { count: Math.round(seconds / 86_400) })
  if (seconds >= 3_600) return speech.t('process.duration.hours', { count: Math.round(seconds / 3_600) })
  if (seconds >= 60) return speech.t('process.duration.minutes', { count: Math.round(seconds / 60) })
  return speech.t('process.duration.seconds', { count: Math.round(seconds) })
}

/** A BPMN element's type in words; one that has none stays as the standard calls it. */
export const typeName = (speech: Speech, type: string): string =>
  speech.has(`process.type.${type}`) ? speech.t(`process.type.${type}`) : type

/** What a job does, in words where it is the engine's own. */
export const workName = (speech: Speech, kind: string): string =>
  speech.has(`process.work.${kind.replace('.', '-')}`) ? speech.t(`process.work.${kind.replace('.', '-')}`) : kind

export const operationName = (speech: Speech, kind: string): string =>
  speech.has(`process.operation.${kind.slice('process.'.length)}`)
    ? speech.t(`process.operation.${kind.slice('process.'.length)}`)
    : kind

/** What the sizes are called in which a diagram is looked at. */
export const sizeWords = ({ t }: Speech) => ({ zoom: t('process.zoom'), whole: t('process.zoom-whole') })

/** What the colours of a case's way mean. */
export const wayWords = (speech: Speech) => ({
  ...sizeWords(speech),
  legend: {
    done: speech.t('process.legend-done'),
    now: speech.t('process.legend-now'),
    stuck: speech.t('process.legend-stuck'),
    badge: speech.t('process.legend-tokens'),
  },
})

/** What the shades of a service's figures mean. @param heat of the measure that is shown */
export const heatWords = (speech: Speech, heat: string) => ({
  ...sizeWords(speech),
  legend: { heat, badge: speech.t('process.legend-figure') },
})
