import type { Speech } from '../../../platform/i18n/index.ts'

/** What the colours of a compared model mean. */
export const diagramWords = ({ t }: Speech) => ({
  zoom: t('process.zoom'),
  whole: t('process.zoom-whole'),
  legend: { now: t('redesign.legend.changed'), done: t('redesign.legend.added'), stuck: t('redesign.legend.removed') },
})
