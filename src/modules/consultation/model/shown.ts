import type { ShownComment } from '../store/comments.ts'
import type { CommentShown } from '../use/shapes.ts'

/** A comment as it is told to somebody. Nobody learns whose it is but by the name its author chose. */
export function shownComment(comment: ShownComment, viewer: string | undefined): CommentShown {
  const {
    author,
    authorName,
    hiddenReason,
    answer,
    placeState,
    placeUnit,
    placeFrom,
    placeUntil,
    placeInstead,
    ...rest
  } = comment
  return {
    ...rest,
    name: authorName,
    hidden: hiddenReason,
    place: { state: placeState, unit: placeUnit, from: placeFrom, until: placeUntil, instead: placeInstead },
    own: author !== null && author === viewer,
    answer: answer && {
      id: answer.id,
      outcome: answer.outcome,
      reason: answer.reason,
      change:
        answer.changeVersion !== null && answer.changeUnit !== null
          ? { version: answer.changeVersion, unit: answer.changeUnit }
          : null,
      owed: answer.owed,
      owedBy: answer.owedBy,
      done: answer.done,
      disputed: answer.disputed,
      by: answer.by,
      at: answer.at,
      repeated: answer.repeated,
      comments: answer.comments,
    },
  }
}
