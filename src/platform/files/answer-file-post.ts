import { answerPost, type PageContext, type Post, type View } from '../http/index.ts'
import type { Need } from '../use-case/index.ts'
import { receiveInMemory, type FileInMemory } from './receive-in-memory.ts'

/** Files of a form by the name of their field. */
export type FilesInMemory = ReadonlyMap<string, FileInMemory>

/**
 * `answerPost` for a form that may bring small files, which are read at once and kept nowhere: received before anything
 * is performed, so that no transaction waits for a line.
 * @param limits.fileBytes of one file; what is larger is said beside its field, and what was typed stays
 */
export async function answerFilePost<Needs extends Need>(
  context: PageContext<Needs>,
  post: Omit<Post, 'does'> & {
    does(
      posted: URLSearchParams,
      files: FilesInMemory,
      sent: { key: string | undefined; shown: string | null },
    ): Promise<string | View>
  },
  limits: { fileBytes: number },
): Promise<View | Response> {
  let received: Awaited<ReturnType<typeof receiveInMemory>> | undefined
  const form = async (): Promise<URLSearchParams> => {
    if (!/^multipart\/form-data/i.test(context.request.headers.get('content-type') ?? '')) return context.form()
    received = await receiveInMemory(context.request, limits)
    return received.fields
  }
  return answerPost({ ...context, form } as PageContext, {
    ...post,
    async does(posted, sent) {
      if (received?.refused) throw received.refused
      return post.does(posted, received?.files ?? new Map(), sent)
    },
  })
}
