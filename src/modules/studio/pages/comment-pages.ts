import { answerPost, page, type PageContext } from '../../../platform/http/index.ts'
import { commentOnElement, settleThread } from '../use/comment-draft.ts'
import { showPart } from './edit-part.tsx'
import { partPath } from './frame.tsx'
import { processPart } from './process-part.tsx'

/** A comment is sent and a thread settled; both come back to the element. */
export const commentPages = [
  page('POST /studio/:draft/comments', ['country'], (context: PageContext<'country'>) =>
    answerPost(context, {
      form: 'comments',
      fields: ['op', 'about', 'answers', 'text'],
      async does(posted, { key }) {
        const draft = context.parameters['draft']!
        const given = (name: string) => posted.get(name)?.trim() ?? ''
        const answers = given('answers')
        const { element } =
          given('op') === 'settle'
            ? await context.perform(settleThread, { draft, comment: answers }, key)
            : await context.perform(
                commentOnElement,
                {
                  draft,
                  element: given('about'),
                  text: posted.get('text') ?? '',
                  ...(answers === '' ? {} : { answers }),
                },
                key,
              )
        return `${partPath(draft, 'process')}#about-${element}`
      },
      again: (typed) => showPart(context, processPart, typed),
    }),
  ),
]
