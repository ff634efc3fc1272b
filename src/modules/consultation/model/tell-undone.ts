import type { Tx } from '../../../platform/database/index.ts'
import type { Discussion } from '../store/discussions.ts'
import type { CommentShown } from '../use/shapes.ts'
import { undoneAmong } from './named-change.ts'

/** Comments of a discussion, each answer saying whether a later text took its change back. */
export async function tellUndone<Comment extends Pick<CommentShown, 'answer'>>(
  tx: Tx,
  discussion: Pick<Discussion, 'id' | 'version'>,
  comments: readonly Comment[],
): Promise<Comment[]> {
  const undone = await undoneAmong(
    tx,
    discussion,
    comments.map(({ answer }) => answer?.change),
  )
  return comments.map((comment) => {
    const { answer } = comment
    return answer?.change && undone.has(`${answer.change.version} ${answer.change.unit}`)
      ? { ...comment, answer: { ...answer, undone: true } }
      : comment
  })
}
