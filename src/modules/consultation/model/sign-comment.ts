import { textOf, type Act } from '../../../kernel/act/index.ts'
import { runsOfAct, signatureOf } from '../../../kernel/grouping/index.ts'
import { packed } from '../store/groups.ts'

const runs = new WeakMap<Act, Set<number>>()

/** What a comment is compared by, ready to be kept; quotations of the act count for nothing. */
export function signComment(
  act: Act,
  words: string,
  proposal: string | null,
): { signature: Buffer | null; content: Buffer } {
  let known = runs.get(act)
  if (!known) runs.set(act, (known = runsOfAct(act.articles.map(textOf).join('\n'))))
  const { values, content } = signatureOf(proposal === null ? words : `${words}\n${proposal}`, known)
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(content)
  return { signature: values ? packed(values) : null, content: bytes }
}
