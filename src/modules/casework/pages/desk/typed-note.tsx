import type { PageContext, Typed } from '../../../../platform/http/index.ts'

/** The note of a form that can't be sent any more, so that it is not lost. */
export const TypedNote = ({ context: { speech }, typed }: { context: PageContext; typed: Typed }) =>
  typed.form === 'act' && typed.values['note'] ? (
    <>
      <p>{speech.t('desk.you-typed')}</p>
      <blockquote>
        <p dir="auto">{typed.values['note']}</p>
      </blockquote>
    </>
  ) : null
