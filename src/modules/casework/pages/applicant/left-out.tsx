import { textKey } from '../../../../kernel/case/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Notice } from '../../../../ui/index.ts'
import { answerText } from '../case/answer-rows.tsx'
import type { OpenDraft } from './open-draft.ts'

/**
 * What was answered before the form changed and is not asked for any more, in the words that asked for it: nobody shall
 * believe that it was sent. Renders nothing where there is none.
 */
export function NotAskedAnyMore({ context, open }: { context: PageContext<'country'>; open: OpenDraft }) {
  const { speech } = context
  const told = open.leftOut.flatMap(({ id, asked }) => {
    const given = open.draft.answers[id]
    if (!asked) return [`${id}: ${typeof given === 'string' ? given : JSON.stringify(given)}`]
    const value = answerText(context, asked.service, asked.field, given, open.variables)
    return value === ''
      ? []
      : [`${asked.service.say(speech.language, textKey.fieldLabel(asked.field.id), open.variables)}: ${value}`]
  })
  return told.length === 0 ? null : (
    <Notice tone="waits" title={speech.t('form.left-out')}>
      {told.map((line) => (
        <p dir="auto">{line}</p>
      ))}
    </Notice>
  )
}
