import { Tag } from '../../../ui/index.ts'
import { About, type Comments } from './comments.tsx'
import { textOf } from './form-part.tsx'
import { StepActs, type StepActsProps } from './step-acts.tsx'

interface StepProps extends StepActsProps {
  number: number
  comments: Comments
  /** Where all that can be done with it is shown; undefined: here. */
  opens: string | undefined
}

/** A step of the outline with all that can be done to it. */
export function ProcessStep({ number, comments, opens, ...acts }: StepProps) {
  const { context, draft, outline, step, typed } = acts
  const { speech } = context
  const nameOf = (id: string) =>
    textOf(context, draft, `process.${id}`, outline.steps.find((each) => each.id === id)?.name || id)
  const name = nameOf(step.id)
  return (
    <li id={`step-${step.id}`}>
      <div>
        <strong>
          {number}. {name}
        </strong>{' '}
        <Tag plain>{speech.has(`process.type.${step.type}`) ? speech.t(`process.type.${step.type}`) : step.type}</Tag>
        {step.attributes['act'] ? (
          <span class="small soft">
            {' '}
            {speech.has(`studio.act-kind.${step.attributes['act']}`)
              ? speech.t(`studio.act-kind.${step.attributes['act']}`)
              : step.attributes['act']}
          </span>
        ) : null}
        {step.timer ? <span class="small soft"> {step.timer}</span> : null}
        {step.ways.length > 0 ? (
          <ul class="small">
            {step.ways.map((each) => (
              <li>
                → <a href={`#step-${each.target}`}>{nameOf(each.target)}</a>
                {each.condition ? (
                  <>
                    {' '}
                    {speech.t('studio.process.when')} <code>{each.condition}</code>
                  </>
                ) : each.isDefault ? (
                  <span class="soft"> {speech.t('studio.process.else')}</span>
                ) : null}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <About context={context} draft={draft} comments={comments} element={step.id} name={name} typed={typed} />
      {step.inside === undefined ? null : (
        <p class="small soft">{speech.t('studio.process.inside', { name: nameOf(step.inside) })}</p>
      )}
      {opens === undefined ? (
        <StepActs {...acts} />
      ) : (
        <a href={speech.path(opens)}>{speech.t('studio.process.edit', { name })}</a>
      )}
    </li>
  )
}
