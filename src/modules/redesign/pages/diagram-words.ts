import type { Speech } from '../../../platform/i18n/index.ts'
import { sizeWords } from '../../process/index.ts'

/** What the colours of a compared model mean. */
export const diagramWords = (speech: Speech) => ({
  ...sizeWords(speech),
  legend: {
    now: speech.t('redesign.legend.changed'),
    done: speech.t('redesign.legend.added'),
    stuck: speech.t('redesign.legend.removed'),
  },
})
