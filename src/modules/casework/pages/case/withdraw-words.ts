import { isAppealed } from '../../../../kernel/case/index.ts'

/** Keys of what is said of taking an application back; of a refusal that was appealed, of taking back the appeal. */
export const withdrawWords = (of: Parameters<typeof isAppealed>[0]) =>
  isAppealed(of)
    ? {
        question: 'casework.withdraw.appeal-question',
        asked: 'counter.withdraw-appeal-asked',
        start: 'casework.withdraw.appeal-start',
        warning: 'casework.withdraw.appeal-warning',
      }
    : {
        question: 'casework.withdraw.question',
        asked: 'counter.withdraw-asked',
        start: 'casework.withdraw.start',
        warning: 'casework.withdraw.warning',
      }
