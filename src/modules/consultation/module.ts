import { describeModule } from '../../platform/module/index.ts'
import { answered, closed, opened } from './model/events.ts'
import { isReceipt, judgeReceipt } from './model/judge-receipt.ts'
import { isRecord, judgeRecord } from './model/judge-record.ts'
import { groupingHandler } from './model/group-comments.ts'
import { tellAuthors, tellOfHiding } from './model/tell-authors.ts'
import { tellOfDispute } from './model/tell-body.ts'
import { tellSubscribers } from './model/tell-subscribers.ts'
import { negationOf } from './model/negation.ts'
import { pages } from './pages/index.ts'
import { consultationRights } from './rights.ts'
import { addComment } from './use/add-comment.ts'
import { commentByEmail, confirmComment, getPuzzle, readPending } from './use/comment-by-email.ts'
import { answerComments } from './use/answer-comments.ts'
import { closeDiscussionForGood } from './use/close-discussion.ts'
import { compareTexts } from './use/compare-texts.ts'
import { enterComments } from './use/enter-comments.ts'
import { getDiscussion } from './use/get-discussion.ts'
import { getProof, getRecord } from './use/get-record.ts'
import {
  confirmCommentGroup,
  getCommentGroup,
  listCommentGroups,
  regroupComments,
  splitCommentGroup,
} from './use/groups.ts'
import { getOpenData, getReport, getText, showBodies } from './use/get-report.ts'
import { disputeDone, listOwedChanges, settleOwed } from './use/owed.ts'
import { nameChange } from './use/name-change.ts'
import { listAnswers } from './use/list-answers.ts'
import { listAllComments, listMyComments } from './use/list-comments.ts'
import { appealByLetter, disputeByLetter, getReceipt, readHeldComment } from './use/hold-comment.ts'
import {
  appealHiding,
  decideHiding,
  hideComment,
  listAppeals,
  listAppealsToMe,
  listHidden,
} from './use/hide-comment.ts'
import { listAllDiscussions } from './use/list-discussions.ts'
import { openDiscussion } from './use/open-discussion.ts'
import { publishText } from './use/publish-text.ts'
import { confirmLetters, endLetters, readSubscription, subscribe } from './use/subscribe.ts'
import { supportComment } from './use/support-comment.ts'

/** Public discussion of drafts and acts in force, where every comment is answered before it can end. */
export const consultationModule = describeModule({
  name: 'consultation',
  about: 'Public discussion of draft acts: texts, comments, answers, the sealed record.',
  uses: ['documents'],
  needs: ['country', 'drawing', 'people'],
  gives: ['acts'],
  furnishes({ texts, country }) {
    return {
      acts: {
        country: country.id,
        localDate: country.localDate,
        appealsTo: (body) =>
          [...new Set([...country.officesAbove(body), ...country.procedure.discussion.appeals])].filter(
            (other) => other !== body,
          ),
        negates: negationOf(country.languages.ids.map((language) => texts.say(language, 'consultation.act.negations'))),
        headings: country.languages.ids.map((language) => ({
          article: texts.say(language, 'consultation.act.article', { number: '{number}' }),
          chapter: texts.say(language, 'consultation.act.chapter', { number: '{number}' }),
        })),
      },
    }
  },
  useCases: [
    getPuzzle,
    subscribe,
    readSubscription,
    confirmLetters,
    endLetters,
    listAllDiscussions,
    getDiscussion,
    listAllComments,
    openDiscussion,
    addComment,
    enterComments,
    commentByEmail,
    readPending,
    confirmComment,
    supportComment,
    answerComments,
    nameChange,
    listOwedChanges,
    settleOwed,
    disputeDone,
    closeDiscussionForGood,
    listMyComments,
    publishText,
    compareTexts,
    listCommentGroups,
    getCommentGroup,
    confirmCommentGroup,
    splitCommentGroup,
    regroupComments,
    hideComment,
    appealHiding,
    decideHiding,
    listAppeals,
    listAppealsToMe,
    listHidden,
    readHeldComment,
    appealByLetter,
    disputeByLetter,
    getReceipt,
    listAnswers,
    getReport,
    getOpenData,
    getText,
    showBodies,
    getRecord,
    getProof,
  ],

  rights: consultationRights,
  pages,
  jobs: ({ origin }, world) => [
    groupingHandler,
    tellAuthors(world),
    tellOfHiding(world),
    tellOfDispute(world),
    tellSubscribers(origin),
  ],
  events: [opened, answered, closed],
  verifies: {
    files: [
      { kind: 'consultation', recognises: isRecord, judge: judgeRecord },
      { kind: 'comment-receipt', recognises: isReceipt, judge: judgeReceipt },
    ],
  },
  navigation: [{ path: '/consultations', text: 'consultation.title', order: 30 }],
})
