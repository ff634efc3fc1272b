import { together, type Listener } from '../../../platform/events/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { discussionClosed, discussionOpened } from '../../consultation/index.ts'
import { joinDiscussion, setDiscussed } from '../store/amendments.ts'
import { refusal } from './refusals.ts'

/** A draft act that was made of a draft amendment, and its end. */
export const discussionListeners: readonly Listener[] = [
  together(discussionOpened, async (tx, { subject, facts: { amendment } }) => {
    if (amendment !== undefined && !(await joinDiscussion(tx, amendment, subject)))
      throw new Refusal(refusal['amendment-taken'])
  }),
  together(discussionClosed, (tx, { subject, at }) => setDiscussed(tx, subject, at)),
]
