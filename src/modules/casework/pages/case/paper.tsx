import type { PageContext } from '../../../../platform/http/index.ts'
import { SummaryList } from '../../../../ui/index.ts'
import { runsOf, type ResultContent } from '../../../documents/index.ts'

/** A document in its own words and language, as it will be signed: before a person signs it, they read it here. */
export function Paper({
  context: { speech, world },
  content,
  level = 3,
}: {
  context: PageContext<'country'>
  content: ResultContent
  level?: 2 | 3
}) {
  const Heading = level === 2 ? 'h2' : 'h3'
  const { languages } = world.country
  // what is printed on it stands in its language, whoever reads it
  const own = speech.in(content.language)
  const language = languages.is(content.language) ? languages.about(content.language).tag : undefined
  return (
    <article class="paper" {...(language ? { lang: language } : {})}>
      <p class="soft small">
        {content.officeName} · <span class="num">{content.number}</span>
      </p>
      <Heading>
        {content.what ? <span class="caption">{content.what}</span> : null}
        {content.title}
      </Heading>
      {content.paragraphs.map((paragraph) => (
        <p dir="auto">{runsOf(paragraph).map(({ text, data }) => (data ? <b>{text}</b> : text))}</p>
      ))}
      <SummaryList
        rows={[
          { key: own.t('documents.label.holder'), value: content.holder.name, note: content.holder.number },
          ...content.facts.map(({ name, value }) => ({ key: name, value })),
          ...(content.validUntil
            ? [{ key: own.t('documents.label.valid-until'), value: own.date(content.validUntil) }]
            : []),
        ]}
      />
    </article>
  )
}
